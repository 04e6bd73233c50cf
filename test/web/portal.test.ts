import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SearchAnswer } from '../../core/api/datasets.ts';
import type { RunningConsortium } from '../support/start-consortium.ts';
import { startConsortium } from '../support/start-consortium.ts';
import { waitFor } from '../support/wait-for.ts';
import { faultsAtAllWidths, openBrowser, openVisitor, settled, signIn, type Visitor } from './browser.ts';
import { fillStep } from './fill-form.ts';
import { press, tabTo, tabToText } from './keyboard.ts';

// One consortium and one browser for the whole portal: starting them is what takes long.
let running: RunningConsortium;
let browser: Browser;
let researcher: Visitor;
let application = '';

const visit = async (visitor: Visitor, address: string): Promise<string[]> => {
  await visitor.page.goto(address);
  await settled(visitor.page);
  return faultsAtAllWidths(visitor.page);
};

beforeAll(async () => {
  running = await startConsortium();
  browser = await openBrowser();
  await waitFor('datasets of all three countries', async () => {
    const answer = (await running.api.call('FR', 'GET', '/api/v1/search?perPage=1')).json() as unknown as SearchAnswer;
    return ['FR', 'FI', 'DE'].every((node) => answer.nodes.some((one) => one.node === node && one.datasets > 0));
  }, { timeoutMs: 60_000 });
  researcher = await openVisitor(browser);
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await running?.stop();
}, 60_000);

describe('pages for everyone', () => {
  it.each(['/', '/search?q=cancer', '/search?q=qqqqqq&node=FI', '/basket', '/validate', '/help', '/accessibility', '/api', '/board', '/desk'])('%s has no fault at any width', async (path) => {
    expect(await visit(researcher, `${running.url('FR')}${path}`)).toEqual([]);
    expect(researcher.complaints).toEqual([]);
  });

  it('shows a dataset with its facts, and says who decides', async () => {
    const answer = (await running.api.call('FR', 'GET', '/api/v1/search?perPage=1&node=DE')).json() as unknown as SearchAnswer;
    expect(await visit(researcher, `${running.url('FR')}/dataset/${answer.results[0]?.id}`)).toEqual([]);
    expect(await researcher.page.getByRole('heading', { level: 1 }).textContent()).toContain(answer.results[0]?.title ?? 'a title');
    expect(await researcher.page.getByRole('heading', { name: 'How to get it' }).count()).toBe(1);
  });

  it('keeps every filter in the address, and the back button undoes it', async () => {
    const { page } = researcher;
    await page.goto(`${running.url('FR')}/search`);
    await settled(page);
    await page.getByRole('checkbox', { name: /^Finland/ }).first().click();
    await page.waitForURL(/node=FI/);
    await page.goBack();
    await page.waitForURL((address) => !address.search.includes('node='));
  });

  it('speaks the three languages', async () => {
    const { page } = researcher;
    await page.goto(running.url('FR'));
    for (const [language, title] of [['fr', 'Trouver des données de santé en Europe'], ['de', 'Gesundheitsdaten in Europa finden'], ['en', 'Find health data across Europe']] as const) {
      await page.locator('.site-header select').first().selectOption(language);
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
      expect(await page.evaluate(() => document.documentElement.lang)).toBe(language);
    }
  });

  it('tells somebody who is not signed in what to do, and others that their role is another', async () => {
    const { page } = researcher;
    await page.goto(`${running.url('FR')}/ops/links`);
    await page.getByRole('main').getByRole('link', { name: 'Sign in' }).waitFor();
  });
});

describe('the journey of an application, by keyboard', { timeout: 240_000 }, () => {
  it('finds datasets of three countries and puts them into the basket', async () => {
    const { page } = researcher;
    for (const country of ['FR', 'FI', 'DE']) {
      await page.goto(running.url('FR'));
      await settled(page);
      await tabTo(page, (stop) => stop.href === `/search?node=${country}`, `the datasets of ${country}`);
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/search\?node=/);
      await settled(page);
      await press(page, 'Add to basket');
      await page.getByRole('button', { name: /^Remove from basket/ }).first().waitFor();
    }
    await press(page, 'Basket (3)');
    await page.getByRole('heading', { name: 'Germany' }).waitFor();
    expect(await faultsAtAllWidths(page)).toEqual([]);
  });

  it('signs in and starts an application from the basket', async () => {
    const { page } = researcher;
    await signIn(page, running.url('FR'), 'researcher', '/basket');
    await page.getByRole('button', { name: 'Start the application' }).waitFor();
    await press(page, 'Start the application');
    await page.waitForURL(/\/apply\/[^/]+\/2/);
    application = new URL(page.url()).pathname.split('/')[2] ?? '';
    expect(application).not.toBe('');
    expect(await faultsAtAllWidths(page)).toEqual([]);
  });

  it('names what is missing, each with a link to its field', async () => {
    const { page } = researcher;
    await page.goto(`${running.url('FR')}/apply/${application}/review`);
    await settled(page);
    await press(page, 'Submit the application');
    await page.locator('.problem-summary:focus').waitFor();
    expect(await faultsAtAllWidths(page)).toEqual([]);
    await tabToText(page, /^Project name/);
    await page.keyboard.press('Enter');
    await page.locator('[id="s2.projectName"]:focus').waitFor();
  });

  it('tells the second tab, and overwrites nothing', async () => {
    const second = await researcher.context.newPage();
    await second.goto(`${running.url('FR')}/apply/${application}/2`);
    await settled(second);
    await second.locator('[id="s2.projectLeader"]').fill('The university');
    await second.waitForFunction(() => document.querySelector('.save-state')?.textContent?.startsWith('Saved'));
    await researcher.page.locator('[id="s2.projectName"]').fill('From the first tab');
    await researcher.page.getByText('changed in another tab').waitFor();
    expect(await faultsAtAllWidths(researcher.page)).toEqual([]);
    await researcher.page.getByRole('button', { name: 'Show the newest version' }).click();
    await researcher.page.waitForFunction(() => (document.getElementById('s2.projectLeader') as HTMLInputElement | null)?.value === 'The university');
    await second.close();
    await researcher.page.bringToFront(); // a page in the background does not ask for news
  });

  it('fills the form, section by section and country by country', async () => {
    const { page } = researcher;
    await page.goto(`${running.url('FR')}/apply/${application}/2`);
    await settled(page);
    while (await fillStep(page));
    await page.getByRole('heading', { name: 'Check and submit' }).waitFor();
    await page.locator('.save-state', { hasText: /^Saved/ }).waitFor();
    await page.locator('.problem-summary').waitFor({ state: 'detached' });
    expect(await faultsAtAllWidths(page)).toEqual([]);
  });

  it('submits, and shows each country when it was delivered, who acts next and by when', async () => {
    const { page } = researcher;
    await press(page, 'Submit the application');
    await page.waitForURL(/\/applications\//);
    for (const country of ['FI', 'DE']) await page.locator(`[data-country="${country}"]`).getByText(/^Delivered on/).waitFor();
    await page.locator('[data-country="FI"]').getByText('The authority in Finland').waitFor();
    expect(await faultsAtAllWidths(page)).toEqual([]);
    expect(await visit(researcher, `${running.url('FR')}/applications`)).toEqual([]);
  });

  it('moves at the desk of Finland to a decision, which the applicant accepts', async () => {
    const handler = await openVisitor(browser);
    await signIn(handler.page, running.url('FI'), 'case-handler-fi');
    await handler.page.waitForURL(/\/desk/);
    await settled(handler.page); // the desk is another part of the program than the page one lands on
    expect(await faultsAtAllWidths(handler.page)).toEqual([]);
    await tabTo(handler.page, (stop) => stop.href.startsWith('/desk/'), 'the leg');
    await handler.page.keyboard.press('Enter');
    await settled(handler.page);
    expect(await faultsAtAllWidths(handler.page)).toEqual([]);
    await press(handler.page, 'Open the case');
    await handler.page.locator('[data-action="complete"]').waitFor();
    await press(handler.page, 'Mark as complete');
    await handler.page.locator('[data-action="propose"]').waitFor();
    await tabTo(handler.page, (stop) => stop.type === 'radio' && stop.name === 'propose-outcome', 'the outcome');
    await handler.page.keyboard.press('Space');
    await tabTo(handler.page, (stop) => stop.tag === 'textarea', 'the justification');
    await handler.page.keyboard.insertText('The purpose is scientific research.');
    await press(handler.page, 'Propose');
    await handler.page.getByRole('heading', { name: 'Proposal', exact: true }).waitFor();
    await handler.context.close();

    const decider = await openVisitor(browser);
    await signIn(decider.page, running.url('FI'), 'decision-maker-fi', `/desk/${application}/FI`);
    await decider.page.locator('[data-action="decide"]').waitFor();
    expect(await faultsAtAllWidths(decider.page)).toEqual([]);
    await press(decider.page, 'Issue the decision');
    await decider.page.getByRole('heading', { name: 'Decision', exact: true }).waitFor();
    expect(decider.complaints).toEqual([]);
    await decider.context.close();

    const { page } = researcher;
    await page.bringToFront(); // a page in the background does not ask for news
    await page.goto(`${running.url('FR')}/applications/${application}`);
    await page.locator('[data-country="FI"]').getByText('Finland grants your application').waitFor();
    expect(await faultsAtAllWidths(page)).toEqual([]);
    await press(page, 'Accept the decision');
    await page.locator('[data-country="FI"]').getByText('Granted and accepted').first().waitFor();
  });

  it('asks before it withdraws; Escape changes nothing', async () => {
    const { page } = researcher;
    await page.bringToFront();
    await page.goto(`${running.url('FR')}/applications/${application}`);
    await settled(page);
    await press(page, 'Withdraw from Germany');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await press(page, 'Withdraw from Germany');
    await page.getByRole('dialog').waitFor();
    await press(page, /^Withdraw$/);
    await page.locator('[data-country="DE"]').getByText('Withdrawn', { exact: true }).first().waitFor();
    expect(researcher.complaints).toEqual([]);
  });
});

describe('what a person keeps', () => {
  it('saves a search, watches a dataset, finds both again and removes them', async () => {
    const { page } = researcher;
    await page.goto(`${running.url('FR')}/search?q=cancer&node=FI`);
    await settled(page);
    await press(page, 'Save this search');
    await page.getByLabel('Name of the search').fill('Cancer in Finland');
    await page.keyboard.press('Enter');
    await page.getByText('Saved. You will find').waitFor();
    await page.locator('.result a').first().click();
    await page.waitForURL(/\/dataset\//);
    await press(page, 'Watch');
    await page.getByRole('button', { name: 'Watch', pressed: true }).waitFor();
    await page.goto(`${running.url('FR')}/saved`);
    await page.getByRole('table', { name: 'Watched datasets' }).waitFor();
    expect(await faultsAtAllWidths(page)).toEqual([]);
    await page.getByRole('link', { name: 'Cancer in Finland' }).click();
    await page.waitForURL((address) => address.searchParams.get('q') === 'cancer' && address.searchParams.get('node') === 'FI');
    await page.goBack();
    await press(page, 'Remove Cancer in Finland');
    await press(page, /^Remove$/);
    await page.getByText('None yet. Search for data').waitFor();
    expect(researcher.complaints).toEqual([]);
  }, 120_000);
});

describe('pages of staff', () => {
  it.each([
    ['operator-fr', 'FR', ['/ops/links', '/ops/dead', '/ops/queues', '/ops/sources', '/ops/directory', '/ops/audit']],
    ['coordinator', 'EU', ['/board', '/ops/directory', '/ops/links']],
    ['data-holder-fr', 'FR', ['/holder']],
  ] as const)('%s finds pages without fault', async (login, node, paths) => {
    const visitor = await openVisitor(browser);
    await signIn(visitor.page, running.url(node), login);
    for (const path of paths) expect({ path, faults: await visit(visitor, `${running.url(node)}${path}`) }).toEqual({ path, faults: [] });
    expect(visitor.complaints).toEqual([]);
    await visitor.context.close();
  }, 120_000);

  it('lets a holder send a description, tells what to mend, keeps a draft, and takes its workbook back', async () => {
    const visitor = await openVisitor(browser);
    const { page } = visitor;
    await signIn(page, running.url('FR'), 'data-holder-fr', '/holder');
    const turtle = '@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> . <https://data.example/new-registry> a dcat:Dataset ; dct:title "A new registry"@en .';
    await page.getByLabel('File').setInputFiles({ name: 'new.ttl', mimeType: 'text/turtle', buffer: Buffer.from(turtle) });
    await press(page, 'Send');
    await page.locator('[role="alert"] .findings li').first().waitFor();
    expect(await faultsAtAllWidths(page)).toEqual([]);
    await page.getByLabel('Then').selectOption('draft');
    await press(page, 'Send');
    await page.getByText('Kept as a draft').waitFor();
    const [workbook] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Excel A new registry' }).click()]);
    await page.getByLabel('File').setInputFiles(await workbook.path().then(async (path) => ({ name: 'new.xlsx', mimeType: '', buffer: await readFile(path) })));
    await page.getByLabel('Replaces').selectOption({ label: 'A new registry' });
    const [stored] = await Promise.all([page.waitForResponse((answer) => answer.request().method() === 'PUT'), press(page, 'Send')]);
    expect(stored.status()).toBe(200);
    // what is to be mended stands on a page of its own, drafts too, with the documents for the label
    await page.getByRole('table', { name: /^Descriptions, the one with most to mend first/ }).getByRole('link', { name: 'A new registry' }).click();
    await page.getByRole('heading', { level: 2, name: 'What to mend' }).waitFor();
    await page.locator('.findings li').first().waitFor();
    expect(await faultsAtAllWidths(page)).toEqual([]);
    await page.getByLabel('Document', { exact: true }).setInputFiles({ name: 'Quality report.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 a report') });
    await press(page, 'Add');
    await page.getByRole('link', { name: 'Quality report.pdf' }).waitFor();
    expect(visitor.complaints).toEqual([]);
    await visitor.context.close();
  }, 120_000);

  it('tests a link step by step and names each step', async () => {
    const visitor = await openVisitor(browser);
    await signIn(visitor.page, running.url('FR'), 'operator-fr', '/ops/links');
    await visitor.page.getByRole('button', { name: 'Test the link FI' }).click();
    await visitor.page.getByText('The link works.').waitFor();
    expect(await visitor.page.locator('.link-test li').count()).toBe(7);
    await visitor.context.close();
  });

  it('shows a run of a source record by record', async () => {
    const visitor = await openVisitor(browser);
    await signIn(visitor.page, running.url('FR'), 'operator-fr', '/ops/sources');
    await visitor.page.getByRole('main').getByRole('table').getByRole('link').first().click();
    await visitor.page.getByRole('button', { name: 'Show what would change' }).click();
    await visitor.page.waitForURL(/run=/);
    await visitor.page.getByRole('table', { name: 'Records of this run' }).waitFor();
    expect(await faultsAtAllWidths(visitor.page)).toEqual([]);
    await visitor.context.close();
  });
});
