import { expect, it } from 'vitest';
import { withMaximum } from './limit-memory.ts';

type Memory = { grow(pages: number): number };
const { WebAssembly } = globalThis as unknown as { WebAssembly: { Module: new (bytes: Uint8Array) => object; Instance: new (module: object) => { exports: { m: Memory } } } };

// one memory of one page, exported as "m"
const module = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 5, 3, 1, 0, 1, 7, 5, 1, 1, 0x6d, 2, 0]);

it('gives a module a maximum of memory', () => {
  const grow = (bytes: Uint8Array, pages: number): number => new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports.m.grow(pages);
  expect(grow(module, 400)).toBe(1);
  expect(grow(withMaximum(module, 300), 299)).toBe(1);
  expect(() => grow(withMaximum(module, 300), 300)).toThrow();
  expect(() => withMaximum(module.subarray(0, 8), 300)).toThrow('states no memory');
});
