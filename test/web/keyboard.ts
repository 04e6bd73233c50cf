import type { Page } from 'playwright-core';

/** What has the focus, as a person at the keyboard would meet it. */
export type Stop = { tag: string; type: string; id: string; name: string; value: string; checked: boolean; text: string; href: string; group: string };

export const focused = (page: Page): Promise<Stop> =>
  page.evaluate(() => {
    const at = document.activeElement;
    const input = at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement || at instanceof HTMLSelectElement ? at : undefined;
    const label = input?.labels?.[0]?.textContent ?? '';
    return {
      tag: at?.tagName.toLowerCase() ?? '', type: input?.type ?? '', id: at?.id ?? '', name: input?.name ?? '', value: input?.value ?? '', checked: at instanceof HTMLInputElement && at.checked,
      text: (at?.getAttribute('aria-label') ?? (input === undefined ? at?.textContent : label) ?? '').trim(), href: at?.getAttribute('href') ?? '', group: at?.closest('fieldset')?.id ?? '',
    };
  });

const mostStops = 250; // more than any page of ours has: a page without this stop, or a keyboard trap

/** Tabs forward until the focus is on the wanted thing. @throws when it cannot be reached by keyboard */
export const tabTo = async (page: Page, wanted: (stop: Stop) => boolean, what: string): Promise<Stop> => {
  for (let stops = 0; stops < mostStops; stops += 1) {
    await page.keyboard.press('Tab');
    const stop = await focused(page);
    if (wanted(stop)) return stop;
  }
  throw new Error(`The keyboard does not reach ${what} at ${page.url()}`);
};

export const tabToText = (page: Page, text: string | RegExp): Promise<Stop> =>
  tabTo(page, (stop) => (typeof text === 'string' ? stop.text.startsWith(text) : text.test(stop.text)), String(text));

/** Tab, then Enter. */
export const press = async (page: Page, text: string | RegExp): Promise<void> => {
  await tabToText(page, text);
  await page.keyboard.press('Enter');
};
