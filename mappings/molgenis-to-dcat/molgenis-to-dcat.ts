import { dcat } from '../../core/vocabulary/dcat.ts';
import { dct } from '../../core/vocabulary/dct.ts';
import { healthdcatap } from '../../core/vocabulary/healthdcatap.ts';
import type { Mapped, RecordProblem } from '../dcat-builder/mapped.ts';
import { mappingWarning } from '../dcat-builder/mapped.ts';
import type { NodeBuilder } from '../dcat-builder/node-builder.ts';
import { buildNode, dated } from '../dcat-builder/node-builder.ts';
import { addVariables } from '../dcat-builder/variables.ts';
import type { Note } from './collection.ts';
import { addAccess, addClassification, addGeneral, addPopulation, addProvenance } from './collection.ts';
import { addPeople, directoryOf } from './people.ts';
import type { Row, Tables } from './tables.ts';
import { cellValues } from './tables.ts';
import { dictionaries, unknownFormats } from './variables.ts';

export type MolgenisOptions = {
  /** Address of the catalogue without trailing slash: collections are `{site}/collections/{id}`. */
  readonly site: string;
};

const byResource = (tables: Tables, name: string): ReadonlyMap<string, readonly Row[]> => Map.groupBy(tables.get(name) ?? [], (row) => row['resource'] ?? '');

/** Subpopulations tell of the population, collection events of periods. */
const addParts = (node: NodeBuilder, subpopulations: readonly Row[], events: readonly Row[]): void => {
  for (const part of subpopulations) {
    const told = [part['name'], part['description'], part['inclusion criteria']].filter((text) => text !== undefined).join(': ');
    node.text(healthdcatap.populationCoverage, told);
  }
  for (const event of events) {
    if (event['start date'] === undefined && event['end date'] === undefined) continue;
    const period = node.node(dct.temporal, dct.PeriodOfTime);
    dated(period, dcat.startDate, event['start date']);
    dated(period, dcat.endDate, event['end date']);
  }
};

const iriOf = (site: string, id: string): string => `${site}/collections/${encodeURIComponent(id)}`;

/** Every collection of a MOLGENIS catalogue export as a dataset. Variables of resources that are no collection (networks, common data
 *  models) have no dataset to hang on: they are reported, once per resource.
 *  @see catalogue.md §3.6; molgenis/molgenis-emx2 data/_models/shared for the meaning of the columns */
export const molgenisToDcat = (tables: Tables, options: MolgenisOptions): Mapped => {
  const problems: RecordProblem[] = [];
  const collections = tables.get('Collections');
  if (collections === undefined) return { descriptions: [], problems: [{ code: 'not-a-dataset', severity: 'refused', record: 'Collections', detail: 'The export has no table Collections: nothing in it is a dataset.' }] };
  const directory = directoryOf(tables);
  const variables = dictionaries(tables);
  const unknown = unknownFormats(tables);
  const subpopulations = byResource(tables, 'Subpopulations');
  const events = byResource(tables, 'Collection_events');
  const ids = new Set(collections.map((row) => row['id']));

  const describe = (row: Row): Mapped['descriptions'] => {
    const id = row['id'];
    if (id === undefined) {
      problems.push({ code: 'no-identifier', severity: 'refused', record: row['name'] ?? 'Collections row', detail: 'The row has no id.' });
      return [];
    }
    const iri = iriOf(options.site, id);
    const note: Note = (column, value, why) => problems.push(mappingWarning(iri, `Collections.${column}`, value, `Collections.${column}: ${why}`));
    const { node, quads } = buildNode(iri);
    node.type(dcat.Dataset);
    addGeneral(node, row);
    addClassification(node, row, note);
    addPopulation(node, row, note);
    addProvenance(node, row);
    addAccess(node, row);
    for (const { field, value } of addPeople(node, row, directory)) note(field, value, 'names nobody in the export and was left out');
    for (const linked of cellValues(row['linked resources.linked resource'])) if (ids.has(linked)) node.link(dct.relation, iriOf(options.site, linked));
    addParts(node, subpopulations.get(id) ?? [], events.get(id) ?? []);
    addVariables(node, [[undefined, row['name'] ?? id]], variables.get(id) ?? []);
    const odd = unknown.get(id);
    if (odd !== undefined) problems.push(mappingWarning(iri, 'Variables.format', '', `Variables.format is empty or unknown for ${odd} variables of ${id}: they are taken as text.`));
    return [{ iri, quads }];
  };

  const descriptions = collections.flatMap(describe);
  for (const [resource, inputs] of variables) {
    if (ids.has(resource)) continue;
    const count = inputs.reduce((sum, table) => sum + table.variables.length, 0);
    problems.push({ code: 'mapping-failed', severity: 'warning', record: resource, field: 'Variables.resource', value: resource, detail: `${count} variables belong to "${resource}", which is no collection (a network or a common data model): they are not shown with any dataset.` });
  }
  return { descriptions, problems };
};
