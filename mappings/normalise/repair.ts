import n3 from 'n3';
import type { Literal, Quad, Quad_Object } from 'n3';
import { propertiesOf, type ValueKind } from '../../core/catalogue/properties.ts';
import { cv } from '../../core/vocabulary/cv.ts';
import { dct } from '../../core/vocabulary/dct.ts';
import { foaf } from '../../core/vocabulary/foaf.ts';
import { vcard } from '../../core/vocabulary/vcard.ts';
import { curieOf } from '../../core/vocabulary/prefixes.ts';
import { xsd } from '../../core/vocabulary/xsd.ts';
import { langLiteral, namedNode, plainLiteral, typedLiteral } from '../rdf/terms.ts';
import { htmlToMarkdown } from './html-to-markdown.ts';
import { repairDate } from './repair-date.ts';
import { noteChange, type Work } from './work.ts';

type Repair = { readonly object: Quad_Object; readonly sure?: 'certain' | 'likely' };
type Repairer = (literal: Literal) => Repair | undefined;

const typed = (text: string, datatype: string): Repair => ({ object: typedLiteral(text, datatype) });
const isOf = (literal: Literal, datatype: string): boolean => literal.datatype.value === datatype;

const nonNegative: Repairer = (literal) => {
  const text = literal.value.trim();
  const isWhole = /^\+?\d+(\.0+)?$/.test(text);
  if (!isWhole || (isOf(literal, xsd.nonNegativeInteger) && text === literal.value && /^\d+$/.test(text))) return undefined;
  return typed(text.replace(/^\+/, '').replace(/\.0+$/, ''), xsd.nonNegativeInteger);
};

const truth: Readonly<Record<string, string>> = { true: 'true', false: 'false', yes: 'true', no: 'false', '1': 'true', '0': 'false' };
const boolean: Repairer = (literal) => {
  const text = truth[literal.value.trim().toLowerCase()];
  return text === undefined || (isOf(literal, xsd.boolean) && ['true', 'false', '1', '0'].includes(literal.value)) ? undefined : typed(text, xsd.boolean);
};

const dates = new Set<string>([xsd.date, xsd.dateTime, xsd.gYear, xsd.gYearMonth]);
const date: Repairer = (literal) => {
  const repaired = repairDate(literal.value);
  if (repaired === undefined || (dates.has(literal.datatype.value) && literal.datatype.value === repaired.datatype && repaired.text === literal.value)) return undefined;
  return { ...typed(repaired.text, repaired.datatype), sure: repaired.sure };
};

const pattern = (form: RegExp, datatype: string): Repairer => (literal) =>
  form.test(literal.value.trim()) && !(isOf(literal, datatype) && literal.value === literal.value.trim()) ? typed(literal.value.trim(), datatype) : undefined;

const webAddress = /^(https?:\/\/|urn:|doi:|mailto:)[^\s<>"{}|\\^`]+$/i;
/** Text that is nothing but an address, where a link is asked for. */
const link: Repairer = (literal) => (webAddress.test(literal.value.trim()) ? { object: namedNode(literal.value.trim()) } : undefined);

const byKind: Partial<Readonly<Record<ValueKind, Repairer>>> = {
  nonNegativeInteger: nonNegative, boolean, date,
  decimal: pattern(/^[+-]?\d+(\.\d+)?$/, xsd.decimal),
  duration: pattern(/^-?P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/, xsd.duration),
  hexBinary: pattern(/^([0-9a-fA-F]{2})+$/, xsd.hexBinary),
  node: link, iri: link,
};

const mail = /^(?:mailto:)?([^\s@<>]+@[^\s@<>]+\.[^\s@<>]+)$/i;
const mailLink: Repairer = (literal) => {
  const address = mail.exec(literal.value.trim())?.[1];
  return address === undefined ? undefined : { object: namedNode(`mailto:${address}`) };
};

/** Properties whose kind differs by class are left to the shapes. */
const repairers = new Map<string, Repairer>();
const kinds = new Map<string, Set<ValueKind>>();
for (const { iri, kind } of Object.values(propertiesOf).flat()) kinds.set(iri, (kinds.get(iri) ?? new Set()).add(kind));
for (const [iri, all] of kinds) {
  const [kind] = all;
  const only = all.size === 1 || [...all].every((one) => one === 'node' || one === 'iri') ? kind : undefined;
  const repairer = only === undefined ? undefined : byKind[only];
  if (repairer !== undefined) repairers.set(iri, repairer);
}
for (const property of [vcard.hasEmail, foaf.mbox]) repairers.set(property, mailLink);
repairers.set(dct.description, (literal) => {
  const markdown = literal.value.includes('<') || literal.value.includes('&') ? htmlToMarkdown(literal.value) : undefined;
  return markdown === undefined ? undefined : { object: langLiteral(markdown, literal.language === '' ? 'und' : literal.language) };
});

/** `… @de` at the end of a text nobody tagged: a template that was filled in by hand. */
const tagInText = (literal: Literal): Repair | undefined => {
  if (literal.language !== '' || !literal.value.includes('@')) return undefined;
  const [, text = '', tag = ''] = /^([\s\S]*\S)\s+@([a-z]{2})\s*$/.exec(literal.value) ?? [];
  return tag === '' ? undefined : { object: langLiteral(text, tag), sure: 'likely' };
};

const repairIri = (quad: Quad): Repair | undefined => {
  const iri = quad.object.value;
  switch (quad.predicate.value) {
    case vcard.hasEmail:
      return !iri.startsWith('mailto:') && mail.test(iri) ? { object: namedNode(`mailto:${iri}`) } : undefined;
    case cv.email:
      return mail.test(iri) ? { object: plainLiteral(mail.exec(iri)?.[1] ?? iri) } : undefined;
    case dct.identifier:
      return { object: plainLiteral(iri) };
    default:
      return undefined;
  }
};

const repairLiteral = (quad: Quad, literal: Literal): Repair | undefined => {
  if (quad.predicate.value === dct.identifier && isOf(literal, xsd.anyURI)) return { object: plainLiteral(literal.value) };
  if (quad.predicate.value === cv.email && /^mailto:/i.test(literal.value)) return { object: plainLiteral(literal.value.replace(/^mailto:/i, '')) };
  return repairers.get(quad.predicate.value)?.(literal) ?? tagInText(literal);
};

/** When only the type changed, the type is the news. */
const shown = (before: string, after: Quad_Object): string => {
  if (after.value !== before) return after.value;
  return after.termType !== 'Literal' ? `<${after.value}>` : `${after.value} (${curieOf(after.datatype.value)})`;
};

const repaired = (work: Work, quad: Quad): Quad => {
  const repair = quad.object.termType === 'Literal' ? repairLiteral(quad, quad.object) : quad.object.termType === 'NamedNode' ? repairIri(quad) : undefined;
  if (repair === undefined) return quad;
  noteChange(work, 'repair', quad, quad.object.value, shown(quad.object.value, repair.object), repair.sure ?? 'certain');
  return n3.DataFactory.quad(quad.subject, quad.predicate, repair.object);
};

/** Step 5: values that can mean only one thing get the form Release 8 asks for; what is likely is told, the rest stays and becomes a finding. */
export const repairValues = (work: Work): void => {
  work.quads = work.quads.map((quad) => repaired(work, quad));
};
