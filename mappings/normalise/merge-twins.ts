// Merges blank nodes that say the same of the same thing. A shared agent is often stated once per record with a contact point in a
// blank node each time: joined, the agent would have sixteen contact points where one is allowed. Two nodes are twins when they hang on
// the same subject by the same property and everything below them is equal; keeping one loses no statement (RDF calls such a graph lean).
import type { Quad } from 'n3';
import { noteChange } from './work.ts';
import type { Work } from './work.ts';

const idOf = (term: { readonly id: string }): string => term.id;
const subjectOf = (quad: Quad): string => idOf(quad.subject as { id: string } & Quad['subject']);
const objectOf = (quad: Quad): string => idOf(quad.object as { id: string } & Quad['object']);
const isBlank = (quad: Quad): boolean => quad.object.termType === 'BlankNode';

const group = (quads: readonly Quad[], keyOf: (quad: Quad) => string): Map<string, Quad[]> => {
  const groups = new Map<string, Quad[]>();
  for (const quad of quads) {
    const key = keyOf(quad);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [quad]);
    else known.push(quad);
  }
  return groups;
};

/** What a node says, as text that is equal for equal trees; undefined inside a circle, which has no such text. */
const createSignature = (bySubject: ReadonlyMap<string, readonly Quad[]>): ((node: string) => string | undefined) => {
  const known = new Map<string, string | undefined>();
  const open = new Set<string>();
  const signature = (node: string): string | undefined => {
    if (known.has(node)) return known.get(node);
    if (open.has(node)) return undefined;
    open.add(node);
    const lines = (bySubject.get(node) ?? []).map((quad) => {
      const object = isBlank(quad) ? signature(objectOf(quad)) : objectOf(quad);
      return object === undefined ? undefined : `${quad.predicate.value} ${isBlank(quad) ? '_' : ''}${object}`;
    });
    open.delete(node);
    const text = lines.length === 0 || lines.includes(undefined) ? undefined : `(${lines.sort().join('\n')})`;
    known.set(node, text);
    return text;
  };
  return signature;
};

/** Links to a twin of an earlier sibling. */
const twinLinks = (quads: readonly Quad[]): Set<Quad> => {
  const signature = createSignature(group(quads, subjectOf));
  const twins = new Set<Quad>();
  for (const siblings of group(quads.filter(isBlank), (quad) => `${subjectOf(quad)} ${quad.predicate.value}`).values()) {
    if (siblings.length < 2) continue;
    const seen = new Map<string, string>();
    for (const quad of siblings) {
      const said = signature(objectOf(quad));
      if (said === undefined) continue;
      const first = seen.get(said);
      if (first === undefined) seen.set(said, objectOf(quad));
      else if (first !== objectOf(quad)) twins.add(quad);
    }
  }
  return twins;
};

export const mergeTwins = (work: Work): void => {
  const twins = twinLinks(work.quads);
  if (twins.size === 0) return;
  for (const quad of twins) noteChange(work, 'repair', quad, objectOf(quad), 'said already');
  let left = work.quads.filter((quad) => !twins.has(quad));
  // what hung on a twin alone goes with it, level by level
  for (;;) {
    const pointedAt = new Set(left.filter(isBlank).map(objectOf));
    const before = left.length;
    const orphaned = new Set([...twins].map(objectOf).filter((node) => !pointedAt.has(node)));
    left = left.filter((quad) => {
      if (!orphaned.has(subjectOf(quad))) return true;
      if (isBlank(quad)) twins.add(quad);
      return false;
    });
    if (left.length === before) break;
  }
  work.quads = left;
};
