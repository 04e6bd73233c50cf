import { AppError } from '../../core/errors.ts';
import { given, fieldsOf } from '../../mappings/dcat-builder/values.ts';
import { decodeText } from '../../mappings/rdf/decode.ts';
import { zenodoRecords } from '../../mappings/source-document/document-to-descriptions.ts';
import { checkJson } from '../../mappings/source-document/json.ts';
import { recognise } from '../../mappings/source-document/recognise.ts';
import type { ReadContext, ReadEvent } from '../../mappings/source-events/read-event.ts';
import { zenodoToDcat } from '../../mappings/zenodo-to-dcat/zenodo-to-dcat.ts';
import type { HttpClient } from '../http/http-client.ts';
import { readBody } from '../http/read-body.ts';
import { createWalkGuard } from '../http/walk-guard.ts';

const maxPageBytes = 64 * 1024 * 1024;

/** Reads a record (`/api/records/{id}`) or a search (`/api/records?communities=…`) of Zenodo, page by page along `links.next`.
 *  @see catalogue.md §3.4 */
export const readZenodo = async function* (context: ReadContext, client: HttpClient): AsyncGenerator<ReadEvent> {
  const start = context.source.address ?? '';
  const guard = createWalkGuard(start);
  for (let url = context.resumeFrom ?? start; ; ) {
    const answer = await client.get(url, { accept: 'application/json' });
    const body = await readBody(answer.body, maxPageBytes, url);
    if (answer.status !== 200) throw new AppError('unavailable', 'unreadable', `${url} answered ${answer.status}.`, { extra: { status: answer.status } });
    recognise(body, new URL(url).host);
    const json = checkJson(decodeText(body), new URL(url).host);
    const total = fieldsOf(fieldsOf(json)?.['hits'])?.['total'];
    if (typeof total === 'number') yield { type: 'total', total };
    const records = zenodoRecords(json);
    const repeated = guard.page(records.map((record) => String(record['id'] ?? record['doi'])));
    if (repeated !== undefined) return void (yield { type: 'incomplete', ...repeated });
    for (const record of records) {
      const mapped = zenodoToDcat(record, { doi: given(context.source.options['doi']) });
      for (const problem of mapped.problems) yield { type: 'problem', problem };
      for (const description of mapped.descriptions) yield { type: 'description', description };
    }
    const link = given(fieldsOf(fieldsOf(json)?.['links'])?.['next']);
    if (link === undefined || records.length === 0) return void (yield { type: 'page' });
    const next = guard.next(link, url);
    if (typeof next !== 'string') return void (yield { type: 'incomplete', ...next });
    url = next;
    yield { type: 'page', position: url };
  }
};
