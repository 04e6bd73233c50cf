import type { NodeBuilder } from '../dcat-builder/node-builder.ts';
import type { Fields } from '../dcat-builder/values.ts';
import { fieldsOf, given, listOf, translations } from '../dcat-builder/values.ts';

/** What the mapping is told of the source. */
export type CkanOptions = {
  /** Site address without trailing slash: datasets without `uri` are `{site}/dataset/{id}`. */
  readonly site: string;
  /** BCP 47 tag of plain fields; none when the source does not say. */
  readonly language?: string | undefined;
};

/** A value that may be a warning for the report: what, where, why. */
export type Note = (field: string, value: unknown, why: string) => void;

const parsed = (value: unknown): unknown => {
  const text = given(value);
  if (text === undefined || !/^[[{]/.test(text)) return value;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return value;
  }
};

/** `extras` behave as if they were fields of the package; an extra's value may be JSON in a string. A real field wins. */
export const withExtras = (item: Fields): Fields => {
  const extras = listOf(item['extras']).flatMap((extra) => {
    const { key, value } = fieldsOf(extra) ?? {};
    const name = given(key);
    return name === undefined ? [] : [[name.replace(/^dcat_(?!type)/, ''), parsed(value)] as const];
  });
  const own = Object.entries(item).filter(([, value]) => value !== null && value !== '' && !(Array.isArray(value) && value.length === 0));
  return { ...Object.fromEntries(extras), ...Object.fromEntries(own) };
};

/** Lists may be JSON in a string. */
export const values = (item: Fields, field: string): readonly unknown[] => listOf(parsed(item[field]));

export const objects = (item: Fields, field: string): readonly Fields[] =>
  values(item, field).flatMap((value) => {
    const found = fieldsOf(value);
    return found === undefined || isEmpty(found) ? [] : [found];
  });

/** True when nothing in it says anything: `""`, `null`, `[]`, or objects of such. */
export const isEmpty = (value: unknown): boolean => {
  if (Array.isArray(value)) return value.every(isEmpty);
  const fields = fieldsOf(value);
  return fields === undefined ? given(value) === undefined : Object.values(fields).every(isEmpty);
};

/** Text in languages: `{field}_translated` wins over the field, which may itself be a `{language: text}` map, a list, or plain. */
export const texts = (node: NodeBuilder, property: string, item: Fields, field: string, language: string | undefined): void => {
  const translated = translations(item[`${field}_translated`]);
  if (translated.length > 0) return translated.forEach(([lang, text]) => void node.text(property, text, lang));
  for (const value of values(item, field)) {
    const map = translations(value);
    if (map.length > 0) map.forEach(([lang, text]) => void node.text(property, text, lang));
    else node.text(property, value, language);
  }
};
