import n3 from 'n3';
import type { Quad } from 'n3';
import SHACLValidator from 'rdf-validate-shacl';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AccessLevel } from '../../core/catalogue/record.ts';
import { dcat } from '../../core/vocabulary/dcat.ts';
import { dct } from '../../core/vocabulary/dct.ts';
import { foaf } from '../../core/vocabulary/foaf.ts';
import { geodcatap } from '../../core/vocabulary/geodcatap.ts';
import { healthdcatap } from '../../core/vocabulary/healthdcatap.ts';
import { owl } from '../../core/vocabulary/owl.ts';
import { xsd } from '../../core/vocabulary/xsd.ts';
import { splitDescriptions } from '../../mappings/dcat-to-dataset/split.ts';
import { graphOf, keyOf, type Graph } from '../../mappings/rdf/graph.ts';
import { parseRdf } from '../../mappings/rdf/parse.ts';
import { createShapeRunner, type ShapeRunner } from '../../node/catalogue/validate/engine.ts';
import { listGraph } from '../../node/catalogue/validate/list-graph.ts';
import type { ShapeResult } from '../../node/catalogue/validate/shape-result.ts';
import { readShapes, shapeFiles } from '../../node/catalogue/validate/shapes.ts';
import { sharedData, sharedQuads, turtleSamples } from '../support/shared-data.ts';

/* Our shapes against the official ones, on every sample, dataset by dataset: the sets of (node, path, severity) are equal, except where catalogue.md §1.13
   says that ours are deliberately better. Each exception is a rule below that must explain the difference it is used for. */

type Part = 'core' | 'range' | 'lists' | 'recommended';
const parts: readonly Part[] = ['core', 'range', 'lists', 'recommended'];
const levels: readonly AccessLevel[] = ['PUBLIC', 'RESTRICTED', 'NON_PUBLIC'];
const fileOf = { PUBLIC: 'public', RESTRICTED: 'restricted', NON_PUBLIC: 'non-public' } as const;

const officialFiles = (level: AccessLevel): Readonly<Record<Part, readonly string[]>> => ({
  core: ['dcat-ap/3.0.1/shapes.ttl', `healthdcat-ap/r8/${fileOf[level]}-shapes.ttl`],
  range: ['dcat-ap/3.0.1/range.ttl', 'healthdcat-ap/r8/range.reserialised.ttl'],
  lists: ['healthdcat-ap/r8/mdr-vocabularies.reserialised.ttl'],
  recommended: ['dcat-ap/3.0.1/shapes_recommended.ttl', `healthdcat-ap/r8/${fileOf[level]}-shapes_recommended.reserialised.ttl`],
});

const officialShapes = async (files: readonly string[]): Promise<Quad[]> =>
  (await Promise.all(files.map(sharedQuads))).flat().filter((quad) => quad.predicate.value !== owl.imports);

const keyOfResult = (result: ShapeResult): string => `${result.focus} | ${result.path} | ${result.severity}`;
const keys = (results: readonly ShapeResult[]): Set<string> => new Set(results.map(keyOfResult));

/** Where the samples themselves run into a trap: dates without a type. */
const knownDifferences: Readonly<Record<string, readonly string[]>> = {
  'samples/de/zfkd_healthdcat-ap.ttl': ['§1.13 trap 2'], 'samples/fdp/dataset_cbioportal.ttl': ['§1.13 trap 2'],
};

type Difference = { readonly side: 'only ours' | 'only official'; readonly focus: string; readonly path: string };
type Exception = { readonly name: string; readonly explains: (difference: Difference, graph: Graph) => boolean };

const dateTypes: readonly string[] = [xsd.date, xsd.dateTime, xsd.gYear, xsd.gYearMonth];
const isDate = (term: { termType: string; datatype?: { value: string } }): boolean => term.termType === 'Literal' && dateTypes.includes(term.datatype?.value ?? '');
const dated: readonly string[] = [dct.issued, dct.modified, dcat.startDate, dcat.endDate];
const agentsOf: readonly string[] = [healthdcatap.hdab, healthdcatap.hdabCoordinator, geodcatap.custodian, dct.publisher];

const exceptions: readonly Exception[] = [
  {
    name: '§1.13 trap 1: the name of an agent is asked for although the agent is not typed foaf:Agent',
    explains: ({ side, focus, path }, graph) =>
      side === 'only ours' && agentsOf.includes(path) &&
      graph.objects(focus, path).some((agent) => !graph.isA(keyOf(agent), foaf.Agent) && graph.objects(keyOf(agent), foaf.name).filter((name) => name.termType === 'Literal').length === 0),
  },
  {
    name: '§1.13 trap 2: dates are checked where the official files use sh:shape, which no engine runs',
    explains: ({ side, focus, path }, graph) =>
      side === 'only ours' &&
      (dated.includes(path) ? graph.objects(focus, path).some((term) => !isDate(term as never))
        : path === healthdcatap.retentionPeriod && graph.objects(focus, path).some((period) => [dcat.startDate, dcat.endDate].some((end) => graph.objects(keyOf(period), end).some((term) => !isDate(term as never))))),
  },
  {
    name: '§1.13 trap 6: a place of GeoNames is told by its address, because no data state its scheme',
    explains: ({ side, focus, path }, graph) => side === 'only official' && path === dct.spatial && graph.objects(focus, path).some((term) => /^https?:\/\/sws\.geonames\.org/.test(term.value)),
  },
];

const compare = (ours: readonly ShapeResult[], official: readonly ShapeResult[], graph: Graph): { unexplained: string[]; explained: string[] } => {
  const [own, theirs] = [keys(ours), keys(official)];
  const differences = [
    ...ours.filter((result) => !theirs.has(keyOfResult(result))).map((result) => ({ side: 'only ours' as const, ...result })),
    ...official.filter((result) => !own.has(keyOfResult(result))).map((result) => ({ side: 'only official' as const, ...result })),
  ];
  const explained: string[] = [];
  const unexplained: string[] = [];
  for (const difference of differences) {
    const exception = exceptions.find((one) => one.explains(difference, graph));
    if (exception === undefined) unexplained.push(`${difference.side}: ${keyOfResult(difference)}`);
    else explained.push(exception.name);
  }
  return { unexplained, explained };
};

describe.skipIf(!sharedData)('our shapes and the official shapes', () => {
  const lists = listGraph();
  const own = new Map<string, ShapeRunner>();
  const official = new Map<string, ShapeRunner>();

  beforeAll(async () => {
    for (const level of levels) {
      for (const part of parts) {
        own.set(`${level} ${part}`, createShapeRunner(await readShapes(shapeFiles(level)[part]), lists));
        official.set(`${level} ${part}`, createShapeRunner(await officialShapes(officialFiles(level)[part]), lists));
      }
    }
  });

  const bothOn = async (quads: readonly Quad[], level: AccessLevel, part: Part) => ({
    ours: await (own.get(`${level} ${part}`) as ShapeRunner)(quads),
    theirs: await (official.get(`${level} ${part}`) as ShapeRunner)(quads),
  });

  const explainedBy = async (quads: readonly Quad[], level: AccessLevel): Promise<string[]> => {
    const graph = graphOf(quads);
    const names: string[] = [];
    for (const part of parts) {
      const { ours, theirs } = await bothOn(quads, level, part);
      const { unexplained, explained } = compare(ours, theirs, graph);
      expect(unexplained, `${level} ${part}`).toEqual([]);
      names.push(...explained);
    }
    return names;
  };

  for (const sample of turtleSamples) {
    it(`agree on ${sample} as a whole, at every access level`, async () => {
      const quads = await sharedQuads(sample);
      for (const level of levels) {
        expect([...new Set(await explainedBy(quads, level))].map((name) => name.slice(0, 12))).toEqual(knownDifferences[sample] ?? []);
      }
    });
    it(`agree on each dataset of ${sample}`, async () => {
      for (const { quads } of splitDescriptions(await sharedQuads(sample))) await explainedBy(quads, 'NON_PUBLIC');
    });
  }

  it('differ on purpose, and only so, on a description made for the traps', async () => {
    const turtle = `@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> . @prefix h: <http://healthdataportal.eu/ns/health#> . @prefix cv: <http://data.europa.eu/m8g/> .
      <https://x.example/d> a dcat:Dataset ; dct:issued "yesterday" ; dct:spatial <http://sws.geonames.org/660013/> ; h:hdab [ cv:contactPoint [ a cv:ContactPoint ; cv:email "a@b.example" ] ] ;
        h:retentionPeriod [ a dct:PeriodOfTime ; dcat:startDate "some day" ] .`;
    const names = await explainedBy(await parseRdf(Buffer.from(turtle), { mediaType: 'text/turtle', baseIri: 'https://x.example/' }), 'NON_PUBLIC');
    expect(new Set(names)).toEqual(new Set(exceptions.map(({ name }) => name)));
  });

  // data/PROVENANCE.md §4, files as they are, NON_PUBLIC
  const reference = [
    ['healthdcat-ap/r8/examples/example-healthdcat-dataset.ttl', 0, 0, 0, 3], ['samples/de/FDZ-Gesundheit.ttl', 6, 28, 0, 24], ['samples/de/zfkd_healthdcat-ap.ttl', 24, 20, 4, 24],
    ['samples/ckan/dataset_health.ttl', 11, 21, 13, 14], ['samples/ckan/dataset_health_no_blank.ttl', 14, 24, 11, 12], ['samples/ckan/dataset_health_multilingual.ttl', 14, 2, 2, 32],
    ['samples/mvd/mvd-health-catalog-21-datasets.ttl', 519, 1454, 479, 404],
  ] as const;

  for (const [sample, ...counts] of reference) {
    it(`gives the reference counts ${counts.join(', ')} on ${sample}`, async () => {
      const quads = await sharedQuads(sample);
      const found = [];
      for (const part of parts) found.push((await (official.get(`NON_PUBLIC ${part}`) as ShapeRunner)(quads)).length);
      expect(found).toEqual([...counts]);
    });
  }

  it('explains the 467 of the reference: by default the engine stops looking at a node after 51 visits of one shape, we let it look', async () => {
    const quads = await sharedQuads('samples/mvd/mvd-health-catalog-21-datasets.ttl');
    const engine = new SHACLValidator(new n3.Store(await officialShapes(officialFiles('NON_PUBLIC').lists)) as never);
    const report = await engine.validate(new n3.Store([...quads, ...lists]) as never);
    expect(report.results).toHaveLength(467);
  });

  it('gives the same results on our indexed graphs as the engine on a full RDFJS store', async () => {
    const quads = await sharedQuads('samples/ckan/dataset_health.ttl');
    const shapes = await officialShapes(officialFiles('NON_PUBLIC').core);
    const plain = await new SHACLValidator(new n3.Store(shapes) as never).validate(new n3.Store([...quads, ...lists]) as never);
    const indexed = await createShapeRunner(shapes, lists)(quads);
    const count = (values: readonly string[]) => values.slice().sort();
    expect(count(indexed.map(({ focus, component }) => `${focus.replace('_:', '')} ${component}`))).toEqual(
      count(plain.results.map((result) => `${result.focusNode?.value ?? ''} ${(result.sourceConstraintComponent?.value ?? '').split('#').at(-1)?.replace('ConstraintComponent', '') ?? ''}`)),
    );
  });
});
