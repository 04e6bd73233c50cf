import { as } from '../../../core/vocabulary/as.ts';
import { xsd } from '../../../core/vocabulary/xsd.ts';
import type { JsonLdContextDocument } from './context-document.ts';

/** ActivityStreams 2 as far as DCAT-AP Feeds use it. */
export const activityStreamsContext: JsonLdContextDocument = {
  '@context': {
    '@vocab': '_:',
    as: as.$iri,
    id: '@id',
    type: '@type',
    Create: as.Create,
    Update: as.Update,
    Delete: as.Delete,
    object: { '@id': as.object, '@type': '@id' },
    published: { '@id': as.published, '@type': xsd.dateTime },
  },
};
