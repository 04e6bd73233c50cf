import { AppError } from '../../../core/errors.ts';

const maxLength = 10_000;

/** The query with blanks for what is only quoted: comments, strings, IRIs. Keywords are looked for in what is left, each at its place. */
export const bare = (query: string): string => query.replace(/"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<[^<>"{}|^`\\\s]*>|#[^\n]*/g, (quoted) => ' '.repeat(quoted.length));

/** Which kind of result a query has. @throws AppError `query-refused` for anything that is no reading query, or that would read from elsewhere */
export const guardQuery = (query: string): 'select' | 'ask' | 'graph' => {
  if (query.trim() === '') throw new AppError('invalid', 'query-missing', 'Give a SPARQL query in the parameter "query".');
  if (query.length > maxLength) throw new AppError('too-large', 'query-too-long', `The query has ${query.length} characters; the limit is ${maxLength}.`);
  const text = bare(query);
  const refused = /\b(SERVICE|LOAD|INSERT|DELETE|CLEAR|CREATE|DROP|COPY|MOVE|ADD)\b/i.exec(text)?.[1];
  if (refused !== undefined) throw new AppError('forbidden', 'query-refused', `${refused.toUpperCase()} is not allowed: this endpoint reads its own catalogue and nothing else.`);
  if (/\bFROM\b/i.test(text)) throw new AppError('forbidden', 'query-refused', 'FROM is not allowed: there is one graph, the catalogue.');
  const form = /\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b/i.exec(text)?.[1]?.toUpperCase();
  if (form === undefined) throw new AppError('invalid', 'query-refused', 'Only SELECT, ASK, CONSTRUCT and DESCRIBE are answered.');
  return form === 'SELECT' ? 'select' : form === 'ASK' ? 'ask' : 'graph';
};
