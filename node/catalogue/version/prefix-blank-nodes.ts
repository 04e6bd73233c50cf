// A quoted text or an IRI is taken whole, so that `_:x` inside it stays what it says.
const token = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"|<[^>]*>|_:/g;

/** N-Quads with every blank node's label put behind a prefix, so that graphs can be joined; texts and IRIs stay as they are.
 *  @param prefix letters and digits, the first a letter */
export const prefixBlankNodes = (nQuads: string, prefix: string): string => nQuads.replace(token, (found) => (found === '_:' ? `_:${prefix}` : found));
