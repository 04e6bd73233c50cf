import { AppError } from '../../core/errors.ts';
import { decodeText } from '../../mappings/rdf/decode.ts';
import { molgenisToDcat } from '../../mappings/molgenis-to-dcat/molgenis-to-dcat.ts';
import type { Row } from '../../mappings/molgenis-to-dcat/tables.ts';
import { parseTable } from '../../mappings/molgenis-to-dcat/tables.ts';
import { documentToDescriptions } from '../../mappings/source-document/document-to-descriptions.ts';
import { sniff } from '../../mappings/rdf/media-types.ts';
import type { ReadContext, ReadEvent } from '../../mappings/source-events/read-event.ts';
import { getDocument } from '../http/conditional.ts';
import type { HttpClient } from '../http/http-client.ts';

const maxBytes = 256 * 1024 * 1024;
/** Tables of catalogue.md §3.6; the first must be there, the others may be missing. */
const tables = ['Collections', 'Organisations', 'Contacts', 'Tables', 'Variables', 'Subpopulations', 'Collection events', 'Publications'];

/** Reads a MOLGENIS EMX2 schema: the address of the whole export (`…/api/zip`), or of the schema, whose tables are then read one by one
 *  at `{schema}/api/csv/{table}`. @see catalogue.md §3.6 */
export const readMolgenis = async function* (context: ReadContext, client: HttpClient): AsyncGenerator<ReadEvent> {
  const address = context.source.address ?? '';
  if (/\/api\/zip|\.zip$/.test(new URL(address).pathname)) return yield* readArchive(context, client, address);
  const site = address.replace(/\/+$/, '');
  const read = new Map<string, readonly Row[]>();
  for (const table of tables) {
    const url = `${site}/api/csv/${encodeURIComponent(table)}`;
    const answer = await getDocument(client, { ...context, recall: () => Promise.resolve(undefined) }, url, { accept: 'text/csv' }, maxBytes).catch((error: unknown) => {
      if (error instanceof AppError && error.extra['status'] === 404 && table !== 'Collections') return undefined;
      throw error;
    });
    if (answer === undefined) continue;
    if (sniff(answer.body) === 'html') throw new AppError('unavailable', 'parse-error', `${url} answered an HTML page, not a table: check the address of the schema, or give credentials.`);
    read.set(table.replace(/\s+/g, '_'), parseTable(decodeText(answer.body), table));
  }
  const mapped = molgenisToDcat(read, { site });
  for (const problem of mapped.problems) yield { type: 'problem', problem };
  for (const description of mapped.descriptions) yield { type: 'description', description };
  yield { type: 'page' };
};

const readArchive = async function* (context: ReadContext, client: HttpClient, address: string): AsyncGenerator<ReadEvent> {
  const answer = await getDocument(client, context, address, { accept: 'application/zip' }, maxBytes);
  if (answer.same) return void (yield { type: 'not-modified' });
  const mapped = await documentToDescriptions(answer.body, { baseIri: address, name: 'export.zip', options: { site: address.replace(/\/api\/zip.*$/, '') } });
  await answer.keep();
  for (const problem of mapped.problems) yield { type: 'problem', problem };
  for (const description of mapped.descriptions) yield { type: 'description', description };
  yield { type: 'page' };
};
