import type { Quad } from 'n3';
import { rdf } from '../../../core/vocabulary/rdf.ts';
import { sh } from '../../../core/vocabulary/sh.ts';
import { xsd } from '../../../core/vocabulary/xsd.ts';
import { blankNode, namedNode, nodeOf, quad, typedLiteral } from '../../../mappings/rdf/terms.ts';
import type { FindingSeverity } from '../../../core/catalogue/finding.ts';
import type { ShapeResult } from './shape-result.ts';

const severities: Readonly<Record<FindingSeverity, string>> = { violation: sh.Violation, warning: sh.Warning, info: sh.Info };
const term = (name: string): string => sh.$iri + name;

const pathQuads = (node: ReturnType<typeof blankNode>, path: string): Quad[] => {
  if (path === '' || path.includes('|')) return [];
  if (!path.startsWith('^')) return [quad(node, term('resultPath'), namedNode(path))];
  const inverse = blankNode();
  return [quad(node, term('resultPath'), inverse), quad(inverse, term('inversePath'), namedNode(path.slice(1)))];
};

const resultQuads = (report: ReturnType<typeof blankNode>, result: ShapeResult): Quad[] => {
  const node = blankNode();
  return [
    quad(report, term('result'), node),
    quad(node, rdf.type, namedNode(term('ValidationResult'))),
    quad(node, term('focusNode'), nodeOf(result.focus)),
    quad(node, term('resultSeverity'), namedNode(severities[result.severity])),
    quad(node, term('sourceConstraintComponent'), namedNode(term(`${result.component}ConstraintComponent`))),
    quad(node, term('sourceShape'), nodeOf(/^[a-z]+:/.test(result.shape) ? result.shape : `_:${result.shape}`)),
    ...pathQuads(node, result.path),
    ...(result.value === undefined || result.value.startsWith('"') ? [] : [quad(node, term('value'), nodeOf(result.value))]),
  ];
};

/** The technical report, as sh:ValidationReport: for people who work with shapes; a holder reads findings instead (catalogue.md §7.2). */
export const shaclReport = (results: readonly ShapeResult[], complete = true): Quad[] => {
  const report = blankNode();
  const conforms = complete && !results.some(({ severity }) => severity === 'violation');
  return [
    quad(report, rdf.type, namedNode(term('ValidationReport'))),
    quad(report, term('conforms'), typedLiteral(String(conforms), xsd.boolean)),
    ...results.flatMap((result) => resultQuads(report, result)),
  ];
};
