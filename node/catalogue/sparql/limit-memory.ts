// Imported before the store: its memory is that of a WebAssembly module, which a thread's resource limits do not cover. The module is given a maximum here.
import { isMainThread } from 'node:worker_threads';

const memorySection = 5;
// 2 GiB in pages of 64 KiB
const maxPages = 32_768;

/** A number as WebAssembly writes it: seven bits a byte, the lowest first. */
const readNumber = (bytes: Uint8Array, at: number): { value: number; next: number } => {
  let value = 0;
  for (let next = at, shift = 0; ; shift += 7) {
    const byte = bytes[next++] ?? 0;
    value += (byte & 127) * 2 ** shift;
    if (byte < 128) return { value, next };
  }
};
const writeNumber = (value: number): number[] => (value < 128 ? [value] : [(value % 128) + 128, ...writeNumber(Math.floor(value / 128))]);

/** The module with a maximum of memory. @throws Error when it states no memory of its own, so that a changed library is noticed */
export const withMaximum = (module: Uint8Array, pages: number): Uint8Array<ArrayBuffer> => {
  for (let at = 8; at < module.length; ) {
    const size = readNumber(module, at + 1);
    if (module[at] === memorySection) {
      const initial = readNumber(module, size.next + 2).value;
      const content = [1, 1, ...writeNumber(initial), ...writeNumber(pages)];
      return new Uint8Array(Buffer.concat([module.subarray(0, at), Buffer.from([memorySection, ...writeNumber(content.length), ...content]), module.subarray(size.next + size.value)]));
    }
    at = size.next + size.value;
  }
  throw new Error('The module of the query store states no memory.');
};

type ModuleClass = new (bytes: Uint8Array) => object;
const { WebAssembly } = globalThis as unknown as { WebAssembly: { Module: ModuleClass; readonly RuntimeError: new () => Error } };

/** What the store throws when its memory does not suffice. */
export const isExhausted = (thrown: unknown): boolean => thrown instanceof WebAssembly.RuntimeError;

// in the thread of queries only
if (!isMainThread) {
  const Unlimited = WebAssembly.Module;
  WebAssembly.Module = class extends Unlimited {
    constructor(bytes: Uint8Array) {
      super(withMaximum(bytes, maxPages));
    }
  };
}
