import type { NumberColumn } from './row.ts';

/** Ranges of catalogue.md §8: one number, or the stretch between two (ages, period covered) that must overlap what is asked. */
export const rangeDefinitions = {
  individuals: { from: 'individuals', to: 'individuals' }, records: { from: 'records', to: 'records' }, age: { from: 'minAge', to: 'maxAge' }, period: { from: 'start', to: 'end' },
  modified: { from: 'modified', to: 'modified' }, score: { from: 'score', to: 'score' }, spatialResolution: { from: 'resolution', to: 'resolution' }, temporalResolution: { from: 'resolutionDays', to: 'resolutionDays' },
} as const satisfies Readonly<Record<string, { readonly from: NumberColumn; readonly to: NumberColumn }>>;

export type RangeKey = keyof typeof rangeDefinitions;
export const rangeKeys = Object.keys(rangeDefinitions) as readonly RangeKey[];

/** A range that was asked for. A record that does not state the number is not in it, unless `orUnknown`. */
export type RangeFilter = { readonly key: RangeKey; readonly min?: number; readonly max?: number; readonly orUnknown?: true };
