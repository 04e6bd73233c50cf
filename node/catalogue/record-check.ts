import type { Quad } from 'n3';
import { AppError, isAppError } from '../../core/errors.ts';
import { dct } from '../../core/vocabulary/dct.ts';
import { skos } from '../../core/vocabulary/skos.ts';
import { checkRecordSize } from '../../mappings/dcat-to-dataset/record-size.ts';
import type { Description } from '../../mappings/rdf/description.ts';
import { documentLimits } from '../../mappings/rdf/limits.ts';

/* What one record must be to be kept at all, whatever it was read from: its size, its texts, its addresses (catalogue.md §6.7). The parsers of a whole
   document let such a record pass, so that it is refused alone and its neighbours are taken. */

const refuse = (code: string, detail: string): never => {
  throw new AppError('unprocessable', code, detail);
};

const shown = (text: string): string => `${storable(text).slice(0, 80)}${text.length > 80 ? '…' : ''}`;

/** The text as the database can hold it: no zero character, no half of a surrogate pair. For names and sentences of a report; a record that needs it is refused. */
export const storable = (text: string): string => text.toWellFormed().replaceAll('\u0000', '\uFFFD');

const isStorable = (text: string): boolean => !text.includes('\u0000') && text.isWellFormed();

// identifiers are index keys; a database page takes keys of 2.7 kB at most
const maxIdentifierBytes = 2_000;
// RFC 3987 as N-Quads takes it: what is stored must be readable again
const badIri = /[\u0000-\u0020<>"{}|^`\\]/;
const languageTag = /^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$/;
const identifiers = new Set<string>([dct.identifier, skos.notation]);

const checkIri = (iri: string): void => {
  const bytes = Buffer.byteLength(iri);
  if (bytes > documentLimits.maxIriLength) refuse('bad-iri', `An address of ${bytes} bytes is longer than the limit of ${documentLimits.maxIriLength}: ${shown(iri)}`);
  if (badIri.test(iri) || !isStorable(iri)) refuse('bad-iri', `"${shown(iri)}" is no address: blanks, quotes, brackets and the like must be percent-encoded.`);
};

const checkText = (quad: Quad, term: Extract<Quad['object'], { termType: 'Literal' }>): void => {
  if (term.value.length > documentLimits.maxLiteralLength)
    refuse('too-large', `A text of ${term.value.length} characters is longer than the limit of ${documentLimits.maxLiteralLength}: "${shown(term.value)}"`);
  if (!isStorable(term.value)) refuse('unknown-encoding', `A text holds a zero character or half of a letter (a surrogate) and cannot be kept: "${shown(term.value)}". Write the text again without it.`);
  if (term.language !== '' && !languageTag.test(term.language)) refuse('parse-error', `"${shown(term.language)}" is no language tag: write one such as "en" or "fr-BE" (BCP 47).`);
  if (identifiers.has(quad.predicate.value) && Buffer.byteLength(term.value) > maxIdentifierBytes)
    refuse('too-large', `An identifier of ${Buffer.byteLength(term.value)} bytes is longer than the limit of ${maxIdentifierBytes}: "${shown(term.value)}"`);
};

const checkStatements = (quads: readonly Quad[]): void => {
  for (const quad of quads) {
    if (quad.subject.termType === 'NamedNode') checkIri(quad.subject.value);
    if (quad.object.termType === 'NamedNode') checkIri(quad.object.value);
    else if (quad.object.termType === 'Literal') checkText(quad, quad.object);
  }
};

/** Why this record cannot be kept, or undefined. Codes: `too-large`, `too-many-quads`, `bad-iri`, `unknown-encoding`, `parse-error`.
 *  @see catalogue.md §6.7, §6.8 */
export const recordRefusal = (description: Description): { readonly code: string; readonly detail: string } | undefined => {
  try {
    checkRecordSize(description);
    checkStatements(description.quads);
    return undefined;
  } catch (thrown) {
    if (!isAppError(thrown)) throw thrown;
    return { code: thrown.code, detail: thrown.detail };
  }
};
