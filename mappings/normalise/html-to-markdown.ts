import sanitize from 'sanitize-html';
import Turndown from 'turndown';

const looksLikeHtml = /<\/?(p|br|a|b|i|em|strong|ul|ol|li|h[1-6]|div|span|table|tr|td|sub|sup)(\s[^>]*)?\/?>/i;
const looksEscaped = /&(amp|lt|gt|quot|apos|nbsp|#\d{2,5}|#x[0-9a-f]{2,4});/i;

const turndown = new Turndown({ headingStyle: 'atx', bulletListMarker: '-' });
const allowed: sanitize.IOptions = {
  allowedTags: ['p', 'br', 'a', 'b', 'i', 'em', 'strong', 'ul', 'ol', 'li', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'sub', 'sup'],
  allowedAttributes: { a: ['href'] },
  allowedSchemes: ['http', 'https', 'mailto'],
};

/** Entities of plain text, for descriptions that were escaped once too often. */
const unescaped = (text: string): string =>
  text
    .replace(/&#x([0-9a-f]{2,4});/gi, (_all, hex: string) => String.fromCodePoint(parseInt(hex, 16)))
    .replace(/&#(\d{2,5});/g, (_all, digits: string) => String.fromCodePoint(Number(digits)))
    .replaceAll('&nbsp;', ' ').replaceAll('&quot;', '"').replaceAll('&apos;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** HTML in a description as Markdown, with scripts and everything else that acts removed; undefined when the text holds none (catalogue.md §3.2 step 5). */
export const htmlToMarkdown = (text: string): string | undefined => {
  if (looksLikeHtml.test(text)) return turndown.turndown(sanitize(text, allowed)).trim();
  return looksEscaped.test(text) ? unescaped(text) : undefined;
};
