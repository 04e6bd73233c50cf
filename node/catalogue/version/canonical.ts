import { hash } from 'node:crypto';
import type { Quad } from 'n3';
import { canonize } from 'rdf-canonize';
import { AppError } from '../../../core/errors.ts';
import { nQuad, restOfQuad, subjectText, type Label } from './n-quads.ts';

/* RDFC-1.0 (W3C RDF Dataset Canonicalization). The expensive part of the algorithm starts when two blank nodes have the same first-degree hash. In
   descriptions that hardly ever happens, so: compute the first-degree hashes; when each is unique, labels follow their order and we are done (steps 1 to
   5 and 7 of the algorithm); otherwise rdf-canonize does the whole of it, with bounded work. A property test holds both ways against rdf-canonize. */

const sha256 = (text: string): string => hash('sha256', text, 'hex');
const idOf = (term: object): string => (term as { id: string }).id;

const withoutDuplicates = (quads: readonly Quad[]): Quad[] => {
  const seen = new Map<string, Quad>();
  for (const quad of quads) {
    const key = `${idOf(quad.subject)}\n${idOf(quad.predicate)}\n${idOf(quad.object)}`;
    if (!seen.has(key)) seen.set(key, quad);
  }
  return [...seen.values()];
};

const quadsPerBlankNode = (quads: readonly Quad[]): Map<string, Quad[]> => {
  const found = new Map<string, Quad[]>();
  const add = (id: string, quad: Quad) => {
    const known = found.get(id);
    if (known === undefined) found.set(id, [quad]);
    else if (known.at(-1) !== quad) known.push(quad);
  };
  for (const quad of quads) {
    if (quad.subject.termType === 'BlankNode') add(idOf(quad.subject), quad);
    if (quad.object.termType === 'BlankNode') add(idOf(quad.object), quad);
  }
  return found;
};

const degreeLines = (id: string, quads: readonly Quad[]): string[] => quads.map((quad) => nQuad(quad, (other) => (other === id ? '_:a' : '_:z')));

/** Two statements that differ only in another blank node give the same line, and each counts (§4.6.3); the same statement given twice counts once. */
const firstDegreeHash = (id: string, quads: readonly Quad[]): string => {
  const lines = degreeLines(id, quads);
  const counted = new Set(lines).size === lines.length ? lines : degreeLines(id, withoutDuplicates(quads));
  return sha256(counted.sort().join(''));
};

/** Canonical labels when every first-degree hash is unique, else undefined. */
const simpleLabels = (quads: readonly Quad[]): Map<string, string> | undefined => {
  const byHash = new Map<string, string>();
  for (const [id, about] of quadsPerBlankNode(quads)) {
    const digest = firstDegreeHash(id, about);
    if (byHash.has(digest)) return undefined;
    byHash.set(digest, id);
  }
  return new Map([...byHash.keys()].sort().map((digest, index) => [byHash.get(digest) as string, `_:c14n${index}`]));
};

/** Sorted lines, subject by subject: no subject is the beginning of another one and a space, so the order is that of the whole lines, at a third of the price. */
const linesOf = (quads: readonly Quad[], labels: ReadonlyMap<string, string>): string => {
  const label: Label = (id) => labels.get(id) ?? id;
  const groups = new Map<string, string[]>();
  for (const quad of quads) {
    const id = idOf(quad.subject);
    const rest = restOfQuad(quad, label);
    const known = groups.get(id);
    if (known === undefined) groups.set(id, [rest]);
    else known.push(rest);
  }
  return [...groups]
    .map(([id, rests]) => [`${subjectText(id, label)} `, rests] as const)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([subject, rests]) => subject + rests.sort().filter((rest, at) => rest !== rests[at - 1]).join(subject))
    .join('');
};

/** Cubic in the number of ambiguous blank nodes: enough for any honest description, and a poisoned graph still ends within a second. */
const workFactor = 2;
const patienceMs = 2000;

const canonicalWithLibrary = async (quads: readonly Quad[]): Promise<string> => {
  try {
    return await canonize(quads as unknown as object[], {
      algorithm: 'RDFC-1.0',
      format: 'application/n-quads',
      maxWorkFactor: workFactor,
      signal: AbortSignal.timeout(patienceMs),
    });
  } catch (cause) {
    throw new AppError('unprocessable', 'too-complex', 'The blank nodes of this description refer to each other in so many equal ways that it cannot be compared. Give the nodes addresses (IRIs).', {
      cause,
    });
  }
};

/** Canonical N-Quads (RDFC-1.0) of quads in the default graph. @throws AppError `too-complex` when the work limit is reached */
export const canonicalNQuads = async (quads: readonly Quad[]): Promise<string> => {
  const labels = simpleLabels(quads);
  return labels === undefined ? await canonicalWithLibrary(withoutDuplicates(quads)) : linesOf(quads, labels);
};
