import type { Extension } from 'fhir/r4.d.ts';

/** Namespace of this project's extensions (catalogue.md §4.1), the same on every node. */
export const extensionBase = 'urn:ehds-node:fhir:';

type Extended = { readonly extension?: readonly Extension[] | undefined };

export const extensionsOf = (element: Extended | undefined, name: string): readonly Extension[] =>
  (element?.extension ?? []).filter((extension) => extension.url === extensionBase + name);

/** The first value of an extension, whatever its type. */
export const valueOf = (extension: Extension | undefined): string | undefined => {
  if (extension === undefined) return undefined;
  const { valueCoding: coding, valueCodeableConcept: concept } = extension;
  const simple = extension.valueUri ?? extension.valueUrl ?? extension.valueCanonical ?? extension.valueString ?? extension.valueMarkdown ?? extension.valueCode ?? extension.valueDateTime ?? extension.valueDate;
  if (simple !== undefined) return simple;
  const number = extension.valueDecimal ?? extension.valueInteger ?? extension.valueUnsignedInt ?? extension.valuePositiveInt;
  if (number !== undefined) return String(number);
  if (extension.valueBoolean !== undefined) return String(extension.valueBoolean);
  const code = coding ?? concept?.coding?.[0];
  return code === undefined ? concept?.text : codedIri(code);
};

export const valuesOf = (element: Extended | undefined, name: string): readonly string[] =>
  extensionsOf(element, name).flatMap((extension) => valueOf(extension) ?? []);

/** A coding as the IRI of the value: scheme + `/` + code, or scheme + code when the scheme ends in `#` or `/`. */
export const codedIri = (coding: { readonly system?: string | undefined; readonly code?: string | undefined; readonly display?: string | undefined }): string | undefined => {
  const { system, code } = coding;
  if (code === undefined) return coding.display;
  if (/^[a-z][a-z0-9+.-]*:/i.test(code) || system === undefined) return code;
  return /[#/]$/.test(system) ? system + code : `${system}/${code}`;
};

const translationUrl = 'http://hl7.org/fhir/StructureDefinition/translation';

/** Translations of a primitive, from its `_element`: [language, text]. */
export const translationsOf = (element: Extended | undefined): readonly (readonly [string, string])[] =>
  (element?.extension ?? [])
    .filter((extension) => extension.url === translationUrl)
    .flatMap((extension) => {
      const language = extension.extension?.find((part) => part.url === 'lang')?.valueCode;
      const content = extension.extension?.find((part) => part.url === 'content');
      const text = content?.valueString ?? content?.valueMarkdown;
      return language === undefined || text === undefined ? [] : [[language, text] as const];
    });
