/** Ranges of the search: the names of their two ends in the address, and what is typed into them. */
export type Range = { readonly key: string; readonly from: string; readonly to: string; readonly kind: 'number' | 'year' | 'date' };

const numbers = (key: string): Range => ({ key, from: `${key}Min`, to: `${key}Max`, kind: 'number' });

export const ranges: readonly Range[] = [
  numbers('individuals'), numbers('records'), numbers('age'),
  { key: 'period', from: 'periodFrom', to: 'periodTo', kind: 'year' }, { key: 'modified', from: 'modifiedFrom', to: 'modifiedTo', kind: 'date' },
  numbers('spatialResolution'), numbers('temporalResolution'),
];

/** The range and its end that a parameter of the address stands for. */
export const rangeEnd = (parameter: string): { readonly range: Range; readonly end: 'from' | 'to' } | undefined => {
  const range = ranges.find((one) => one.from === parameter || one.to === parameter);
  return range === undefined ? undefined : { range, end: range.from === parameter ? 'from' : 'to' };
};
