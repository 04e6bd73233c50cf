import { describe, expect, it } from 'vitest';
import type { LinkStatus, StatusDocument } from '../../../../core/api/status.ts';
import { linkPairs } from './link-pairs.ts';

const link = (partner: string, state: LinkStatus['state']): LinkStatus => ({ partner, state, waiting: 0, inFlight: 0, dead: 0, failuresLastHour: 0 });
const node = (id: string, links: LinkStatus[] | undefined, conclusion: 'well' | 'unreachable' = 'well') => ({ node: id, conclusion, ...(links === undefined ? {} : { document: { links } as StatusDocument }) });

describe('links from both ends', () => {
  it('shows each pair once and says where the ends differ', () => {
    const pairs = linkPairs([node('FR', [link('FI', 'open'), link('DE', 'held')]), node('FI', [link('FR', 'open'), link('DE', 'open')]), node('DE', undefined)]);
    expect(pairs.map((pair) => [pair.a, pair.b, pair.agreement])).toEqual([['FR', 'FI', 'same'], ['FR', 'DE', 'oneSided'], ['FI', 'DE', 'oneSided']]);
    expect(linkPairs([node('FR', [link('FI', 'held')]), node('FI', [link('FR', 'open')])])[0]?.agreement).toBe('differ');
  });
  it('does not take the last word of a silent node for its view of now', () => {
    expect(linkPairs([node('FR', [link('DE', 'held')]), node('DE', [link('FR', 'open')], 'unreachable')])[0]).toMatchObject({ agreement: 'notHeard', silent: 'DE' });
  });
});
