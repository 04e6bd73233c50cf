import type { JsonLdContextDocument } from './context-document.ts';
import { activityStreamsContext } from './activity-streams.ts';
import { csvwContext } from './csvw.ts';
import { dcatApContext } from './dcat-ap.ts';
import { schemaOrgContext } from './schema-org.ts';

/** The only remote contexts this node answers for: own copies, served from memory, never fetched (catalogue.md §6.7). */
const shipped: ReadonlyMap<string, JsonLdContextDocument> = new Map([
  ['https://semiceu.github.io/DCAT-AP/releases/3.0.1/context/dcat-ap.jsonld', dcatApContext],
  ['https://semiceu.github.io/DCAT-AP/releases/3.0.0/context/dcat-ap.jsonld', dcatApContext],
  ['https://schema.org', schemaOrgContext],
  ['https://schema.org/', schemaOrgContext],
  ['http://schema.org', schemaOrgContext],
  ['http://schema.org/', schemaOrgContext],
  ['https://schema.org/docs/jsonldcontext.jsonld', schemaOrgContext],
  ['https://www.w3.org/ns/activitystreams', activityStreamsContext],
  ['https://www.w3.org/ns/activitystreams.jsonld', activityStreamsContext],
  ['http://www.w3.org/ns/csvw', csvwContext],
  ['https://www.w3.org/ns/csvw', csvwContext],
  ['https://www.w3.org/ns/csvw.jsonld', csvwContext],
]);

export const shippedContext = (url: string): JsonLdContextDocument | undefined => shipped.get(url);
export const shippedContextUrls = (): string[] => [...shipped.keys()];
