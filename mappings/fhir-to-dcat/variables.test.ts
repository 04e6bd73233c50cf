import { describe, expect, it } from 'vitest';
import { buildNode } from '../dcat-builder/node-builder.ts';
import { addVariables } from './variables.ts';

const base64 = (value: unknown): string => btoa(String.fromCharCode(...new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value))));
const statements = (data: string): string[] => {
  const { node, quads } = buildNode('http://e/d');
  addVariables(node, { contentType: 'application/csvm+json', data, title: 'Main' }, 'fi');
  return quads.map((quad) => `${quad.predicate.value.split(/[#/]/).at(-1)} ${quad.object.value}${'language' in quad.object && quad.object.language !== '' ? `@${quad.object.language}` : ''}`);
};

describe('variables of a Library', () => {
  it('reads tables and columns with their texts in all languages', () => {
    const found = statements(base64({ tables: [{ url: 'a.csv', tableSchema: { columns: [{ name: 'ikä', titles: { fi: ['Ikä'], en: 'Age' }, datatype: { base: 'integer' } }] } }] }));
    expect(found).toEqual(expect.arrayContaining(['title Main@fi', 'title a.csv', 'name ikä', 'datatype integer', 'title Ikä@fi', 'title Age@en', 'description Age@en', 'number 1']));
  });
  it.each([['no base64', '§§§'], ['no JSON', base64('{')], ['a list', base64([1])]])('takes nothing from %s', (_what, data) => {
    expect(statements(data)).toEqual([]);
  });
});
