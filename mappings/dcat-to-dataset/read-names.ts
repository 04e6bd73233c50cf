import type { Agent, DatasetRecord } from '../../core/catalogue/record.ts';
import { dct } from '../../core/vocabulary/dct.ts';
import { foaf } from '../../core/vocabulary/foaf.ts';
import { geodcatap } from '../../core/vocabulary/geodcatap.ts';
import type { Description } from '../rdf/description.ts';
import { graphOf, type Graph } from '../rdf/graph.ts';
import { langText, literals, nodes } from './read.ts';

type NamedAgent = Pick<Agent, 'iri' | 'name'>;
export type DatasetNames = Pick<DatasetRecord, 'iri' | 'title' | 'identifier'> & { readonly custodian?: NamedAgent; readonly publisher?: NamedAgent };

const agentAt = (graph: Graph, dataset: string, property: string): NamedAgent | undefined => {
  const [agent] = nodes(graph, dataset, property);
  return agent === undefined ? undefined : { iri: agent, name: langText(graph, agent, foaf.name) };
};

/** What a description is called and by whom: the part of its record (to-record.ts) by which it is found again, at a tenth of the price. */
export const readNames = ({ iri, quads }: Description): DatasetNames => {
  const graph = graphOf(quads);
  const custodian = agentAt(graph, iri, geodcatap.custodian);
  const publisher = agentAt(graph, iri, dct.publisher);
  return { iri, title: langText(graph, iri, dct.title), identifier: literals(graph, iri, dct.identifier), ...(custodian === undefined ? {} : { custodian }), ...(publisher === undefined ? {} : { publisher }) };
};
