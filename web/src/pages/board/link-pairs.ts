import type { LinkStatus } from '../../../../core/api/status.ts';
import type { NodeConclusion } from './words.ts';

export type LinkEnd = Pick<LinkStatus, 'state' | 'why' | 'waiting' | 'lastGoodOut'>;
export type LinkPair = {
  a: string;
  b: string;
  fromA: LinkEnd | undefined;
  fromB: LinkEnd | undefined;
  /** `notHeard`: what `silent` told last is old, so nothing can be said of both. */
  agreement: 'same' | 'differ' | 'oneSided' | 'notHeard';
  /** A node of the pair that does not tell its state any more. */
  silent: string | undefined;
};
type Told = Pick<NodeConclusion, 'node' | 'document' | 'conclusion'>;

const agreementOf = (a: LinkEnd | undefined, b: LinkEnd | undefined, silent: string | undefined): LinkPair['agreement'] => {
  if (silent !== undefined) return 'notHeard';
  if (a === undefined || b === undefined) return 'oneSided';
  return (a.state === 'open') === (b.state === 'open') ? 'same' : 'differ';
};

/** Every pair of nodes once, with the view of each end where its status document tells one. */
export const linkPairs = (nodes: readonly Told[]): LinkPair[] => {
  const view = (from: Pick<NodeConclusion, 'document'>, to: string): LinkEnd | undefined => from.document?.links.find((link) => link.partner === to);
  return nodes.flatMap((a, index) =>
    nodes.slice(index + 1).map((b): LinkPair => {
      const fromA = view(a, b.node);
      const fromB = view(b, a.node);
      const silent = [a, b].find((one) => one.conclusion === 'unreachable')?.node;
      return { a: a.node, b: b.node, fromA, fromB, agreement: agreementOf(fromA, fromB, silent), silent };
    }),
  );
};
