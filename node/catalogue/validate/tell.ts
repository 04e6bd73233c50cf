import type { Finding, FindingSeverity } from '../../../core/catalogue/finding.ts';
import type { AccessLevel } from '../../../core/catalogue/record.ts';
import { themeHealth } from '../../../core/vocabulary/authority.ts';
import { dcat } from '../../../core/vocabulary/dcat.ts';
import { dct } from '../../../core/vocabulary/dct.ts';
import { curieOf } from '../../../core/vocabulary/prefixes.ts';
import { nearestConcepts } from '../../../mappings/vocabularies/nearest.ts';
import { vocabularyNamed, vocabularyOfScheme } from '../../../mappings/vocabularies/index.ts';
import { listOf, modelProperty, shapeParts } from './expectations.ts';
import type { ShapeResult } from './shape-result.ts';

/* From what the engine says to what a person can mend. Findings are made from the constraint component and the nested results, never from the messages of
   shapes (catalogue.md §1.13 trap 5, §7.2). */

export type TellContext = { readonly level: AccessLevel; readonly levelKnown: boolean; readonly routes: ReadonlyMap<string, string>; /** Values of a property, shown. */ readonly valuesAt: (focus: string, property: string) => readonly string[] };

const ruleOf = (shape: string, context: TellContext): string => {
  const names: Readonly<Record<string, string>> = { base: 'AP/R8', level: `R8 ${context.level}`, range: 'range', list: 'vocabulary', should: 'recommended' };
  return names[shapeParts(shape).file] ?? 'own';
};

const shown = (value: string): string => {
  const text = value.startsWith('"') ? value.slice(1, value.lastIndexOf('"')) : value;
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
};

const kindName = (result: ShapeResult): string => modelProperty(result.shape, result.path)?.kind ?? 'node';

/** An IRI of the right table that this node does not know: the table was not complete here (catalogue.md §2.1). */
const isUnknownCode = (list: string | undefined, value: string): boolean => {
  const vocabulary = list === undefined ? undefined : vocabularyNamed(list);
  const start = vocabulary?.scheme.endsWith('personal-data') ? undefined : vocabulary?.scheme;
  return vocabulary !== undefined && !vocabulary.complete && start !== undefined && value.startsWith(`${start}/`);
};

type Told = { readonly code: string; readonly expected: string; readonly severity?: FindingSeverity; readonly suggestions?: readonly string[] };

const tellHasValue = (result: ShapeResult, context: TellContext): Told => {
  if (result.path === dcat.theme) return { code: 'no-heal', expected: themeHealth };
  if (result.path === dct.accessRights) return { code: 'wrong-level', expected: context.levelKnown ? context.level : 'PUBLIC RESTRICTED NON_PUBLIC' };
  return { code: 'missing-value', expected: vocabularyOfScheme('http://publications.europa.eu/resource/authority/data-theme')?.scheme ?? '' };
};

const tellList = (result: ShapeResult): Told => {
  const list = listOf(result.shape, result.path);
  const value = result.value ?? '';
  if (isUnknownCode(list, value)) return { code: 'unknown-code', expected: list ?? '', severity: 'warning' };
  const suggestions = list === undefined ? [] : nearestConcepts(list, shown(value), 3).map((concept) => concept.code);
  return { code: 'not-in-list', expected: list ?? '', ...(suggestions.length === 0 ? {} : { suggestions }) };
};

const tellOr = (result: ShapeResult): Told => {
  const target = shapeParts(result.shape).target;
  return target === 'CatalogContent' ? { code: 'empty-catalogue', expected: 'dcat:dataset' } : { code: 'no-variables', expected: 'healthdcatap:hasVariables' };
};

const tellNode = (result: ShapeResult): Told => {
  const { file } = shapeParts(result.shape);
  if (file === 'list') return tellList(result);
  return file === 'range' || result.path.endsWith('primaryTopic') ? { code: 'wrong-class', expected: 'dcat:Resource' } : { code: 'wrong-datatype', expected: kindName(result) };
};

const tell = (result: ShapeResult, context: TellContext): Told => {
  switch (result.component) {
    case 'MinCount':
      return result.path.includes('|') ? { code: 'no-email-or-page', expected: 'email or page' } : { code: 'missing', expected: kindName(result) };
    case 'MaxCount':
      return { code: 'too-many', expected: '1' };
    case 'NodeKind':
      return { code: 'wrong-kind', expected: kindName(result) };
    case 'Datatype':
      return { code: 'wrong-datatype', expected: kindName(result) };
    case 'Class':
      return { code: 'wrong-class', expected: curieOf(modelProperty(result.shape, result.path)?.range ?? '') };
    case 'HasValue':
      return tellHasValue(result, context);
    case 'Or':
      return tellOr(result);
    case 'Node':
      return tellNode(result);
    default:
      return { code: 'wrong-value', expected: kindName(result) };
  }
};

const joinPath = (route: string, path: string): string => [route, path.split('|').map(curieOf).join('|')].filter((part) => part !== '').join('/');

/** Where the reader looks: the way from the dataset, then the property. Structured data without variables is told at the variables. */
const pathOf = (result: ShapeResult, context: TellContext): string => {
  const route = context.routes.get(result.focus) ?? '';
  if (result.path === '' && result.component === 'Or') return joinPath(route, shapeParts(result.shape).target === 'CatalogContent' ? dcat.dataset : 'healthdcatap:hasVariables');
  return joinPath(route, result.path);
};

/** Too many: all of them, so that one can be chosen; missing: nothing. */
const foundBy = (result: ShapeResult, code: string, context: TellContext): readonly string[] => {
  if (code === 'too-many' || code === 'wrong-level') return context.valuesAt(result.focus, result.path).map(shown);
  return result.value === undefined || code === 'missing' || code === 'no-variables' ? [] : [shown(result.value)];
};

const findingOf = (result: ShapeResult, context: TellContext): Finding => {
  const told = tell(result, context);
  return {
    code: told.code,
    severity: told.severity ?? result.severity,
    rule: ruleOf(result.shape, context),
    focus: result.focus,
    path: pathOf(result, context),
    found: foundBy(result, told.code, context),
    expected: told.expected,
    ...(told.suggestions === undefined ? {} : { suggestions: told.suggestions }),
  };
};

/** A nested shape (sh:node) is told at the inner place: its details are the findings; a shape without details (dates, lists) is told where it stands. */
const unfold = (result: ShapeResult): ShapeResult[] => {
  const own = result.details.filter((detail) => detail.focus !== result.focus && detail.path !== '');
  const isNested = result.component === 'Node' && own.length > 0 && shapeParts(result.shape).file !== 'list';
  if (!isNested) return isInnerList(result) ? result.details.flatMap(unfold) : [result];
  return own.flatMap(unfold);
};

/** The type of a publisher or an activity is checked through them: tell it at the type, not at the publisher. */
const isInnerList = (result: ShapeResult): boolean =>
  result.component === 'Node' && shapeParts(result.shape).file === 'list' && result.details.some((detail) => detail.path === dct.type);

export const findingsOf = (results: readonly ShapeResult[], context: TellContext): Finding[] => results.flatMap(unfold).map((result) => findingOf(result, context));
