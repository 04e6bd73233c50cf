import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import de from './de/index.ts';
import en from './en/index.ts';
import fr from './fr/index.ts';

type Tree = { [key: string]: string | Tree };
const leaves = (tree: Tree, path = ''): string[] => Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? [`${path}${key}`] : leaves(value, `${path}${key}.`)));
const textAt = (tree: Tree, key: string): string | Tree | undefined => key.split('.').reduce<string | Tree | undefined>((at, part) => (typeof at === 'object' ? at[part] : undefined), tree);
const values = (text: string): string[] => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').sort();

const resources = { en, fr, de } as unknown as Record<string, Tree>;
const english = leaves(resources['en'] ?? {});

const sources = import.meta.glob<string>('../**/*.tsx', { query: '?raw', import: 'default', eager: true });
const scripts = import.meta.glob<string>(['../**/*.ts', '!../**/*.test.ts', '!../i18n/**'], { query: '?raw', import: 'default', eager: true });

const walk = (node: ts.Node, visit: (node: ts.Node) => void): void => {
  visit(node);
  node.forEachChild((child) => walk(child, visit));
};
const parse = (path: string, text: string): ts.SourceFile => ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);

/** Literal keys, and the fixed beginnings of built ones, of every call of `t(…)`. */
const usedKeys = (path: string, text: string): { key: string; open: boolean }[] => {
  const found: { key: string; open: boolean }[] = [];
  const add = (argument: ts.Expression): void => {
    if (ts.isStringLiteral(argument)) found.push({ key: argument.text, open: false });
    if (ts.isTemplateExpression(argument)) found.push({ key: argument.head.text.replace(/\.[^.]*$/, ''), open: true });
    if (ts.isConditionalExpression(argument)) [argument.whenTrue, argument.whenFalse].forEach(add);
  };
  walk(parse(path, text), (node) => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 't' && node.arguments[0] !== undefined) add(node.arguments[0]);
  });
  return found;
};

const isKnown = ({ key, open }: { key: string; open: boolean }): boolean => {
  if (open) return key === '' || typeof textAt(resources['en'] ?? {}, key) === 'object';
  return typeof textAt(resources['en'] ?? {}, key) === 'string' || english.includes(`${key}_other`);
};

const wordAttributes = new Set(['label', 'title', 'description', 'placeholder', 'alt', 'aria-label', 'caption', 'header', 'lead', 'trigger', 'confirm', 'closeButton']);
const hasWords = (text: string): boolean => /\p{L}{2,}/u.test(text);

/** Words written into a page instead of the resources. */
const literals = (path: string, text: string): string[] => {
  const found: string[] = [];
  walk(parse(path, text), (node) => {
    if (ts.isJsxText(node) && hasWords(node.text)) found.push(node.text.trim());
    if (ts.isJsxAttribute(node) && wordAttributes.has(node.name.getText()) && node.initializer !== undefined && ts.isStringLiteral(node.initializer) && hasWords(node.initializer.text)) found.push(node.initializer.text);
  });
  return found;
};

describe('texts of the portal', () => {
  it.each(['fr', 'de'])('%s has the keys of English, no more and no less', (language) => {
    expect(leaves(resources[language] ?? {}).sort()).toEqual([...english].sort());
  });

  it.each(['fr', 'de'])('%s puts the same values into its sentences', (language) => {
    const differing = english.filter((key) => String(values(String(textAt(resources['en'] ?? {}, key)))) !== String(values(String(textAt(resources[language] ?? {}, key)))));
    expect(differing).toEqual([]);
  });

  it.each(['fr', 'de'])('%s is translated, not copied', (language) => {
    const copied = english.filter((key) => {
      const text = String(textAt(resources['en'] ?? {}, key));
      return text.replace(/\{\{\w+\}\}/g, '').length > 25 && text === textAt(resources[language] ?? {}, key);
    });
    expect(copied).toEqual([]);
  });

  it('knows every key a page asks for', () => {
    const unknown = Object.entries({ ...sources, ...scripts }).flatMap(([path, text]) => usedKeys(path, text).filter((used) => !isKnown(used)).map((used) => `${path}: ${used.key}`));
    expect(unknown).toEqual([]);
  });

  it('no page writes words of its own', () => {
    expect(Object.entries(sources).flatMap(([path, text]) => literals(path, text).map((literal) => `${path}: ${literal}`))).toEqual([]);
  });

  it('never says leg, node, payload, envelope or queue to an applicant', () => {
    const forApplicants = english.filter((key) => /^(home|search|partial|dataset|basket|form|problem|applications|application|headline|legStatus|decisionStatus|nextActor|delivery|attempt|decision|questions|failure|session)\./.test(key));
    expect(forApplicants.filter((key) => /\b(legs?|nodes?|payload|envelope|queues?)\b/i.test(String(textAt(resources['en'] ?? {}, key))))).toEqual([]);
  });
});
