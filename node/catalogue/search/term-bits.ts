import type { Bits } from './bitset.ts';

/** Per word of a query: in which weight classes a record holds it (a title, b keywords and names, c description, v variables and codes, d the rest). */
export type TermBits = { readonly a: Bits; readonly b: Bits; readonly c: Bits; readonly v: Bits; readonly d: Bits };
