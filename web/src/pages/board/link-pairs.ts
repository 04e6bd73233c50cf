import type { LinkStatus } from '../../../../core/api/status.ts';
import type { NodeConclusion } from './words.ts';

export type LinkEnd = Pick<LinkStatus, 'state' | 'why' | 'waiting' | 'lastGoodOut'>;
export type LinkPair = { a: string; b: string; fromA: LinkEnd | undefined; fromB: LinkEnd | undefined; agreement: 'same' | 'differ' | 'oneSided' };

/** Every pair of nodes once, with the view of each end where its status document tells one. */
export const linkPairs = (nodes: readonly Pick<NodeConclusion, 'node' | 'document'>[]): LinkPair[] => {
  const view = (from: Pick<NodeConclusion, 'document'>, to: string): LinkEnd | undefined => from.document?.links.find((link) => link.partner === to);
  return nodes.flatMap((a, index) =>
    nodes.slice(index + 1).map((b): LinkPair => {
      const fromA = view(a, b.node);
      const fromB = view(b, a.node);
      const agreement = fromA === undefined || fromB === undefined ? 'oneSided' : (fromA.state === 'open') === (fromB.state === 'open') ? 'same' : 'differ';
      return { a: a.node, b: b.node, fromA, fromB, agreement };
    }),
  );
};
