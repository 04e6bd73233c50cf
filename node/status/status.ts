import type { ConsortiumStatus, StatusDocument } from '../../core/api/status.ts';
import type { Clock } from '../../core/clock.ts';
import { msOf } from '../../core/clock.ts';
import { isAppError } from '../../core/errors.ts';
import type { NodeId } from '../../core/ids.ts';
import { conclude } from './conclude.ts';
import type { Heard } from './conclude.ts';
import { verifyDocument } from './document.ts';
import type { DirectoryPort, ReadStatus } from './ports.ts';
import type { StatusStore } from './status-store.ts';

export type StatusDeps = {
  readonly node: NodeId;
  readonly coordinator: () => NodeId;
  readonly clock: Clock;
  readonly roundMs: number;
  readonly store: StatusStore;
  readonly directory: DirectoryPort;
  readonly read: ReadStatus;
  readonly ownDocument: () => Promise<StatusDocument>;
};

/** Listens to every participant, concludes, remembers. Each node reads its partners'; the coordinator's view is the board's. */
export const createConsortiumStatus = (deps: StatusDeps) => {
  const hearOne = async (node: NodeId): Promise<void> => {
    try {
      const document = node === deps.node ? await deps.ownDocument() : await verifyDocument(await deps.read(node), node, deps.directory);
      await deps.store.keepDocument(node, document, deps.clock.now());
    } catch (error) {
      await deps.store.keepFailure(node, isAppError(error) ? error.code : 'unreadable', deps.clock.now());
    }
  };
  const participants = () => deps.directory.participants().filter((participant) => !['joining', 'revoked'].includes(participant.state.code));
  const view = async (): Promise<ConsortiumStatus> => {
    const rows = new Map((await deps.store.heardOf()).map((row) => [row.node, row]));
    const nowMs = deps.clock.ms();
    const young = [...rows.values()].flatMap((row) => (row.document !== undefined && row.receivedAt !== undefined && nowMs - msOf(row.receivedAt) <= 3 * deps.roundMs ? [row.document] : []));
    const nodes = participants().map((participant) => {
      const row = rows.get(participant.nodeId);
      const heard: Heard = row ?? {};
      const { conclusion, reasons } = conclude(heard, young.filter((document) => document.node.id !== participant.nodeId), nowMs, deps.roundMs);
      const since = row?.conclusion === conclusion && row.since !== undefined ? row.since : deps.clock.now();
      return {
        node: participant.nodeId, name: participant.name, country: participant.country, conclusion, reasons: reasons.map((one) => ({ code: one.code, values: { ...one.values } })), since,
        ...(heard.receivedAt && { lastHeard: heard.receivedAt }), ...(heard.document && { document: heard.document }),
      };
    });
    return { at: deps.clock.now(), coordinator: deps.coordinator(), nodes };
  };
  return {
    view,
    /** One round: read all, conclude, remember what changed. */
    round: async (): Promise<void> => {
      await Promise.all(participants().map((participant) => hearOne(participant.nodeId)));
      const before = new Map((await deps.store.heardOf()).map((row) => [row.node, row.conclusion]));
      for (const node of (await view()).nodes) await deps.store.keepConclusion(node.node, node.conclusion, node.reasons, before.get(node.node) !== node.conclusion, deps.clock.now());
    },
    history: (node: string, from: string) => deps.store.history(node, from),
    thin: (): Promise<void> => deps.store.thinHistory(deps.clock.now()),
  };
};
export type Consortium = ReturnType<typeof createConsortiumStatus>;
