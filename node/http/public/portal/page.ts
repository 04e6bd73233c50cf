import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type PageText = {
  readonly lang: string;
  readonly title: string;
  readonly description?: string;
  /** schema.org data; written with `<` escaped. */
  readonly jsonLd?: unknown;
  /** Readable without script: paragraphs of plain text. */
  readonly text?: readonly string[];
  /** Further `<link>` elements: rel, href, type. */
  readonly links?: readonly { readonly rel: string; readonly href: string; readonly type?: string }[];
};
export type RenderPage = (page: PageText) => string;

const escape = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
const notBuilt = '<!doctype html><html lang="en"><head><meta charset="utf-8"><!--head--></head><body><div id="root"><!--body-text--></div><p>The portal is not built: run <code>npm run web:build</code>.</p></body></html>';

/** The portal's one HTML file, with title, description and readable text put in before it leaves: search engines and people without script get the facts. */
export const createPageRenderer = (webDir: string): RenderPage => {
  let cached: string | undefined;
  const template = (): string => {
    if (cached !== undefined) return cached;
    try {
      cached = readFileSync(join(webDir, 'index.html'), 'utf8');
      return cached;
    } catch {
      return notBuilt;
    }
  };
  return (page) => {
    const head = [
      `<title>${escape(page.title)}</title>`,
      ...(page.description === undefined ? [] : [`<meta name="description" content="${escape(page.description.slice(0, 300))}">`]),
      ...(page.links ?? []).map((link) => `<link rel="${escape(link.rel)}" href="${escape(link.href)}"${link.type === undefined ? '' : ` type="${escape(link.type)}"`}>`),
      ...(page.jsonLd === undefined ? [] : [`<script type="application/ld+json">${JSON.stringify(page.jsonLd).replace(/</g, '\\u003c')}</script>`]),
    ].join('\n');
    const body = (page.text ?? []).map((paragraph, at) => (at === 0 ? `<h1>${escape(paragraph)}</h1>` : `<p>${escape(paragraph)}</p>`)).join('\n');
    return template()
      .replace(/<html lang="[^"]*"/, `<html lang="${escape(page.lang)}"`)
      .replace(/<title>[^<]*<\/title>/, '')
      .replace('<!--head-->', () => head)
      .replace('<!--body-text-->', () => body);
  };
};
