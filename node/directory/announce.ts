import type { Participant } from '../../core/directory.ts';
import type { NodeId } from '../../core/ids.ts';
import type { DirectoryLog } from './ports.ts';

/** Tells one partner that there is a newer directory. @throws when it cannot be reached */
export type TellPartner = (node: NodeId) => Promise<void>;

/** Coordinator: after each publication every partner is told at once, so that a revocation is known everywhere within seconds instead of at the next fetch.
 *  Best effort: whoever is not reached reads the directory within 15 minutes anyway. */
export const announce = async (partners: readonly Participant[], tell: TellPartner, log: DirectoryLog): Promise<void> => {
  const told = await Promise.allSettled(partners.map((one) => tell(one.nodeId)));
  const missed = partners.filter((_one, index) => told[index]?.status === 'rejected').map((one) => one.nodeId);
  if (missed.length > 0) log.info({ missed }, 'not told of the new directory: they will read it themselves');
};
