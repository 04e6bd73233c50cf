declare module 'sanitize-html' {
  namespace sanitize {
    type IOptions = { readonly allowedTags: readonly string[]; readonly allowedAttributes: Readonly<Record<string, readonly string[]>>; readonly allowedSchemes: readonly string[] };
  }
  function sanitize(html: string, options: sanitize.IOptions): string;
  export = sanitize;
}
declare module 'turndown' {
  export default class Turndown {
    constructor(options: { readonly headingStyle: 'atx'; readonly bulletListMarker: '-' });
    turndown(html: string): string;
  }
}
