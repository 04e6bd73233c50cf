import { scheme } from '../../core/vocabulary/authority.ts';
import { vocabularyNamed, vocabularyOfScheme } from '../vocabularies/index.ts';
import aliasData from '../vocabularies/data/aliases.json' with { type: 'json' };

export type Alias = { readonly to: string; readonly sure: 'certain' | 'likely' | 'source' };

const aliases = new Map<string, Alias>(aliasData.aliases.map(({ from, to, sure }) => [from, { to, sure: sure as Alias['sure'] }]));

/** Lists whose codes are recognised behind any host, with the path segment they stand behind (catalogue.md §2.2, first two rows). */
const segments: Readonly<Record<string, string>> = {
  healthcategories: scheme.healthCategory, 'health-theme': scheme.healthTheme, 'publisher-type': scheme.publisherType,
  'health-activity': scheme.healthActivity, 'coding-system': scheme.codingSystem, standard: scheme.standard,
};
const codes = new Map<string, ReadonlyMap<string, string>>(
  Object.entries(segments).map(([segment, iri]) => [segment, new Map(vocabularyOfScheme(iri)?.concepts.map((concept) => [concept.code.toLowerCase(), concept.iri]))]),
);

const behindAnyHost = (iri: string): string | undefined => {
  const [, segment = '', code = ''] = /\/(healthcategories|health-theme|publisher-type|health-activity|coding-system|standard)\/([^/?#]+)$/.exec(iri) ?? [];
  return codes.get(segment)?.get(decodeURIComponent(code).toLowerCase());
};

/** The canonical spelling of an address before any other rule: scheme and host forms that mean the same. */
const canonical = (iri: string): string =>
  iri
    .replace(/^https:\/\/publications\.europa\.eu\/resource\//, 'http://publications.europa.eu/resource/')
    .replace(/^http:\/\/publications\.europa\.eu\/resource\/dataset\//, 'http://publications.europa.eu/resource/authority/')
    .replace(/^http:\/\/(hdeu-dcat\.data\.health\.europa\.eu|w3id\.org)\//, 'https://$1/')
    .replace(/^https:\/\/data\.europa\.eu\//, 'http://data.europa.eu/')
    .replace(/^https?:\/\/(www\.)?wikidata\.org\/(wiki|entity)\//, 'http://www.wikidata.org/entity/');

const languages = vocabularyNamed('language')?.concepts ?? [];
const byTag = new Map<string, string>();
for (const concept of languages) {
  for (const name of [concept.code, concept.iso1, ...Object.values(concept.labels)]) if (name !== undefined) byTag.set(name.toLowerCase(), concept.iri);
}
// ISO 639-2/B codes that differ from the terminological ones the EU table uses
for (const [bibliographic, code] of [['ger', 'DEU'], ['fre', 'FRA'], ['dut', 'NLD'], ['gre', 'ELL'], ['cze', 'CES'], ['rum', 'RON'], ['slo', 'SLK'], ['ice', 'ISL']] as const) {
  byTag.set(bibliographic, `${scheme.language}/${code}`);
}

/** EU language for a tag, code or name: `en`, `eng`, `DE (German)`, `Deutsch`, or an address of id.loc.gov or lexvo. */
export const languageOf = (text: string): string | undefined => {
  const name = /^https?:\/\/(?:id\.loc\.gov\/vocabulary\/iso639-\d\/|lexvo\.org\/id\/iso639-\d\/|www\.lexvo\.org\/page\/iso639-\d\/)([a-z]{2,3})$/i.exec(text)?.[1] ?? text;
  const plain = name.trim().toLowerCase();
  return byTag.get(plain) ?? byTag.get(/^([a-z]{2,3})\s*[(-]/.exec(plain)?.[1] ?? '');
};

const statuses: Readonly<Record<string, string>> = { completed: 'COMPLETED', underdevelopment: 'DEVELOP', deprecated: 'DEPRECATED', withdrawn: 'WITHDRAWN' };
const statusCodes = new Set(vocabularyNamed('distribution-status')?.concepts.map(({ code }) => code));

const statusOf = (iri: string): Alias | undefined => {
  const [, adms = ''] = /^https?:\/\/purl\.org\/adms\/status\/([A-Za-z]+)$/.exec(iri) ?? [];
  const named = statuses[adms.toLowerCase()];
  if (named !== undefined) return { to: `${scheme.distributionStatus}/${named}`, sure: 'certain' };
  const [, code = ''] = /\/authority\/dataset-status\/([A-Z_]+)$/.exec(iri) ?? [];
  return statusCodes.has(code) ? { to: `${scheme.distributionStatus}/${code}`, sure: 'likely' } : undefined;
};

const dataPrivacy = (iri: string): string | undefined => {
  const [, term] = /^https?:\/\/(?:w3c\.github\.io\/dpv\/[\d.]+\/pd\/#?|w3id\.org\/dpv\/pd#)(\w+)$/.exec(iri) ?? [];
  if (term !== undefined) return scheme.personalData + term;
  const [, basis] = /^https?:\/\/w3id\.org\/dpv\/dpv-gdpr#([\w-]+)$/.exec(iri) ?? [];
  return basis === undefined ? undefined : scheme.gdprBasis + basis;
};

const find = (given: string): Alias | undefined => {
  const iri = canonical(given);
  const listed = aliases.get(given) ?? aliases.get(iri);
  if (listed !== undefined) return listed;
  const certain = behindAnyHost(iri) ?? dataPrivacy(given) ?? (/iso639/.test(iri) ? languageOf(iri) : undefined);
  if (certain !== undefined) return { to: certain, sure: 'certain' };
  return statusOf(iri) ?? (iri === given ? undefined : { to: iri, sure: 'certain' });
};

const found = new Map<string, Alias | null>();

/** What an older or foreign address of a controlled value becomes; undefined when it stays as it is. Only listed rules: nothing is guessed.
 *  @see catalogue.md §2.2 */
export const aliasOf = (iri: string): Alias | undefined => {
  const before = found.get(iri);
  if (before !== undefined) return before ?? undefined; // null: asked before, nothing found
  const alias = find(iri);
  const useful = alias !== undefined && alias.to !== iri ? alias : undefined;
  if (found.size < 50_000) found.set(iri, useful ?? null);
  return useful;
};
