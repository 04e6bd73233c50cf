import type { Participant } from '../../core/directory.ts';
import { isAppError } from '../../core/errors.ts';
import type { NodeId } from '../../core/ids.ts';

/** What a partner says to our next certificate. */
export type RehearsalRow = { readonly node: NodeId; readonly accepted: boolean; readonly code: string; readonly why: string };

/** A harmless request to a partner with the next certificate. */
export type KnockWithNext = (node: NodeId) => Promise<{ readonly status: number; readonly body: Buffer }>;

const reasonOf = (body: Buffer): { code: string; why: string } => {
  try {
    const problem = JSON.parse(body.toString('utf8')) as { reason?: unknown; code?: unknown; detail?: unknown };
    return { code: String(problem.reason ?? problem.code ?? 'refused'), why: String(problem.detail ?? 'no reason given') };
  } catch {
    return { code: 'refused', why: 'it answered something that is not from a node' };
  }
};

const causeOf = (error: unknown): string => {
  const cause = error instanceof Error ? (error.cause as Error | undefined) : undefined;
  return cause?.message === undefined ? '' : ` (${cause.message})`;
};

const knock = async (node: NodeId, send: KnockWithNext): Promise<RehearsalRow> => {
  try {
    const answer = await send(node);
    if (answer.status === 200 || answer.status === 304) return { node, accepted: true, code: 'accepted', why: '' };
    return { node, accepted: false, ...reasonOf(answer.body) };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { node, accepted: false, code: error.code, why: `${error.detail}${causeOf(error)}` };
  }
};

/** Rotation rehearsal (exchange.md §2.2): tries the next certificate against every partner before the switch, and says who would refuse it and why. */
export const rehearse = (partners: readonly Participant[], send: KnockWithNext): Promise<readonly RehearsalRow[]> => Promise.all(partners.map((one) => knock(one.nodeId, send)));
