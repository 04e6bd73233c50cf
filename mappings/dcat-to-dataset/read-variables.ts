import type { Variable, VariableTable } from '../../core/catalogue/record.ts';
import { csvw } from '../../core/vocabulary/csvw.ts';
import { dcat } from '../../core/vocabulary/dcat.ts';
import { dct } from '../../core/vocabulary/dct.ts';
import { healthdcatap } from '../../core/vocabulary/healthdcatap.ts';
import type { Graph } from '../rdf/graph.ts';
import { iri, langText, literal, nodes, number, ownIri, present, some, texts } from './read.ts';

const readVariable = (graph: Graph, column: string): Variable =>
  present<Variable>({
    iri: ownIri(column),
    number: number(graph, column, csvw.number),
    name: literal(graph, column, csvw.name) ?? '',
    title: langText(graph, column, csvw.title),
    description: langText(graph, column, dct.description),
    datatype: literal(graph, column, csvw.datatype),
    propertyUrl: iri(graph, column, csvw.propertyUrl),
  });

/** By csvw:number where given: repeated properties carry no order of their own (catalogue.md §1.11). */
const inOrder = (variables: Variable[]): Variable[] =>
  variables.some((one) => one.number !== undefined) ? variables.sort((left, right) => (left.number ?? Infinity) - (right.number ?? Infinity)) : variables;

const readTable = (graph: Graph, table: string, group: VariableTable['group']): VariableTable =>
  present<VariableTable>({
    iri: ownIri(table),
    name: literal(graph, table, csvw.name),
    keyword: some(texts(graph, table, dcat.keyword)),
    group,
    title: langText(graph, table, dct.title),
    url: iri(graph, table, csvw.url),
    variables: inOrder(nodes(graph, table, csvw.column).map((column) => readVariable(graph, column))),
  });

/** The data dictionary: every table of every csvw:TableGroup of the dataset. */
export const readVariables = (graph: Graph, dataset: string): VariableTable[] =>
  nodes(graph, dataset, healthdcatap.hasVariables).flatMap((node) => {
    const group = present<NonNullable<VariableTable['group']>>({ iri: ownIri(node), title: langText(graph, node, dct.title) });
    return nodes(graph, node, csvw.table).map((table) => readTable(graph, table, group));
  });
