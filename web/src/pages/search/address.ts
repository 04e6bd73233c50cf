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
