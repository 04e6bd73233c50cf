import type { Request, Response } from 'express';
import { textIn } from '../../../../core/languages.ts';
import { isAppError } from '../../../../core/errors.ts';
import type { CatalogueService } from '../../../catalogue/catalogue.ts';
import type { Extension } from '../../../catalogue/publish/negotiate.ts';
import { formats } from '../../../catalogue/publish/negotiate.ts';
import { metadataLicence } from '../../../catalogue/publish/fdp.ts';
import { etagOf } from '../../../catalogue/publish/representations.ts';
import { toSchemaOrg } from '../../../../mappings/dataset-to-schema-org/to-schema-org.ts';
import type { Usage } from '../../../catalogue/usage/usage.ts';
import { isRobot } from '../../../catalogue/usage/usage.ts';
import type { Operation } from '../../operation.ts';
import { everyone } from '../../operation.ts';
import type { PageText } from '../portal/page.ts';
import { formatOf, sendRepresentation } from './send.ts';
import { sendGone } from './gone.ts';

const offered: readonly Extension[] = ['html', 'ttl', 'jsonld', 'rdf', 'nt', 'json', 'fhir'];

/** `018f….ttl` → id and extension. */
export const splitExtension = (text: string): { id: string; extension: string | undefined } => {
  const at = text.lastIndexOf('.');
  return at < 0 ? { id: text, extension: undefined } : { id: text.slice(0, at), extension: text.slice(at + 1) };
};

const links = (base: string, url: string, id: string): string =>
  [
    ...formats.filter(({ extension }) => offered.includes(extension) && extension !== 'fhir').map(({ extension, mediaType }) => `<${url}/dataset/${id}${extension === 'html' ? '' : `.${extension}`}>; rel="alternate"; type="${mediaType}"`),
    `<${base}>; rel="canonical"`, `<${url}/catalogue>; rel="collection"`, `<${url}/dataset/${id}/report>; rel="describedby"`, `<${metadataLicence}>; rel="license"`,
  ].join(', ');

const html = async (catalogue: CatalogueService, render: (page: PageText) => string, id: string, language: string) => {
  const found = await catalogue.representations.head(id);
  const { record } = found.version;
  const title = textIn(record.title, language);
  const description = textIn(record.description, language);
  const body = render({
    lang: title?.lang ?? language, title: title?.text ?? record.iri, description: description?.text.slice(0, 300) ?? '',
    text: [title?.text ?? record.iri, description?.text ?? '', textIn(record.custodian?.name ?? record.publisher?.name ?? {}, language)?.text ?? ''].filter((part) => part !== ''),
    jsonLd: toSchemaOrg(record, { language, url: `${catalogue.identity.url}/dataset/${id}`, catalogue: catalogue.identity }),
    links: formats.filter(({ extension }) => ['ttl', 'jsonld', 'rdf'].includes(extension)).map(({ extension, mediaType }) => ({ rel: 'alternate', href: `/dataset/${id}.${extension}`, type: mediaType })),
  });
  return { body, etag: etagOf(body), lastModified: found.record.changed_at };
};

const representation = async (catalogue: CatalogueService, render: (page: PageText) => string, id: string, format: Extension, version: string | undefined, language: string) => {
  if (format === 'html') return html(catalogue, render, id, language);
  if (format === 'json') {
    const detail = await catalogue.detail(id, language);
    const body = JSON.stringify(detail);
    return { body, etag: etagOf(body) };
  }
  return catalogue.representations.rdf(await catalogue.representations.at(id, version), format);
};

/** `GET /dataset/{id}`: one address for every format, by extension, `?format=` or Accept (catalogue.md §5.1, §5.2). */
export const getDataset = (catalogue: CatalogueService, render: (page: PageText) => string, usage?: Usage): Operation => ({
  method: 'GET',
  path: '/dataset/:id',
  access: everyone,
  summary: 'One dataset as HTML, Turtle, JSON-LD, RDF/XML, N-Triples or JSON',
  perMinute: 600_000,
  handle: async (req: Request, res: Response, { language }) => {
    const { id, extension } = splitExtension(String(req.params['id']));
    const format = formatOf(req, offered, extension);
    const version = req.query['version'];
    try {
      if (format === 'fhir') return res.redirect(303, `/fhir/Library/${id}`);
      const made = await representation(catalogue, render, id, format, typeof version === 'string' ? version : undefined, language);
      if (!isRobot(req.headers['user-agent'])) usage?.count(id, format === 'html' ? 'view' : 'rdf');
      res.setHeader('link', links(`${catalogue.identity.url}/dataset/${id}`, catalogue.identity.url, id));
      sendRepresentation(req, res, format, made);
    } catch (thrown) {
      if (isAppError(thrown) && thrown.kind === 'gone') return sendGone(req, res, format, thrown, { catalogue, render, language });
      // a reader in a browser gets the portal, which says it in words; programs get the problem
      if (isAppError(thrown) && thrown.code === 'unknown-dataset' && format === 'html') {
        res.setHeader('vary', 'Accept, Accept-Language');
        res.status(404).type('html').send(render({ lang: language, title: '404', text: ['404', thrown.detail] }));
        return;
      }
      throw thrown;
    }
  },
});
