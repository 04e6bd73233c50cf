import type { Coding, Element, Extension } from 'fhir/r4.d.ts';
import type { LangText } from '../../core/languages.ts';
import { codedIri, extensionBase } from '../fhir-to-dcat/extension.ts';
import { labelOf, vocabularyOfConcept } from '../vocabularies/index.ts';

type Value = Omit<Extension, 'url' | 'id'>;

/** One extension of this project (catalogue.md §4.1). */
export const ext = (name: string, value: Value): Extension => ({ url: extensionBase + name, ...value });
export const extMany = <T>(name: string, values: readonly T[] | undefined, value: (one: T) => Value): Extension[] => (values ?? []).map((one) => ext(name, value(one)));
export const extMaybe = <T>(name: string, one: T | undefined, value: (one: T) => Value): Extension[] => (one === undefined ? [] : [ext(name, value(one))]);

/** A controlled value as Coding: system = the list's scheme, code = its code; any other IRI stays whole in `code`, so that it comes back as it was. */
export const codingOf = (iri: string): Coding => {
  const vocabulary = vocabularyOfConcept(iri);
  if (vocabulary === undefined) return { code: iri };
  const plain = vocabulary.scheme.replace(/#$/, '');
  const code = iri.slice(plain.length + 1);
  const system = iri.startsWith(`${plain}#`) ? `${plain}#` : plain;
  return codedIri({ system, code }) === iri ? { system, code, display: labelOf(iri, 'en') } : { code: iri };
};

const translationUrl = 'http://hl7.org/fhir/StructureDefinition/translation';

/** The main language of a text: the record's when it has it, else its first. */
export const mainOf = (text: LangText, main: string): { readonly lang: string; readonly text: string } | undefined => {
  const lang = text[main] === undefined ? Object.keys(text)[0] : main;
  return lang === undefined ? undefined : { lang, text: text[lang] ?? '' };
};

const translation = (lang: string, content: string): Extension => ({ url: translationUrl, extension: [{ url: 'lang', valueCode: lang }, { url: 'content', valueString: content }] });

/** Other languages of a primitive, and its own language where that is not the record's. Undefined when there is nothing to add. */
export const elementOf = (text: LangText, main: string): Element | undefined => {
  const shown = mainOf(text, main);
  const others = Object.entries(text).filter(([lang]) => lang !== shown?.lang).map(([lang, content]) => translation(lang, content));
  const own = shown === undefined || shown.lang === main ? [] : [languageExt(shown.lang)];
  return own.length + others.length === 0 ? undefined : { extension: [...own, ...others] };
};

export const languageExt = (lang: string): Extension => ({ url: 'http://hl7.org/fhir/StructureDefinition/language', valueCode: lang });

/** A text in several languages as an extension: main value, the others as translations inside. */
export const textExt = (name: string, text: LangText, main: string, kind: 'markdown' | 'string' = 'string'): Extension[] => {
  const shown = mainOf(text, main);
  if (shown === undefined) return [];
  const element = elementOf(text, main);
  const value = kind === 'markdown' ? { valueMarkdown: shown.text } : { valueString: shown.text };
  const more = element === undefined ? {} : kind === 'markdown' ? { _valueMarkdown: element } : { _valueString: element };
  return [{ ...ext(name, value), ...more } as Extension];
};

/** Members without a value, empty lists and empty objects are left out, as FHIR JSON wants it. */
export const compact = <T extends object>(resource: T): T =>
  Object.fromEntries(Object.entries(resource).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0))) as T;
