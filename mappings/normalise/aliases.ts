import n3 from 'n3';
import type { Quad } from 'n3';
import { propertiesOf } from '../../core/catalogue/properties.ts';
import { dct } from '../../core/vocabulary/dct.ts';
import { dpv } from '../../core/vocabulary/dpv.ts';
import { dcatap } from '../../core/vocabulary/dcatap.ts';
import { prov } from '../../core/vocabulary/prov.ts';
import { namedNode } from '../rdf/terms.ts';
import { aliasOf, languageOf } from './terms-of-lists.ts';
import { noteChange, type Work } from './work.ts';

/** Only where a controlled value is asked for: the address of LOINC as the meaning of a variable is not a coding system. */
const controlled = new Set<string>([
  ...Object.values(propertiesOf).flat().filter(({ list }) => list !== undefined).map(({ iri }) => iri),
  dct.spatial, dpv.hasPersonalData, dpv.hasLegalBasis, dcatap.applicableLegislation, prov.wasGeneratedBy,
]);

const rewritten = (work: Work, quad: Quad): Quad => {
  const property = quad.predicate.value;
  if (!controlled.has(property)) return quad;
  if (quad.object.termType === 'Literal') {
    const language = property === dct.language ? languageOf(quad.object.value) : undefined;
    return language === undefined ? quad : replace(work, quad, language, 'certain');
  }
  if (quad.object.termType !== 'NamedNode') return quad;
  const alias = aliasOf(quad.object.value);
  if (alias === undefined || (alias.sure === 'source' && work.settings.sourceAliases !== true)) return quad;
  return replace(work, quad, alias.to, alias.sure);
};

const replace = (work: Work, quad: Quad, to: string, sure: 'certain' | 'likely' | 'source'): Quad => {
  noteChange(work, 'alias', quad, quad.object.value, to, sure);
  return n3.DataFactory.quad(quad.subject, quad.predicate, namedNode(to));
};

/** Step 3, second half: older and foreign addresses of controlled values (catalogue.md §2.2). What the old address said about itself stays beside. */
export const rewriteAliases = (work: Work): void => {
  work.quads = work.quads.map((quad) => rewritten(work, quad));
};
