import type { Finding } from '../../../core/catalogue/finding.ts';
import { labelOf, vocabularyNamed } from '../../../mappings/vocabularies/index.ts';
import { fieldIn, findingLanguage, hasField, phrasesIn, type FieldText, type FindingLanguage, type Phrases } from './texts.ts';

export type TellingContext = {
  /** Names of inner things by their node: "CSV extract" for a distribution, the table and column for a variable. */
  readonly nameOf?: (focus: string) => string | undefined;
  /** For harvested records, the field in the source system: `provenance` in CKAN. */
  readonly sourceField?: (path: string) => { readonly system: string; readonly field: string } | undefined;
};

export type ToldFinding = {
  readonly what: string;
  readonly why: string;
  readonly mend: string;
  /** In the form's own terms. */
  readonly example?: string;
  /** The same in Turtle, shown behind a switch. */
  readonly turtle?: string;
};

const fill = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replace(/\{(\w+)\}/g, (_all, name: string) => values[name] ?? '').replace(/\s{2,}/g, ' ').trim();

const agents = new Set(['healthdcatap:hdab', 'healthdcatap:hdabCoordinator', 'geodcatap:custodian', 'dct:publisher', 'dct:creator', 'prov:agent']);
const kindOfOwner = (owner: string): string =>
  agents.has(owner) ? 'agent' : owner === 'dct:license' ? 'licence' : owner === 'prov:wasGeneratedBy' ? 'activity' : 'inner';

/** One property means different things on different things: the type of an agent is not the type of the dataset. */
const fieldKey = (steps: readonly string[]): string => {
  const property = (steps.at(-1) ?? '').split('|')[0] ?? '';
  const owner = steps.at(-2);
  const special = owner === undefined ? undefined : `${kindOfOwner(owner)}|${property}`;
  return special !== undefined && hasField(special) ? special : property;
};

/** The name of a thing inside a field's name, which stands in quotation marks itself. */
const inner = (text: string, language: FindingLanguage): string => (language === 'de' ? `‚${text}‘` : `“${text}”`);
const quoted = (text: string, language: FindingLanguage): string => (language === 'fr' ? `« ${text} »` : language === 'de' ? `„${text}“` : `“${text}”`);

/** `Distribution "CSV extract": Access address`: the place is told from outside in; the dataset itself goes without saying. */
const fieldNames = (finding: Finding, language: FindingLanguage, context: TellingContext): { field: FieldText; name: string } => {
  // an unknown property stands in the path with its whole address: cut only before a name with a prefix
  const steps = finding.path.split(/\/(?=[A-Za-z][\w-]*:)/);
  const field = fieldIn(language, fieldKey(steps));
  const outer = steps.slice(0, -1).map((step) => fieldIn(language, step).label);
  const named = context.nameOf?.(finding.focus);
  const place = outer.length === 0 ? '' : `${outer.join(', ')}${named === undefined ? '' : ` ${inner(named, language)}`}${language === 'fr' ? ' : ' : ': '}`;
  return { field, name: place + field.label };
};

const suggestion = (finding: Finding, language: FindingLanguage, phrases: Phrases): string => {
  const concepts = vocabularyNamed(finding.expected)?.concepts ?? [];
  const names = (finding.suggestions ?? []).flatMap((code) => {
    const concept = concepts.find((one) => one.code === code);
    return concept === undefined ? [] : [labelOf(concept.iri, language)];
  });
  if (names.length === 0) return phrases.sentences['choose'] ?? '';
  return fill(phrases.sentences['didYouMean'] ?? '', { names: names.map((name) => quoted(name, language)).join(', ') });
};

const expectedWords = (finding: Finding, phrases: Phrases): string =>
  phrases.kinds[finding.expected] ?? phrases.classes[finding.expected] ?? finding.expected;

const codeOf = (finding: Finding): string =>
  finding.code !== 'wrong-kind' ? finding.code
    : ['text', 'langText'].includes(finding.expected) ? 'wrong-kind-text'
    : finding.found[0]?.startsWith('_:') ? 'wrong-kind-blank' : 'wrong-kind-link';

/** A blank node has no name a person would know. */
const shownValue = (value: string | undefined): string => (value === undefined || value.startsWith('_:') ? '…' : value);

/** Words for one finding: what was found, why it matters, what to do, with an example. English, French or German; never the official message nor the name of a
 *  shape. @see catalogue.md §7.2 */
export const describeFinding = (finding: Finding, reader: string, context: TellingContext = {}): ToldFinding => {
  const language = findingLanguage(reader);
  const phrases = phrasesIn(language);
  const { field, name } = fieldNames(finding, language, context);
  const phrase = phrases.findings[codeOf(finding)] ?? phrases.findings['wrong-value'] ?? { what: '{field}', mend: '' };
  const values = {
    field: name, label: name, count: String(finding.found.length), values: finding.found.join(', '), value: shownValue(finding.found[0]),
    list: phrases.lists[finding.expected] ?? finding.expected, expected: expectedWords(finding, phrases), expectedTerm: finding.expected,
    suggest: suggestion(finding, language, phrases),
    // of an address: how it failed and when it was tried
    how: phrases.sentences[`link-${finding.found[1] ?? ''}`] ?? finding.found[1] ?? '', day: finding.found[2] ?? '',
  };
  const inSource = context.sourceField?.(finding.path);
  const mend = [fill(phrase.mend, values), inSource === undefined ? '' : fill(phrases.sentences['inSource'] ?? '', inSource)].filter(Boolean).join(' ');
  return {
    what: fill(phrase.what, values),
    why: field.why === undefined ? '' : fill(phrases.sentences['because'] ?? '', { why: field.why }),
    mend,
    ...(field.example === undefined ? {} : { example: field.example }),
    ...(field.turtle === undefined ? {} : { turtle: field.turtle }),
  };
};
