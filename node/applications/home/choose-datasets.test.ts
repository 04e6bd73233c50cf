import { expect, it } from 'vitest';
import type { Parts } from '../parts.ts';
import { chooseDatasets } from './choose-datasets.ts';

const partsWith = (state: string) =>
  ({
    findDataset: (id: string) => Promise.resolve({ id, iri: `https://fi.example/${id}`, node: 'FI', country: 'FI', title: { en: 'Register' }, version: 'v1', hdab: undefined, state }),
    findAddressee: () => ({ nodeId: 'FI', country: 'FI', name: { en: 'Finland' }, active: true }),
  }) as unknown as Parts;

it.each(['published', 'missing'])('accepts a record that is %s: it is public', async (state) => {
  expect(await chooseDatasets(partsWith(state), ['d'])).toMatchObject([{ id: 'd', node: 'FI', version: 'v1' }]);
});

it.each(['withdrawn', 'draft', 'in-review'])('refuses a record that is %s', async (state) => {
  await expect(chooseDatasets(partsWith(state), ['d'])).rejects.toMatchObject({ code: 'datasets-not-available', problems: [{ path: 'datasets.d', code: 'dataset-not-available' }] });
});
