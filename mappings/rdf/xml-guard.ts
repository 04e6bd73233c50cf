import { AppError } from '../../core/errors.ts';
import type { ParseLimits } from './limits.ts';

const unfinished = (what: string): AppError => new AppError('invalid', 'parse-error', `The XML ends inside ${what}: send the whole file.`);

/** Position after `terminator`. One pass with indexOf: an expression over the whole text would look again from every unclosed piece. */
const after = (text: string, terminator: string, from: number, what: string): number => {
  const at = text.indexOf(terminator, from);
  if (at < 0) throw unfinished(what);
  return at + terminator.length;
};

/** Position after the `>` that ends a start tag; one inside quotes does not end it. */
const afterTag = (text: string, from: number): number => {
  for (let at = from; at < text.length; at++) {
    const char = text[at];
    if (char === '>') return at + 1;
    if (char === '"' || char === "'") at = after(text, char, at + 1, 'an attribute') - 1;
  }
  throw unfinished('a tag');
};

const doctype = (): AppError =>
  new AppError('invalid', 'doctype-forbidden', 'The XML has a DOCTYPE. Entities and external files are not read here: remove the DOCTYPE line, write the addresses out, and send it again.');

/** Refuses a DOCTYPE (entities, external files, "billion laughs" all start there) and nesting beyond the limit, before an XML parser sees the text.
 *  Linear in the length of the text, whatever the text. @throws AppError `doctype-forbidden`, `parse-error`, `too-large` */
export const guardXml = (text: string, limits: Pick<ParseLimits, 'maxDepth'>): void => {
  let depth = 0;
  let at = text.indexOf('<');
  while (at >= 0) {
    if (text.startsWith('<!--', at)) at = after(text, '-->', at + 4, 'a comment');
    else if (text.startsWith('<![CDATA[', at)) at = after(text, ']]>', at + 9, 'a CDATA section');
    else if (text.startsWith('<?', at)) at = after(text, '?>', at + 2, 'an instruction');
    else if (text.slice(at, at + 9).toUpperCase() === '<!DOCTYPE') throw doctype();
    else if (text.startsWith('</', at)) {
      depth -= 1;
      at = after(text, '>', at + 2, 'an end tag');
    } else {
      at = afterTag(text, at + 1);
      if (text[at - 2] !== '/') depth += 1;
    }
    if (depth > limits.maxDepth) throw new AppError('too-large', 'too-large', `The XML is nested deeper than ${limits.maxDepth} levels, which is the limit.`);
    at = text.indexOf('<', at);
  }
};
