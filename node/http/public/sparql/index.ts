import type { Request, Response } from 'express';
import { AppError } from '../../../../core/errors.ts';
import type { Sparql } from '../../../catalogue/sparql/sparql.ts';
import type { Operation } from '../../operation.ts';
import { everyone } from '../../operation.ts';

const chosen = (req: Request, offered: readonly string[]): string => {
  const asked = (req.headers.accept ?? '*/*').split(',').map((part) => part.split(';')[0]?.trim().toLowerCase() ?? '');
  const found = asked.includes('*/*') && !asked.some((type) => offered.includes(type)) ? offered[0] : offered.find((type) => asked.includes(type));
  const json = found ?? (asked.includes('application/json') ? offered.find((type) => type.endsWith('json')) : undefined);
  if (json === undefined) throw new AppError('not-acceptable', 'not-acceptable', `This query is answered in: ${offered.join(', ')}.`, { extra: { available: offered } });
  return json;
};

const run = async (sparql: Sparql, query: string, req: Request, res: Response): Promise<void> => {
  const format = chosen(req, sparql.formatsOf(query));
  const text = await sparql.query(query, format);
  res.setHeader('vary', 'Accept');
  res.type(format).send(text);
};

/** SPARQL 1.1 Protocol, queries only: GET, POST of a form, POST of the query itself. */
export const sparqlOperations = (sparql: Sparql): readonly Operation[] => [
  {
    method: 'GET', path: '/sparql', access: everyone, summary: 'Read-only SPARQL over the public records (5 s, 5 MB)', perMinute: 60,
    handle: (req, res) => run(sparql, typeof req.query['query'] === 'string' ? req.query['query'] : '', req, res),
  },
  {
    method: 'POST', path: '/sparql', access: everyone, summary: 'Read-only SPARQL over the public records (5 s, 5 MB)', perMinute: 60, body: 'bytes', maxBodyBytes: 65_536,
    handle: (req, res) => {
      const text = Buffer.isBuffer(req.body) ? req.body.toString('utf8') : '';
      const type = req.headers['content-type'] ?? '';
      if (type.startsWith('application/sparql-update')) throw new AppError('forbidden', 'query-refused', 'Updates are not allowed here.');
      return run(sparql, type.startsWith('application/x-www-form-urlencoded') ? (new URLSearchParams(text).get('query') ?? '') : text, req, res);
    },
  },
];
