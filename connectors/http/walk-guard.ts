import { createHash } from 'node:crypto';

/** Why a walk ends early. */
export type WalkEnd = { readonly code: 'loop' | 'other-origin'; readonly detail: string };

/** Loop guard of a paged walk (catalogue.md §6.7): a next link already visited, on another origin, or a page whose set of records was seen before. */
export const createWalkGuard = (start: string) => {
  const { origin } = new URL(start);
  const visited = new Set<string>([new URL(start).href]);
  const pages = new Set<string>();
  return {
    /** @returns the whole address of the next page, or why the walk ends */
    next: (link: string, from: string): string | WalkEnd => {
      if (!URL.canParse(link, from)) return { code: 'loop', detail: `the next page "${link.slice(0, 200)}" is no address: the walk stopped there` };
      const url = new URL(link, from);
      if (url.origin !== origin) return { code: 'other-origin', detail: `the next page is on ${url.origin}, the source on ${origin}: the walk stopped there` };
      if (visited.has(url.href)) return { code: 'loop', detail: `the page ${url.href} was read already: the walk stopped there` };
      visited.add(url.href);
      return url.href;
    },
    /** @param records what the page holds, as the source names it */
    page: (records: readonly string[]): WalkEnd | undefined => {
      if (records.length === 0) return undefined;
      const mark = createHash('sha256').update([...records].sort().join('\n')).digest('base64');
      if (pages.has(mark)) return { code: 'loop', detail: 'a page repeats the records of an earlier page: the walk stopped there' };
      pages.add(mark);
      return undefined;
    },
  };
};
export type WalkGuard = ReturnType<typeof createWalkGuard>;
