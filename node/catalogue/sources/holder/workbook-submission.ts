import { AppError } from '../../../../core/errors.ts';
import { mergeUpload } from '../../../../mappings/dcat-to-xlsx/merge-upload.ts';
import type { Description } from '../../../../mappings/rdf/description.ts';
import { sniff } from '../../../../mappings/rdf/media-types.ts';
import { serialise } from '../../../../mappings/rdf/serialise.ts';
import { readWorkbook } from '../../../../mappings/xlsx-to-dcat/workbook.ts';
import { stampOf } from '../../../../mappings/xlsx-to-dcat/xlsx-to-dcat.ts';
import type { Tx } from '../../../storage/db.ts';
import { parseStored } from '../../publish/catalog-record.ts';
import type { StoredRecord } from '../../store.ts';
import { versionOf } from '../../store.ts';
import { propertyDiff } from '../diff.ts';
import { currentDescription } from './stored-description.ts';

const textOf = (description: Description): string => serialise(description.quads, 'application/n-quads', {});

/** A workbook this node wrote for this record, filled again: the stored description with what was changed in it (catalogue.md §3.7). Undefined for anything else.
 *  @param onto the version the person has seen and wants it put onto
 *  @throws AppError `other-record`, `unknown-version`; `changed-meanwhile` with both differences when the record has a newer version than the workbook */
export const readOwnWorkbook = async (tx: Tx, bytes: Uint8Array, stored: StoredRecord, onto: string | undefined): Promise<Description | undefined> => {
  if (sniff(bytes) !== 'zip') return undefined;
  const sheets = await readWorkbook(bytes, 'The workbook');
  const { recordId, version } = stampOf(sheets);
  if (recordId === undefined || version === undefined) return undefined;
  if (recordId !== stored.id) throw new AppError('conflict', 'other-record', `This workbook was written for the dataset ${recordId}: send it there, or take a new one for this dataset.`);
  const current = await currentDescription(tx, stored);
  const old = version === stored.version ? undefined : await versionOf(tx, stored.id, version);
  if (version !== stored.version && old === undefined) throw new AppError('unprocessable', 'unknown-version', 'This workbook was written from a version that is not known here: take a new one and enter the changes again.');
  const base: Description = old === undefined ? current : { iri: stored.iri, quads: parseStored(old.quads) };
  const merged = mergeUpload(base, current, sheets, { name: 'The workbook' });
  const [description] = merged.descriptions;
  if (description === undefined) throw new AppError('unprocessable', merged.problems.at(-1)?.code ?? 'not-a-dataset', merged.problems.at(-1)?.detail ?? 'The workbook describes no dataset.');
  if (old !== undefined && onto !== stored.version) {
    throw new AppError('precondition-failed', 'changed-meanwhile', 'The dataset changed since this workbook was written. Nothing was stored: look at both differences, then send it again with ?onto= and the present version to put your changes onto it.', {
      extra: { version: stored.version, theirs: propertyDiff(textOf(base), textOf(current)), yours: propertyDiff(textOf(current), textOf(description)) },
    });
  }
  return description;
};
