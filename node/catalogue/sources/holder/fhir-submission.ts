import type { Library } from 'fhir/r4.d.ts';
import { AppError } from '../../../../core/errors.ts';
import { recordToQuads } from '../../../../mappings/dataset-to-dcat/record-to-quads.ts';
import { mergeSent } from '../../../../mappings/dataset-to-fhir/merge-sent.ts';
import { toOrganization } from '../../../../mappings/dataset-to-fhir/organization.ts';
import { libraryToDcat } from '../../../../mappings/fhir-to-dcat/index.ts';
import { libraryToRecord } from '../../../../mappings/fhir-to-dcat/to-record.ts';
import { extensionBase } from '../../../../mappings/fhir-to-dcat/extension.ts';
import { fieldsOf } from '../../../../mappings/dcat-builder/values.ts';
import { decodeText } from '../../../../mappings/rdf/decode.ts';
import type { Description } from '../../../../mappings/rdf/description.ts';
import { checkJson } from '../../../../mappings/source-document/json.ts';
import type { Tx } from '../../../storage/db.ts';
import { agentsByIds } from '../../agent-store.ts';
import type { StoredRecord } from '../../store.ts';
import { currentDescription } from './stored-description.ts';

const libraryOf = (bytes: Uint8Array): Library => {
  const json = fieldsOf(checkJson(decodeText(bytes), 'The body'));
  if (json?.['resourceType'] !== 'Library') throw new AppError('invalid', 'not-a-library', `A Library is expected here; this is ${typeof json?.['resourceType'] === 'string' ? `a ${json['resourceType']}` : 'no FHIR resource'}.`);
  return json as unknown as Library;
};

/** Organizations the Library refers to, as this node knows them. */
const organizationsFor = async (tx: Tx, library: Library) => {
  const ids = [...JSON.stringify(library).matchAll(/"reference":"Organization\/([0-9a-f-]{36})"/g)].map((match) => match[1] ?? '');
  const agents = await agentsByIds(tx as never, [...new Set(ids)]);
  return new Map(agents.map((stored) => [`Organization/${stored.id}`, toOrganization(stored.agent)]));
};

/** A Library somebody sends as a description. Libraries in this project's form come back exactly; others give what R4 itself says.
 *  Onto a stored record it never deletes what FHIR cannot carry: those statements are kept (catalogue.md §4.4).
 *  @throws AppError `not-a-library`, `parse-error` */
export const readLibrary = async (tx: Tx, bytes: Uint8Array, iri: string, base: string, stored: StoredRecord | undefined): Promise<Description> => {
  const library = libraryOf(bytes);
  const organizations = await organizationsFor(tx, library);
  const ours = library.contained === undefined && (library.extension ?? []).some((extension) => extension.url.startsWith(extensionBase));
  const target = stored?.iri ?? library.url ?? iri;
  const named = { ...library, url: target };
  const sent: Description = ours
    ? { iri: target, quads: recordToQuads(libraryToRecord(named, organizations)) }
    : (libraryToDcat(named, { base, organizations }).descriptions[0] ?? { iri: target, quads: [] });
  if (stored === undefined) return sent;
  const before = await currentDescription(tx, stored);
  const facts = { id: stored.id, base, versionId: String(stored.current), lastUpdated: stored.changed_at, version: stored.version, state: stored.state };
  return { iri: target, quads: mergeSent(sent.quads, before, facts) };
};
