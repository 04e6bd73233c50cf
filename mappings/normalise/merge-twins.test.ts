import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRdf } from '../rdf/parse.ts';
import { mergeTwins } from './merge-twins.ts';
import type { Work } from './work.ts';

const prefixes = '@prefix e: <http://e/> .';
const lean = async (turtle: string): Promise<Work> => {
  const quads = await parseRdf(new TextEncoder().encode(`${prefixes} ${turtle}`), { mediaType: 'text/turtle', baseIri: 'http://e/' });
  const work: Work = { dataset: 'http://e/d', quads: [...quads], changes: [], warnings: [], settings: {} };
  mergeTwins(work);
  return work;
};

describe('twins', () => {
  it('keeps one of several blank nodes that say the same of the same thing, with all that hangs on it', async () => {
    const work = await lean('e:a e:contact [ e:mail "x" ; e:open [ e:text "9-17" ] ], [ e:open [ e:text "9-17" ] ; e:mail "x" ], [ e:mail "y" ] .');
    expect(work.quads).toHaveLength(6);
    expect(work.changes).toHaveLength(1);
  });
  it('leaves equal nodes of different subjects and properties alone', async () => {
    expect((await lean('e:a e:p [ e:m "x" ] ; e:q [ e:m "x" ] . e:b e:p [ e:m "x" ] .')).quads).toHaveLength(6);
  });
  it('leaves a node alone that somebody else points to', async () => {
    const work = await lean('e:a e:p _:one, _:two . _:one e:m "x" . _:two e:m "x" . e:b e:q _:two .');
    expect(work.quads.map((quad) => quad.predicate.value.slice(-1)).sort()).toEqual(['m', 'm', 'p', 'q']);
  });
  it('does not touch circles', async () => {
    expect((await lean('e:a e:p _:x, _:y . _:x e:q _:y . _:y e:q _:x .')).quads).toHaveLength(4);
  });
  it('is done in one go, whatever the number of twins', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom('x', 'y', 'z'), { minLength: 1, maxLength: 12 }), async (mails) => {
        const work = await lean(`e:a e:c ${mails.map((mail) => `[ e:mail "${mail}" ]`).join(', ')} .`);
        expect(work.quads).toHaveLength(2 * new Set(mails).size);
        mergeTwins(work);
        expect(work.quads).toHaveLength(2 * new Set(mails).size);
      }),
      { numRuns: 30 },
    );
  });
});
