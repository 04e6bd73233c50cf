/** What a parser accepts before it refuses (catalogue.md §6.7). Each refusal names the limit and the value. */
export type ParseLimits = {
  readonly maxBytes: number;
  readonly maxQuads: number;
  /** UTF-16 units of one literal: 256 KiB of text. */
  readonly maxLiteralLength: number;
  readonly maxIriLength: number;
  /** Nesting of JSON or XML. */
  readonly maxDepth: number;
  readonly maxKeys: number;
};

/** A whole document of many records. */
export const documentLimits: ParseLimits = {
  maxBytes: 256 * 1024 * 1024,
  // a document that is read in one piece: 400 bytes a statement, so 600 MB of the 1 GiB a source may cost (§6.9). Larger ones in Turtle and N-Triples are
  // read piece by piece (connectors/http/large-document.ts)
  maxQuads: 1_500_000,
  maxLiteralLength: 256 * 1024,
  maxIriLength: 2048,
  maxDepth: 64,
  maxKeys: 10_000,
};

/** One record on its own: what a holder may send. */
export const recordLimits: ParseLimits = { ...documentLimits, maxBytes: 8 * 1024 * 1024, maxQuads: 50_000 };

/** A document of a source: a text or an address that is too long is told later, of its own record, so that the others are taken (node/catalogue/record-check.ts). */
export const sourceLimits: ParseLimits = { ...documentLimits, maxLiteralLength: recordLimits.maxBytes, maxIriLength: 64 * 1024 };
