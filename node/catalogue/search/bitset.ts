/** Sets of positions as 32-bit words. All operations are on whole words: the unit of cost is positions ÷ 32. */
export type Bits = Uint32Array;

export const bitsFor = (size: number): Bits => new Uint32Array((size + 31) >>> 5);
export const has = (bits: Bits, at: number): boolean => ((bits[at >>> 5] ?? 0) & (1 << (at & 31))) !== 0;
export const set = (bits: Bits, at: number): void => {
  bits[at >>> 5]! |= 1 << (at & 31);
};
export const clear = (bits: Bits, at: number): void => {
  bits[at >>> 5]! &= ~(1 << (at & 31));
};

/** The same set with room for more positions. */
export const grown = (bits: Bits, size: number): Bits => {
  const words = (size + 31) >>> 5;
  if (bits.length >= words) return bits;
  const wider = new Uint32Array(Math.max(words, Math.ceil(bits.length * 1.5)));
  wider.set(bits);
  return wider;
};

const ones = (word: number): number => {
  let v = word - ((word >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return (((v + (v >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
};

export const count = (bits: Bits): number => {
  let sum = 0;
  for (let i = 0; i < bits.length; i += 1) sum += ones(bits[i]!);
  return sum;
};

export const isEmpty = (bits: Bits): boolean => {
  for (let i = 0; i < bits.length; i += 1) if (bits[i] !== 0) return false;
  return true;
};

/** Size of the intersection, without making it. */
export const countBoth = (left: Bits, right: Bits): number => {
  const words = Math.min(left.length, right.length);
  let sum = 0;
  for (let i = 0; i < words; i += 1) {
    const word = left[i]! & right[i]!;
    if (word !== 0) sum += ones(word);
  }
  return sum;
};

export const and = (target: Bits, other: Bits): Bits => {
  const words = Math.min(target.length, other.length);
  for (let i = 0; i < words; i += 1) target[i]! &= other[i]!;
  if (words < target.length) target.fill(0, words);
  return target;
};
export const or = (target: Bits, other: Bits): Bits => {
  const words = Math.min(target.length, other.length);
  for (let i = 0; i < words; i += 1) target[i]! |= other[i]!;
  return target;
};
export const andNot = (target: Bits, other: Bits): Bits => {
  const words = Math.min(target.length, other.length);
  for (let i = 0; i < words; i += 1) target[i]! &= ~other[i]!;
  return target;
};

/** Calls `visit` with every position, ascending. */
export const each = (bits: Bits, visit: (at: number) => void): void => {
  for (let i = 0; i < bits.length; i += 1) {
    let word = bits[i]!;
    while (word !== 0) {
      const low = word & -word;
      visit((i << 5) + 31 - Math.clz32(low));
      word ^= low;
    }
  }
};
