import type { Attachment, Library } from 'fhir/r4.d.ts';
import { adms } from '../../core/vocabulary/adms.ts';
import { ianaMediaTypes } from '../../core/vocabulary/authority.ts';
import { dcat } from '../../core/vocabulary/dcat.ts';
import { dcatap } from '../../core/vocabulary/dcatap.ts';
import { dct } from '../../core/vocabulary/dct.ts';
import { eli } from '../../core/vocabulary/eli.ts';
import { healthdcatap } from '../../core/vocabulary/healthdcatap.ts';
import { rdfs } from '../../core/vocabulary/rdfs.ts';
import { skos } from '../../core/vocabulary/skos.ts';
import { xsd } from '../../core/vocabulary/xsd.ts';
import type { NodeBuilder } from '../dcat-builder/node-builder.ts';
import { dated } from '../dcat-builder/node-builder.ts';
import { absoluteIri } from '../dcat-builder/values.ts';
import { translationsOf, valuesOf } from './extension.ts';
import { addVariables } from './variables.ts';

const properties: Readonly<Record<string, string>> = { distribution: dcat.distribution, sample: adms.sample, analytics: healthdcatap.analytics };

const addRights = (node: NodeBuilder, attachment: Attachment, language: string | undefined): void => {
  for (const rights of valuesOf(attachment, 'rights')) {
    if (absoluteIri(rights) !== undefined) node.link(dct.rights, rights, dct.RightsStatement);
    else node.node(dct.rights, dct.RightsStatement).text(rdfs.label, rights, language);
  }
};

/** content[] with its EXT content-kind; without one a link is a distribution. `variables` with their CSVW data become the dictionary; `source` is this project's own rendering. */
export const addContent = (node: NodeBuilder, library: Library): void => {
  for (const attachment of library.content ?? []) {
    const kind = valuesOf(attachment, 'content-kind')[0] ?? 'distribution';
    if (kind === 'variables') addVariables(node, attachment, library.language);
    const property = properties[kind];
    if (property === undefined || attachment.url === undefined) continue;
    const built = node.node(property, dcat.Distribution, valuesOf(attachment, 'iri')[0]);
    built.link(dcat.accessURL, attachment.url).text(dct.title, attachment.title, library.language);
    for (const [language, text] of translationsOf((attachment as { _title?: object })._title)) built.text(dct.title, text, language);
    if (attachment.contentType !== undefined) built.link(dcat.mediaType, ianaMediaTypes + attachment.contentType, dct.MediaType);
    dated(built, dct.issued, attachment.creation);
    built.link(dct.language, attachment.language, dct.LinguisticSystem).typed(dcat.byteSize, attachment.size ?? valuesOf(attachment, 'byte-size')[0], xsd.nonNegativeInteger);
    for (const law of valuesOf(attachment, 'legislation').concat(valuesOf(attachment, 'applicable-legislation'))) built.link(dcatap.applicableLegislation, law, eli.LegalResource);
    for (const url of valuesOf(attachment, 'download-url')) built.link(dcat.downloadURL, url);
    for (const format of valuesOf(attachment, 'format')) built.link(dct.format, format, dct.MediaTypeOrExtent);
    for (const licence of valuesOf(attachment, 'licence')) built.link(dct.license, licence, dct.LicenseDocument);
    for (const text of valuesOf(attachment, 'description')) built.text(dct.description, text, library.language);
    for (const availability of valuesOf(attachment, 'availability')) built.link(dcatap.availability, availability, skos.Concept);
    for (const status of valuesOf(attachment, 'status')) built.link(adms.status, status, skos.Concept);
    for (const modified of valuesOf(attachment, 'modified')) dated(built, dct.modified, modified);
    addRights(built, attachment, library.language);
  }
};
