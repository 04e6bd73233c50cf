import { adms } from './adms.ts';
import { as } from './as.ts';
import { csvw } from './csvw.ts';
import { cv } from './cv.ts';
import { dcat } from './dcat.ts';
import { dcatap } from './dcatap.ts';
import { dct } from './dct.ts';
import { dpv } from './dpv.ts';
import { dqv } from './dqv.ts';
import { eli } from './eli.ts';
import { fdpo } from './fdpo.ts';
import { foaf } from './foaf.ts';
import { geodcatap } from './geodcatap.ts';
import { healthdcatap } from './healthdcatap.ts';
import { hydra } from './hydra.ts';
import { ldes } from './ldes.ts';
import { ldp } from './ldp.ts';
import { locn } from './locn.ts';
import { oa } from './oa.ts';
import { odrl } from './odrl.ts';
import { owl } from './owl.ts';
import { prov } from './prov.ts';
import { rdf } from './rdf.ts';
import { rdfs } from './rdfs.ts';
import { schema } from './schema.ts';
import { sh } from './sh.ts';
import { skos } from './skos.ts';
import { spdx } from './spdx.ts';
import { time } from './time.ts';
import { tree } from './tree.ts';
import { vcard } from './vcard.ts';
import { xsd } from './xsd.ts';

/** Prefix → namespace, as catalogue.md §1.1 names them. Serialisers write these; findings speak in them. */
export const prefixes: Readonly<Record<string, string>> = {
  rdf: rdf.$iri, rdfs: rdfs.$iri, owl: owl.$iri, xsd: xsd.$iri, dct: dct.$iri, dcat: dcat.$iri, dcatap: dcatap.$iri, geodcatap: geodcatap.$iri,
  healthdcatap: healthdcatap.$iri, cv: cv.$iri, foaf: foaf.$iri, vcard: vcard.$iri, adms: adms.$iri, csvw: csvw.$iri, dpv: dpv.$iri,
  'dpv-pd': 'https://w3id.org/dpv/dpv-pd#', dqv: dqv.$iri, oa: oa.$iri, eli: eli.$iri, locn: locn.$iri, prov: prov.$iri, skos: skos.$iri, spdx: spdx.$iri,
  time: time.$iri, odrl: odrl.$iri, hydra: hydra.$iri, ldp: ldp.$iri, 'fdp-o': fdpo.$iri, ldes: ldes.$iri, tree: tree.$iri, as: as.$iri, sh: sh.$iri,
  schema: schema.$iri,
};

/** What descriptions are written with: the catalogue's own namespaces, nothing of feeds or shapes. */
export const descriptionPrefixes: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(prefixes).filter(([name]) => !['owl', 'hydra', 'ldp', 'fdp-o', 'ldes', 'tree', 'as', 'sh', 'schema'].includes(name)),
);

const byLength = Object.entries(prefixes).sort((left, right) => right[1].length - left[1].length);

/** `dct:title` for the whole IRI; the IRI itself when no prefix fits or what follows is no plain name. */
export const curieOf = (iri: string): string => {
  for (const [prefix, start] of byLength) {
    if (iri.startsWith(start) && /^[A-Za-z_][\w.-]*$/.test(iri.slice(start.length))) return `${prefix}:${iri.slice(start.length)}`;
  }
  return iri;
};

/** The whole IRI of a CURIE with a known prefix; anything else comes back unchanged. */
export const iriOfCurie = (curie: string): string => {
  const at = curie.indexOf(':');
  const start = prefixes[curie.slice(0, at)];
  return at < 1 || start === undefined || curie.startsWith('//', at + 1) ? curie : start + curie.slice(at + 1);
};
