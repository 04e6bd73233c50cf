import type { Quad } from 'n3';
import { isAppError } from '../../core/errors.ts';
import { dcat } from '../../core/vocabulary/dcat.ts';
import { dct } from '../../core/vocabulary/dct.ts';
import { fdpo } from '../../core/vocabulary/fdpo.ts';
import { ldp } from '../../core/vocabulary/ldp.ts';
import { splitDescriptions } from '../../mappings/dcat-to-dataset/split.ts';
import type { Description } from '../../mappings/rdf/description.ts';
import { graphOf } from '../../mappings/rdf/graph.ts';
import { rdfMediaTypeOf } from '../../mappings/rdf/media-types.ts';
import { sourceLimits } from '../../mappings/rdf/limits.ts';
import { parseRdf } from '../../mappings/rdf/parse.ts';
import type { ReadContext, ReadEvent } from '../../mappings/source-events/read-event.ts';
import { getDocument } from '../http/conditional.ts';
import type { HttpClient } from '../http/http-client.ts';

const accept = 'text/turtle, application/ld+json;q=0.9, application/rdf+xml;q=0.8';
const maxBytes = 16 * 1024 * 1024;
/** Ways down, in a root, a catalogue or a container. `http://rdf.biosemantics.org/…` is how older FAIR Data Points name their catalogues. */
const downwards: readonly string[] = [ldp.contains, fdpo.metadataCatalog, dcat.dataset, dcat.catalog, dct.hasPart, 'http://www.re3data.org/schema/3-0#dataCatalog', 'http://rdf.biosemantics.org/ontologies/fdp-o#metadataCatalog'];

const membersOf = (quads: readonly Quad[]): string[] => [...new Set(quads.filter((quad) => downwards.includes(quad.predicate.value) && quad.object.termType === 'NamedNode').map((quad) => quad.object.value))];

const pageOf = (iri: string): string => iri.split('#')[0] ?? iri;

const nextOf = (link: string | undefined, url: string): string | undefined => {
  const found = /<([^>]+)>\s*;[^,]*rel="?next"?/i.exec(link ?? '')?.[1];
  return found === undefined ? undefined : new URL(found, url).href;
};

type Read = { readonly quads: readonly Quad[]; readonly next: string | undefined; readonly url: string };

const readNode = async (client: HttpClient, context: ReadContext, url: string): Promise<Read> => {
  const page = await getDocument(client, { recall: () => Promise.resolve(undefined), remember: context.remember }, url, { accept }, maxBytes);
  const quads = await parseRdf(page.body, { mediaType: rdfMediaTypeOf(page.headers['content-type'] ?? '') ?? 'text/turtle', baseIri: page.url, limits: sourceLimits });
  return { quads, next: nextOf(page.headers['link'], page.url), url: page.url };
};

/** Distributions are resources of their own here: what a dataset points to is fetched and joined, one level deep. */
const withDistributions = async (client: HttpClient, context: ReadContext, description: Description, told: (url: string, error: unknown) => ReadEvent): Promise<{ description: Description; problems: ReadEvent[] }> => {
  const graph = graphOf(description.quads);
  const quads = [...description.quads];
  const problems: ReadEvent[] = [];
  const missing = graph.objects(description.iri, dcat.distribution).map((term) => term.value).filter((iri) => /^https?:/.test(iri) && !graph.objects(iri, dcat.accessURL).length);
  for (const iri of missing.slice(0, 1000)) {
    try {
      quads.push(...(await readNode(client, context, pageOf(iri))).quads);
    } catch (error) {
      problems.push(told(iri, error));
    }
  }
  return { description: splitDescriptions(quads).find((one) => one.iri === description.iri) ?? description, problems };
};

/** Walks root → catalogues → datasets → distributions by LDP containers and FDP properties; containers may nest and share members, each
 *  dataset is read once. A member that cannot be read is unreadable, not missing. @see catalogue.md §3.1, §5.4, §6.2; FDP 1.2 §4.2 */
export const readFdp = async function* (context: ReadContext, client: HttpClient): AsyncGenerator<ReadEvent> {
  const root = context.source.address ?? '';
  const { origin } = new URL(root);
  const seen = new Set<string>([pageOf(root)]);
  const waiting = [...seen];
  const told = (url: string, error: unknown): ReadEvent => {
    if (!isAppError(error)) throw error;
    return { type: 'problem', problem: { code: error.code, severity: 'refused', record: url, detail: error.detail } };
  };
  // What a catalogue page says of a dataset that has a page of its own, for the case that the page cannot be read.
  const embedded = new Map<string, Description>();
  const done = new Set<string>();
  let first = true;
  let unread = 0;
  const take = async function* (description: Description): AsyncGenerator<ReadEvent> {
    if (done.has(description.iri)) return;
    done.add(description.iri);
    const joined = await withDistributions(client, context, description, told);
    yield* joined.problems;
    yield { type: 'description', description: joined.description };
  };
  for (let url = waiting.shift(); url !== undefined; url = waiting.shift()) {
    let read: Read;
    try {
      read = await readNode(client, context, url);
    } catch (error) {
      if (first) throw error;
      unread += 1;
      yield told(url, error);
      continue;
    }
    for (const description of splitDescriptions(read.quads)) {
      const page = pageOf(description.iri);
      const elsewhere = page !== url && /^https?:/.test(page) && new URL(page).origin === origin;
      if (!elsewhere) yield* take(description);
      else {
        if (hasTitle(description)) embedded.set(description.iri, description);
        if (!seen.has(page)) waiting.push(page);
        seen.add(page);
      }
    }
    const title = first ? read.quads.find((quad) => pageOf(quad.subject.value) === url && quad.predicate.value === dct.title)?.object.value : undefined;
    if (title !== undefined) yield { type: 'title', title };
    for (const member of [...membersOf(read.quads), ...(read.next === undefined ? [] : [read.next])].map(pageOf)) {
      if (seen.has(member) || !/^https?:/.test(member)) continue;
      seen.add(member);
      if (new URL(member).origin === origin) waiting.push(member);
      else yield { type: 'problem', problem: { code: 'unreadable', severity: 'warning', record: member, detail: `${member} is on another server than the FAIR Data Point and was not read.` } };
    }
    first = false;
    yield { type: 'page' };
  }
  for (const description of embedded.values()) yield* take(description);
  if (unread > 0) yield { type: 'incomplete', code: 'unreadable', detail: `${unread} pages of the FAIR Data Point could not be read` };
};

const hasTitle = (description: Description): boolean => description.quads.some((quad) => quad.subject.value === description.iri && quad.predicate.value === dct.title);
