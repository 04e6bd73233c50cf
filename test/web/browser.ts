import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { inject } from 'vitest';
import { demoPassword } from '../demo/users.ts';

/** One browser per test file. Not the package's own arguments: they switch off the same-origin policy. */
export const openBrowser = async (): Promise<Browser> => {
  const found = inject('browser');
  if ('missing' in found) throw new Error(`No browser for the portal tests: ${found.missing}`);
  return chromium.launch({ executablePath: found.path, args: ['--no-sandbox', '--disable-gpu'] });
};

export type Visitor = { readonly context: BrowserContext; readonly page: Page; /** What the page complained about: script errors and refusals of the content policy. */ readonly complaints: string[] };

const isExpected = (text: string): boolean => /status of (401|403|404|409|410|422)/.test(text); // refusals that a page shows as such

export const openVisitor = async (browser: Browser, width = 1280): Promise<Visitor> => {
  const context = await browser.newContext({ viewport: { width, height: 900 }, locale: 'en-GB', reducedMotion: 'reduce' });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !isExpected(message.text())) complaints.push(message.text());
  });
  return { context, page, complaints };
};

/** The way a person signs in: through the provider's own page. */
export const signIn = async (page: Page, base: string, login: string, path = '/?start=1'): Promise<void> => {
  await page.goto(`${base}/login?return=${encodeURIComponent(path)}`);
  await page.locator('input[name="login"]').fill(login);
  await page.locator('input[type="password"]').fill(demoPassword);
  await page.keyboard.press('Enter');
  await page.waitForURL((address) => address.origin === new URL(base).origin);
  await settled(page);
};

/** The page has its heading and nothing is loading any more. */
export const settled = async (page: Page): Promise<void> => {
  await page.locator('h1').first().waitFor();
  await page.waitForFunction(() => document.querySelector('.loading, [aria-busy="true"]') === null);
};

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** How far the page can be moved sideways, and what reaches out of it: undefined is good. */
const sidewaysOf = (page: Page): Promise<string | undefined> =>
  page.evaluate(async () => {
    // a page answers to a new width in its next frame
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const width = document.documentElement.clientWidth;
    const over = document.documentElement.scrollWidth - width;
    if (over <= 0) return undefined;
    const out = [...document.body.querySelectorAll('*')].filter((one) => one.getBoundingClientRect().right > width + 0.5).slice(-3);
    return `scrolls sideways by ${over} px: ${out.map((one) => one.outerHTML.slice(0, 120)).join(' | ')}`;
  });

/** What a page does wrong, in words: axe findings, headings, sideways scrolling. Empty is good. */
export const faultsOf = async (page: Page): Promise<string[]> => {
  // Legacy mode: in the page itself. The other way opens a second page per look, for frames of other origins; there is no frame here.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(tags).options({ resultTypes: ['violations'] }).analyze();
  const found = violations.flatMap((violation) => violation.nodes.map((node) => `${violation.id}: ${node.target.join(' ')} ${node.html.slice(0, 120)}`));
  const { headings, main } = await page.evaluate(() => ({ headings: document.querySelectorAll('h1').length, main: document.querySelectorAll('main').length }));
  const sideways = await sidewaysOf(page);
  return [...found, ...(headings === 1 ? [] : [`${headings} headings of level 1`]), ...(main === 1 ? [] : ['not one main']), ...(sideways === undefined ? [] : [sideways])];
};

/** Faults of one page at desktop, telephone and the narrowest width, as `width: fault`. */
export const faultsAtAllWidths = async (page: Page): Promise<string[]> => {
  const faults: string[] = [];
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    faults.push(...(await faultsOf(page)).map((fault) => `${width}: ${fault}`));
  }
  await page.setViewportSize({ width: 320, height: 900 });
  const sideways = await sidewaysOf(page);
  await page.setViewportSize({ width: 1280, height: 900 });
  return sideways === undefined ? faults : [...faults, `320: ${sideways}`];
};
