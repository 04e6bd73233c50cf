import { curieOf } from '../../../core/vocabulary/prefixes.ts';
import type { PropertyDiff } from './item-store.ts';

/** One statement of N-Quads text as [subject, predicate, object]; our own serialiser wrote it, so lines are whole statements. */
const statement = (line: string): readonly [string, string, string] | undefined => {
  const found = /^(\S+) <([^>]*)> (.*) \.$/.exec(line);
  return found === null ? undefined : [found[1] ?? '', found[2] ?? '', found[3] ?? ''];
};

const shown = (object: string): string => {
  const text = object.startsWith('_:') ? '(node)' : object.replace(/^<(.*)>$/, '$1').replace(/^"(.*)"(@[\w-]+|\^\^<[^>]*>)?$/s, (_all, value: string, tag?: string) => (tag?.startsWith('@') === true ? `${value} (${tag.slice(1)})` : value));
  return text.length <= 200 ? text : `${text.slice(0, 199)}…`;
};

/** Values by property, over all nodes of the record; blank nodes have no lasting name, so they are compared by their content alone. */
const byProperty = (quads: string): Map<string, Set<string>> => {
  const found = new Map<string, Set<string>>();
  for (const line of quads.split('\n')) {
    const parts = statement(line);
    if (parts === undefined || parts[2].startsWith('_:')) continue;
    const values = found.get(parts[1]) ?? new Set<string>();
    values.add(shown(parts[2]));
    found.set(parts[1], values);
  }
  return found;
};

const only = (left: Set<string> | undefined, right: Set<string> | undefined): string[] => [...(left ?? [])].filter((value) => right?.has(value) !== true).slice(0, 20);

/** What differs between two versions, property by property (catalogue.md §6.1): values that went and values that came, at most 20 each. */
export const propertyDiff = (before: string, after: string): readonly PropertyDiff[] => {
  const old = byProperty(before);
  const now = byProperty(after);
  return [...new Set([...old.keys(), ...now.keys()])].sort().flatMap((property) => {
    const gone = only(old.get(property), now.get(property));
    const come = only(now.get(property), old.get(property));
    return gone.length + come.length === 0 ? [] : [{ path: curieOf(property), before: gone, after: come }];
  });
};
