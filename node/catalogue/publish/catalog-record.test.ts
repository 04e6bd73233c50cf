import { expect, it } from 'vitest';
import { sharedData, sharedQuads } from '../../../test/support/shared-data.ts';
import { splitDescriptions } from '../../../mappings/dcat-to-dataset/split.ts';
import { toRecord } from '../../../mappings/dcat-to-dataset/to-record.ts';
import { createValidator } from '../validate/validator.ts';
import { catalogRecord } from './catalog-record.ts';

it.skipIf(!sharedData)('what is published with its catalogue record meets the rules it is checked by, also when it was copied from elsewhere', async () => {
  const [description] = splitDescriptions(await sharedQuads('healthdcat-ap/r8/examples/example-healthdcat-dataset.ttl'));
  if (description === undefined) throw new Error('no dataset');
  const { iri } = description;
  const record = catalogRecord({
    id: 'a', iri, recordIri: `${iri}#record`, version: '0'.repeat(64), state: 'published', publishedAt: '2026-01-01T00:00:00.000Z', changedAt: '2026-02-01T00:00:00.000Z',
    chain: [{ publisher: 'Holder', iri: 'https://holder.example/d/1' }],
  });
  const published = { iri, quads: [...description.quads, ...record] };
  const findings = await (await createValidator()).validate(published, toRecord(published));
  expect(findings.filter(({ severity }) => severity === 'violation')).toEqual([]);
  // and without what DCAT-AP asks of the record copied from, it would not
  const bare = { iri, quads: published.quads.filter(({ subject, predicate }) => subject.value !== 'https://holder.example/d/1' || predicate.value.endsWith('#type')) };
  const wrong = await (await createValidator()).validate(bare, toRecord(bare));
  expect(wrong.filter(({ severity }) => severity === 'violation').map(({ path }) => path.split('/').at(-1)).sort()).toEqual(['dct:modified', 'foaf:primaryTopic']);
});
