/** What of a search is kept: words and filters. Sorting and the page are how one looked at it, not what was asked. */
const view = new Set(['sort', 'page', 'perPage', 'lang']);

/** The address of a search as the query to save: one text, or a list where a filter has several values. */
export const questionOf = (address: URLSearchParams): Record<string, string | string[]> => {
  const question: Record<string, string | string[]> = {};
  for (const key of new Set(address.keys())) {
    if (view.has(key)) continue;
    const values = address.getAll(key).filter((value) => value !== '');
    if (values.length > 0) question[key] = values.length === 1 ? (values[0] ?? '') : values;
  }
  return question;
};

/** The page that shows a saved search again. */
export const addressOf = (query: Readonly<Record<string, unknown>>): string => {
  const address = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (view.has(key)) continue;
    for (const one of Array.isArray(value) ? (value as unknown[]) : [value]) if ((typeof one === 'string' && one !== '') || typeof one === 'number') address.append(key, String(one));
  }
  const text = address.toString();
  return text === '' ? '/search' : `/search?${text}`;
};
