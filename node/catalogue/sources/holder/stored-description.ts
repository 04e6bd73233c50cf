import type { Description } from '../../../../mappings/rdf/description.ts';
import type { Tx } from '../../../storage/db.ts';
import { parseStored } from '../../publish/catalog-record.ts';
import type { StoredRecord } from '../../store.ts';
import { versionOf } from '../../store.ts';
import { putState } from './state-store.ts';

/** The newest version of a record as RDF. */
export const currentDescription = async (tx: Tx, record: StoredRecord): Promise<Description> => {
  const version = await versionOf(tx, record.id, record.current);
  if (version === undefined) throw new Error(`record ${record.id} has no version ${record.current}`);
  return { iri: record.iri, quads: parseStored(version.quads) };
};

export const setRecordState = (tx: Tx, id: string, state: 'draft' | 'in-review'): Promise<void> => putState(tx, id, state);
