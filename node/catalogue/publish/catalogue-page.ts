import type { Quad } from 'n3';
import type { LangText } from '../../../core/languages.ts';
import { ehdsRegulation, scheme } from '../../../core/vocabulary/authority.ts';
import { dcat } from '../../../core/vocabulary/dcat.ts';
import { dcatap } from '../../../core/vocabulary/dcatap.ts';
import { dct } from '../../../core/vocabulary/dct.ts';
import { eli } from '../../../core/vocabulary/eli.ts';
import { foaf } from '../../../core/vocabulary/foaf.ts';
import { hydra } from '../../../core/vocabulary/hydra.ts';
import { xsd } from '../../../core/vocabulary/xsd.ts';
import { blankNode as blank, langLiteral, namedNode, quad, typedLiteral, typeQuad } from '../../../mappings/rdf/terms.ts';
import { AppError } from '../../../core/errors.ts';
import type { Db } from '../../storage/db.ts';
import { catalogRecord, parseStored } from './catalog-record.ts';
import type { CatalogueFacts, PageFilter, PagePlace, ShownRecord } from './page-store.ts';
import { catalogueFacts, shownPage } from './page-store.ts';
import { recordIriOf } from './representations.ts';

export type CatalogueIdentity = { readonly url: string; readonly name: LangText; readonly node: string; readonly country: string };
export type PageRequest = PageFilter & { readonly perPage: number; readonly after?: string; readonly page?: number };
export type CataloguePage = { readonly quads: readonly Quad[]; readonly facts: CatalogueFacts; readonly first: string; readonly next: string | undefined; readonly records: readonly ShownRecord[]; readonly self: string };

export const catalogueIri = (identity: CatalogueIdentity, scope: 'own' | 'all'): string => `${identity.url}/catalogue${scope === 'all' ? '/federated' : ''}`;

const titles = (identity: CatalogueIdentity, scope: 'own' | 'all'): LangText => {
  const name = identity.name['en'] ?? identity.node;
  return scope === 'own'
    ? { en: `National catalogue of health datasets: ${name}`, fr: `Catalogue national des jeux de données de santé : ${identity.name['fr'] ?? name}`, de: `Nationaler Katalog der Gesundheitsdatensätze: ${identity.name['de'] ?? name}` }
    : { en: `Health datasets of the consortium, as known at ${name}`, fr: `Jeux de données de santé du consortium, vus de ${identity.name['fr'] ?? name}`, de: `Gesundheitsdatensätze des Verbunds, Stand bei ${identity.name['de'] ?? name}` };
};

const texts = (subject: ReturnType<typeof namedNode>, property: string, text: LangText): Quad[] => Object.entries(text).map(([lang, value]) => quad(subject, property, langLiteral(value, lang)));

/** The dcat:Catalog with its mandatory and recommended properties (catalogue.md §1.3), without its datasets. */
export const catalogQuads = (identity: CatalogueIdentity, scope: 'own' | 'all', facts: CatalogueFacts): Quad[] => {
  const catalog = namedNode(catalogueIri(identity, scope));
  const publisher = namedNode(`${identity.url}/agent/node`);
  const law = namedNode(ehdsRegulation);
  const homepage = namedNode(`${identity.url}/`);
  const taxonomy = namedNode(scheme.dataTheme);
  return [
    typeQuad(catalog, dcat.Catalog), ...texts(catalog, dct.title, titles(identity, scope)),
    ...texts(catalog, dct.description, { en: 'Descriptions of health datasets that can be applied for under Regulation (EU) 2025/327, in HealthDCAT-AP Release 8.' }),
    quad(catalog, dct.publisher, publisher), typeQuad(publisher, foaf.Agent), ...texts(publisher, foaf.name, Object.keys(identity.name).length === 0 ? { en: identity.node } : identity.name),
    quad(catalog, dcatap.applicableLegislation, law), typeQuad(law, eli.LegalResource),
    quad(catalog, foaf.homepage, homepage), typeQuad(homepage, foaf.Document),
    quad(catalog, dcat.themeTaxonomy, taxonomy), typeQuad(taxonomy, 'http://www.w3.org/2004/02/skos/core#ConceptScheme'),
    ...texts(taxonomy, dct.title, { en: 'Data theme' }),
    ...(facts.issued === null ? [] : [quad(catalog, dct.issued, typedLiteral(facts.issued, xsd.dateTime))]),
    ...(facts.modified === null ? [] : [quad(catalog, dct.modified, typedLiteral(facts.modified, xsd.dateTime))]),
  ];
};

const cursorOf = (record: ShownRecord): string => Buffer.from(`${record.published_at} ${record.id}`).toString('base64url');
const placeOf = (request: PageRequest): PagePlace => {
  if (request.after === undefined) return { offset: ((request.page ?? 1) - 1) * request.perPage };
  if (request.after === '') return { offset: 0 };
  const [at = '', id = ''] = Buffer.from(request.after, 'base64url').toString().split(' ');
  if (Number.isNaN(Date.parse(at)) || !/^[0-9a-f-]{36}$/.test(id)) throw new AppError('invalid', 'bad-cursor', 'The cursor in "after" was not given out by this node: start again from the first page.');
  return { after: { at, id } };
};

const address = (base: string, request: PageRequest, place: Record<string, string>): string => {
  const query = new URLSearchParams({ ...place, perPage: String(request.perPage), ...(request.modifiedSince === undefined ? {} : { modified_since: request.modifiedSince }) });
  return `${base}?${query.toString()}`;
};

const paging = (identity: CatalogueIdentity, request: PageRequest, facts: CatalogueFacts, next: string | undefined): { quads: Quad[]; self: string; first: string } => {
  const base = catalogueIri(identity, request.scope);
  const first = address(base, request, { after: '' });
  const last = Math.max(1, Math.ceil(facts.total / request.perPage));
  const self = request.after === undefined ? address(base, request, { page: String(request.page ?? 1) }) : address(base, request, { after: request.after });
  const view = namedNode(self);
  const link = (property: string, target: string) => quad(view, property, namedNode(target));
  const previous = request.after === undefined && (request.page ?? 1) > 1 ? address(base, request, { page: String((request.page ?? 1) - 1) }) : undefined;
  return {
    self, first,
    quads: [
      typeQuad(namedNode(base), hydra.Collection), quad(namedNode(base), hydra.totalItems, typedLiteral(String(facts.total), xsd.integer)), quad(namedNode(base), hydra.view, view),
      typeQuad(view, hydra.PartialCollectionView), typeQuad(view, hydra.PagedCollection),
      quad(view, hydra.totalItems, typedLiteral(String(facts.total), xsd.integer)), quad(view, hydra.itemsPerPage, typedLiteral(String(request.perPage), xsd.integer)),
      link(hydra.first, first), link(hydra.last, address(base, request, { page: String(last) })),
      ...(next === undefined ? [] : [link(hydra.next, next)]), ...(previous === undefined ? [] : [link(hydra.previous, previous)]),
    ],
  };
};

/** One page as a complete small catalogue with its datasets, records and agents (catalogue.md §5.3). `first` and `next` carry a cursor, so a walk never
 *  skips or repeats a record that did not change meanwhile; `page=n` is answered without that promise.
 *  @throws AppError `bad-cursor` */
export const cataloguePage = async (db: Db, identity: CatalogueIdentity, request: PageRequest): Promise<CataloguePage> => {
  const facts = await catalogueFacts(db, request);
  const found = await shownPage(db, request, placeOf(request), request.perPage + 1);
  const records = found.slice(0, request.perPage);
  const base = catalogueIri(identity, request.scope);
  const last = records.at(-1);
  const next = found.length > request.perPage && last !== undefined ? address(base, request, { after: cursorOf(last) }) : undefined;
  const { quads, self, first } = paging(identity, request, facts, next);
  const catalog = namedNode(base);
  const members = records.flatMap((record, at) => [
    quad(catalog, dcat.dataset, namedNode(record.iri)), quad(catalog, dcat.record, namedNode(recordIriOf(record))),
    ...renameBlank(parseStored(record.quads), at),
    ...catalogRecord({ id: record.id, iri: record.iri, recordIri: recordIriOf(record), version: record.shown_version, state: record.state, publishedAt: record.published_at, changedAt: record.changed_at, chain: record.chain }),
  ]);
  return { quads: [...catalogQuads(identity, request.scope, facts), ...quads, ...members], facts, first, next, records, self };
};

/** Blank nodes of different records must not meet on one page. */
const renameBlank = (quads: readonly Quad[], at: number): Quad[] =>
  quads.map((q) => {
    const name = <T extends Quad['subject'] | Quad['object']>(term: T): T => (term.termType === 'BlankNode' ? (blank(`r${at}_${term.value}`) as unknown as T) : term);
    return q.subject.termType === 'BlankNode' || q.object.termType === 'BlankNode' ? quad(name(q.subject), q.predicate.value, name(q.object)) : q;
  });
