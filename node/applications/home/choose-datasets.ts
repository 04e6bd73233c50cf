import { AppError } from '../../../core/errors.ts';
import type { DatasetChoice } from '../legs.ts';
import type { Parts } from '../parts.ts';

type Fault = { readonly id: string; readonly code: string; readonly message: string };

const choose = async (parts: Parts, id: string): Promise<DatasetChoice | Fault> => {
  const found = await parts.findDataset(id);
  if (found === undefined) return { id, code: 'unknown-dataset', message: `There is no dataset "${id}" in the catalogue.` };
  const title = Object.values(found.title)[0] ?? id;
  // a record its source did not bring lately is still public, with a mark (catalogue.md §6.5)
  if (found.state !== 'published' && found.state !== 'missing') return { id, code: 'dataset-not-available', message: `"${title}" is no longer offered: take it out of the basket.` };
  const addressee = parts.findAddressee(found.node);
  if (addressee === undefined || !addressee.active) return { id, code: 'country-not-available', message: `"${title}": ${found.node} does not take part at present.` };
  return { id: found.id, iri: found.iri, node: found.node, country: addressee.country, title: found.title, ...(found.version === undefined ? {} : { version: found.version }) };
};

/** Looks every dataset up: each must be a live catalogue record of an active node, else it is named (applications.md §1.3, s1.datasets).
 *  @throws AppError `datasets-not-available` naming each dataset that cannot be applied for */
export const chooseDatasets = async (parts: Parts, ids: readonly string[]): Promise<readonly DatasetChoice[]> => {
  const chosen = await Promise.all([...new Set(ids)].map((id) => choose(parts, id)));
  const faults = chosen.filter((entry): entry is Fault => 'code' in entry);
  if (faults.length > 0)
    throw new AppError('unprocessable', 'datasets-not-available', faults.map((fault) => fault.message).join(' '), {
      problems: faults.map((fault) => ({ path: `datasets.${fault.id}`, code: fault.code, message: fault.message })),
    });
  return chosen.filter((entry): entry is DatasetChoice => !('code' in entry));
};

export const countriesOf = (datasets: readonly DatasetChoice[]): readonly string[] => [...new Set(datasets.map((dataset) => dataset.country))].sort();
