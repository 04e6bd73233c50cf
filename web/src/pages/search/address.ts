import type { Range } from './ranges.ts';

/** The state of a search is its address: `q`, `sort`, `page`, and one or more values per facet key. Everything here is pure. */
const notFilters = new Set(['q', 'sort', 'page', 'perPage', 'lang']);

export const filterEntries = (address: URLSearchParams): { key: string; value: string }[] =>
  [...address.entries()].filter(([key]) => !notFilters.has(key)).map(([key, value]) => ({ key, value }));

const changed = (address: URLSearchParams, change: (next: URLSearchParams) => void): URLSearchParams => {
  const next = new URLSearchParams(address);
  change(next);
  next.delete('page'); // a different question starts at its first page
  return next;
};

export const toggleFilter = (address: URLSearchParams, key: string, value: string): URLSearchParams =>
  changed(address, (next) => (next.getAll(key).includes(value) ? next.delete(key, value) : next.append(key, value)));

export const setParameter = (address: URLSearchParams, key: string, value: string): URLSearchParams =>
  changed(address, (next) => (value === '' ? next.delete(key) : next.set(key, value)));

/** Both ends of a range and whether records that do not say are wanted, too; an empty end is open, and without any end there is no range. */
export const setRange = (address: URLSearchParams, range: Range, { from, to, orUnknown }: { from: string; to: string; orUnknown: boolean }): URLSearchParams =>
  changed(address, (next) => {
    for (const [name, value] of [[range.from, from], [range.to, to]] as const) {
      next.delete(name);
      if (value !== '') next.set(name, value);
    }
    next.delete('orUnknown', range.key);
    if (orUnknown && (from !== '' || to !== '')) next.append('orUnknown', range.key);
  });

export const withoutFilters = (address: URLSearchParams): URLSearchParams =>
  changed(address, (next) => filterEntries(next).forEach(({ key }) => next.delete(key)));

export const pageAddress = (address: URLSearchParams, page: number): URLSearchParams => {
  const next = new URLSearchParams(address);
  if (page <= 1) next.delete('page');
  else next.set('page', String(page));
  return next;
};

/** What is asked of the server: the address and the reader's language. */
export const searchQuestion = (address: URLSearchParams, language: string): URLSearchParams => {
  const question = new URLSearchParams(address);
  question.set('lang', language);
  return question;
};
