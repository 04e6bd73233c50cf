import type { Response } from 'express';
import type { RunItem } from '../../../../core/api/sources.ts';
import { csvHeader, csvLine } from '../../../catalogue/sources/report.ts';
import type { SourceViews } from '../../../catalogue/sources/views.ts';
import type { Operation } from '../../operation.ts';
import { mayLook } from './access.ts';

const pageSize = 1000;

/** Page by page, so that a run of 200,000 records is not held in memory. */
const pages = async function* (views: SourceViews, id: string, run: string): AsyncGenerator<readonly RunItem[]> {
  for (let after: number | undefined = 0; after !== undefined; ) {
    const items: readonly RunItem[] = await views.items(id, run, { after, limit: pageSize });
    yield items;
    after = items.length === pageSize ? items.at(-1)?.seq : undefined;
  }
};

const sendCsv = async (res: Response, views: SourceViews, id: string, run: string): Promise<void> => {
  res.type('text/csv; charset=utf-8').write(csvHeader);
  for await (const items of pages(views, id, run)) res.write(items.map(csvLine).join(''));
  res.end();
};

const sendJson = async (res: Response, views: SourceViews, id: string, run: string): Promise<void> => {
  const head = JSON.stringify(await views.run(id, run));
  res.type('application/json').write(`${head.slice(0, -1)},"items":[`);
  let first = true;
  for await (const items of pages(views, id, run)) {
    if (items.length === 0) continue;
    res.write((first ? '' : ',') + items.map((item) => JSON.stringify(item)).join(','));
    first = false;
  }
  res.end(']}');
};

export const downloadReport = (views: SourceViews, format: 'csv' | 'json'): Operation => ({
  method: 'GET',
  path: `/api/v1/sources/:id/runs/:run/report.${format}`,
  access: mayLook,
  summary: `The whole report of a run as ${format.toUpperCase()}`,
  perMinute: 30,
  handle: async (req, res) => {
    const [id, run] = [String(req.params['id']), String(req.params['run'])];
    await views.run(id, run); // refuses unknown runs before anything is sent
    res.attachment(`${id}-${run}.${format}`);
    await (format === 'csv' ? sendCsv : sendJson)(res, views, id, run);
  },
});
