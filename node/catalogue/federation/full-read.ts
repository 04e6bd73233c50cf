import type { Quad } from 'n3';
import { AppError } from '../../../core/errors.ts';
import type { NodeId } from '../../../core/ids.ts';
import { dcat } from '../../../core/vocabulary/dcat.ts';
import { dct } from '../../../core/vocabulary/dct.ts';
import { foaf } from '../../../core/vocabulary/foaf.ts';
import { hydra } from '../../../core/vocabulary/hydra.ts';
import { spdx } from '../../../core/vocabulary/spdx.ts';
import type { Description } from '../../../mappings/rdf/description.ts';
import { splitDescriptions } from '../../../mappings/dcat-to-dataset/split.ts';
import { graphOf, keyOf } from '../../../mappings/rdf/graph.ts';
import { sourceLimits } from '../../../mappings/rdf/limits.ts';
import { parseRdf } from '../../../mappings/rdf/parse.ts';
import type { ChainHop } from '../ingest-types.ts';
import type { CataloguePorts } from '../ports.ts';

/** One dataset of a partner's page: its description, the version its CatalogRecord states, and the chain it came by. */
export type PartnerDataset = { readonly description: Description; readonly version: string | undefined; readonly chain: readonly ChainHop[] };
export type PartnerPage = { readonly datasets: readonly PartnerDataset[]; readonly total: number | undefined; readonly next: string | undefined };

const withoutRecord = (description: Description): Description => {
  const graph = graphOf(description.quads);
  const records = new Set(graph.instances(dcat.CatalogRecord));
  const checksums = new Set([...records].flatMap((record) => graph.objects(record, spdx.checksum).map(keyOf)));
  return { iri: description.iri, quads: description.quads.filter((q) => !records.has(keyOf(q.subject as never)) && !checksums.has(keyOf(q.subject as never))) };
};

/** What the CatalogRecord of a dataset tells: version and where the partner had it from. */
const factsOf = (quads: readonly Quad[]): ReadonlyMap<string, Pick<PartnerDataset, 'version' | 'chain'>> => {
  const graph = graphOf(quads);
  const facts = new Map<string, Pick<PartnerDataset, 'version' | 'chain'>>();
  const records = graph.instances(dcat.CatalogRecord);
  // the record another one was copied from is about the same dataset, but it is not the partner's own
  const copied = new Set(records.flatMap((record) => graph.objects(record, dct.source).map(keyOf)));
  for (const record of records) {
    const topic = graph.object(record, foaf.primaryTopic);
    // a description taken over from another catalogue may still hold that catalogue's record: the partner's own has the dataset's address
    const own = record === `${topic === undefined ? '' : keyOf(topic)}#record`;
    if (topic === undefined || copied.has(record) || (facts.has(keyOf(topic)) && !own)) continue;
    const checksum = graph.object(record, spdx.checksum);
    const source = graph.object(record, dct.source);
    facts.set(keyOf(topic), {
      version: checksum === undefined ? undefined : graph.object(keyOf(checksum), spdx.checksumValue)?.value,
      chain: source === undefined ? [] : [{ publisher: hostOf(source.value), iri: source.value }],
    });
  }
  return facts;
};

const hostOf = (iri: string): string => {
  try {
    return new URL(iri).host;
  } catch {
    return iri;
  }
};

/** A dataset with the CatalogRecord that came along taken off and read. */
export const datasetFrom = (iri: string, quads: readonly Quad[]): PartnerDataset => ({ description: withoutRecord({ iri, quads }), version: undefined, chain: [], ...factsOf(quads).get(iri) });

/** One page as datasets. Pure but for parsing. @throws AppError `parse-error` and the limits of catalogue.md §6.7 */
export const readPage = async (body: Uint8Array, contentType: string, base: string): Promise<PartnerPage> => {
  const quads = await parseRdf(body, { mediaType: contentType, baseIri: base, limits: sourceLimits });
  const graph = graphOf(quads);
  const view = graph.instances(hydra.PartialCollectionView)[0];
  const collection = graph.instances(hydra.Collection)[0];
  const facts = factsOf(quads);
  const total = collection === undefined ? undefined : graph.object(collection, hydra.totalItems)?.value;
  return {
    datasets: splitDescriptions(quads).map((description) => ({ description: withoutRecord(description), version: undefined, chain: [], ...facts.get(description.iri) })),
    total: total === undefined ? undefined : Number(total),
    next: view === undefined ? undefined : graph.object(view, hydra.next)?.value,
  };
};

const maxPages = 10_000;

/** Walks a partner's whole catalogue page by page. Only the path and query of a next link are followed, on the partner's own gateway.
 *  @throws AppError `catalogue-loop`, `catalogue-incomplete` when the count differs from what was announced by more than 1 % */
export const readWholeCatalogue = async function* (get: CataloguePorts['getFromPartner'], partner: NodeId, base: string): AsyncGenerator<PartnerPage> {
  const visited = new Set<string>();
  let read = 0;
  let total: number | undefined;
  for (let path: string | undefined = '/catalogue?after=&perPage=100'; path !== undefined; ) {
    if (visited.has(path) || visited.size >= maxPages) throw new AppError('unavailable', 'catalogue-loop', `The catalogue of ${partner} leads in a circle at ${path}.`);
    visited.add(path);
    const answer = await get(partner, path, { accept: 'application/n-triples' });
    if (answer.status !== 200) throw new AppError('unavailable', 'partner-answer', `${partner} answered ${answer.status} to ${path}.`);
    const page: PartnerPage = await readPage(answer.body, answer.headers['content-type'] ?? 'application/n-triples', base);
    read += page.datasets.length;
    total = page.total ?? total;
    yield page;
    const next: URL | undefined = page.next === undefined ? undefined : new URL(page.next, `${base}/`);
    path = next === undefined ? undefined : `/catalogue${next.search}`;
  }
  if (total !== undefined && Math.abs(total - read) > Math.max(0, total * 0.01)) throw new AppError('unavailable', 'catalogue-incomplete', `${partner} announced ${total} datasets and gave ${read}.`);
};
