import { AppError } from '../../core/errors.ts';
import type { ParseLimits } from './limits.ts';

/** Walks JSON text once and refuses nesting or objects beyond the limits, before any parser recurses into them. Strings are skipped, so braces in text do not count. */
export const checkJsonLimits = (text: string, limits: Pick<ParseLimits, 'maxDepth' | 'maxKeys'>): void => {
  const keys: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (char === 0x22) {
      for (at += 1; at < text.length && text.charCodeAt(at) !== 0x22; at += 1) if (text.charCodeAt(at) === 0x5c) at += 1;
    } else if (char === 0x7b || char === 0x5b) {
      keys.push(0);
      if (keys.length > limits.maxDepth) throw new AppError('too-large', 'too-large', `The JSON is nested deeper than ${limits.maxDepth} levels, which is the limit.`);
    } else if (char === 0x7d || char === 0x5d) keys.pop();
    else if (char === 0x3a) {
      const count = (keys[keys.length - 1] ?? 0) + 1;
      keys[keys.length - 1] = count;
      if (count > limits.maxKeys) throw new AppError('too-large', 'too-large', `A JSON object has more than ${limits.maxKeys} keys, which is the limit.`);
    }
  }
};
