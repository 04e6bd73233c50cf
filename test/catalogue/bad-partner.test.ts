import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../core/clock.ts';
import { asId } from '../../core/ids.ts';
import { createAudit } from '../../node/audit/audit.ts';
import type { Federation } from '../../node/catalogue/federation/federation.ts';
import { createFederation, createPartnerReader } from '../../node/catalogue/federation/federation.ts';
import type { CataloguePartner, CataloguePorts } from '../../node/catalogue/ports.ts';
import { searchParameters } from '../../node/catalogue/search/read-query.ts';
import type { TestCatalogue } from './support.ts';
import { openTestCatalogue } from './support.ts';

/* What a partner may send that no honest node does: its catalogue suffers, nobody else's, and one bad record no other record. */

const partner: CataloguePartner = { nodeId: asId('XX'), name: { en: 'Odd partner' }, country: 'XX', portal: 'https://xx.example', active: true };
const honest: CataloguePartner = { nodeId: asId('YY'), name: { en: 'Honest partner' }, country: 'YY', portal: 'https://yy.example', active: true };
const head = (node: string) => `@prefix as: <https://www.w3.org/ns/activitystreams#> . @prefix ldes: <https://w3id.org/ldes#> . @prefix tree: <https://w3id.org/tree#> . @prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
<https://${node}.example/feed#stream> a ldes:EventStream .\n`;
const member = (node: string, n: number, title: string): string => {
  const event = `https://${node}.example/feed/event/${n}`;
  const iri = `https://${node}.example/dataset/${n}`;
  return `<https://${node}.example/feed#stream> tree:member <${event}> . <${event}> a as:Create ; as:object <${iri}> ; as:published "2026-01-01T00:00:${String(n).padStart(2, '0')}.000Z" .
GRAPH <${event}> { <${iri}> a dcat:Dataset ; dct:identifier "${n}" ; dct:title "${title}"@en . }\n`;
};

describe('a partner that sends', () => {
  let here: TestCatalogue;
  let federation: Federation;
  let pages: Record<string, string> = {};
  beforeAll(async () => {
    here = await openTestCatalogue({ node: 'FR', partners: [partner, honest] });
    const getFromPartner: CataloguePorts['getFromPartner'] = (to, path) => {
      const text = pages[`${to}${path}`];
      return Promise.resolve({ status: text === undefined ? 404 : 200, headers: { 'content-type': 'application/trig' }, body: Buffer.from(text ?? '') });
    };
    const parts = { db: here.db, clock: systemClock, audit: createAudit({ clock: systemClock }), ports: { partners: () => [partner, honest], getFromPartner }, ingest: here.ingest, log: { info: () => undefined, warn: () => undefined } };
    federation = createFederation(parts, createPartnerReader(parts));
  });
  afterAll(() => here.close());
  beforeEach(() => {
    pages = { 'YY/feed': head('yy') + member('yy', 1, 'Honest') };
  });
  const total = async (q: string): Promise<number> => (await here.catalogue.search(searchParameters.parse({ q, perPage: 50 }), 'en')).total;

  it('a zero character, and a text beyond the limit: those records are refused by name, the others come', async () => {
    pages['XX/feed'] = head('xx') + member('xx', 1, 'Good one') + member('xx', 2, 'a\\u0000b') + member('xx', 3, 'x'.repeat(300_000)) + member('xx', 4, 'Good two');
    expect(await federation.harvest('XX')).toMatchObject({ outcome: 'done', changed: 2, refused: 2 });
    expect((await federation.refusals('XX')).map((one) => [one.object, one.code]).sort()).toEqual([['https://xx.example/dataset/2', 'unknown-encoding'], ['https://xx.example/dataset/3', 'too-large']]);
    expect(await total('Good')).toBe(2);
  });

  it.each([
    ['a feed that loops', { 'XX/feed': `${head('xx')} <https://xx.example/feed> tree:relation [ a tree:GreaterThanOrEqualToRelation ; tree:node <https://xx.example/feed> ; tree:value "2027-01-01T00:00:00Z" ] .` }, /leads in a circle/],
    ['a link to another house', { 'XX/feed': `${head('xx')} <https://xx.example/feed> tree:relation [ a tree:GreaterThanOrEqualToRelation ; tree:node <https://elsewhere.example/secrets> ; tree:value "2027-01-01T00:00:00Z" ] .` }, /leads elsewhere/],
    ['broken text', { 'XX/feed': 'GRAPH <oops { ' }, /Line 1/],
  ])('%s is told at that partner, and the other partner is read', async (_what, more, sentence) => {
    pages = { ...pages, ...more };
    const [odd, other] = await federation.harvestAll();
    expect(odd).toMatchObject({ outcome: 'failed', error: expect.stringMatching(sentence) as string });
    expect(other).toMatchObject({ outcome: 'done' });
    expect(await total('Honest')).toBe(1);
    // what it gave before stays
    expect(await total('Good')).toBe(2);
  });
});
