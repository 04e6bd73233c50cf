import { AppError } from '../../core/errors.ts';
import type { ParseLimits } from './limits.ts';

const piece = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<!DOCTYPE|<\/[^>]*>|<[^!?/](?:"[^"]*"|'[^']*'|[^>"'])*>/gi;

/** Refuses a DOCTYPE (entities, external files, "billion laughs" all start there) and nesting beyond the limit, before an XML parser sees the text. */
export const guardXml = (text: string, limits: Pick<ParseLimits, 'maxDepth'>): void => {
  let depth = 0;
  for (const [match] of text.matchAll(piece)) {
    if (/^<!DOCTYPE/i.test(match)) {
      throw new AppError('invalid', 'doctype-forbidden', 'The XML has a DOCTYPE. Entities and external files are not read here: remove the DOCTYPE line, write the addresses out, and send it again.');
    }
    if (match.startsWith('<!') || match.startsWith('<?')) continue;
    if (match.startsWith('</')) depth -= 1;
    else if (!match.endsWith('/>')) depth += 1;
    if (depth > limits.maxDepth) throw new AppError('too-large', 'too-large', `The XML is nested deeper than ${limits.maxDepth} levels, which is the limit.`);
  }
};
