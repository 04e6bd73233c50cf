import type { Page } from 'playwright-core';
import { focused, tabTo, type Stop } from './keyboard.ts';

/** Answers of a university that asks for anonymised data for research; every other question gets something plausible of its type. */
const choices: Readonly<Record<string, readonly string[]>> = {
  's2.purposeForWhichDataWillBeUsed': ['e'],
  's3.applyingForDataOnBehalfOfPublicSector': ['b'],
  's5.formatOfTheElectronicHealthData': ['a'],
  's6.extractionMethod': ['b'],
  's8.willTheDataBeTransferred': ['b'],
  's8.legalBasisForProcessingPersonalData': ['5'],
};
const untouched = /theNatureOfTheProjectDoesNotLetYou/;
const country = /\.[A-Z]{2}$/;
const linkIdOf = (id: string): string => id.replace(country, '');

// day and month alike: the order in which a date is typed depends on the machine
const dates: Readonly<Record<string, string>> = {
  's6.timePeriodOfDataExtraction.from': '01012015', 's6.timePeriodOfDataExtraction.to': '12122022',
  's8.estimatedStartDatesForDataProcessing': '01012031', 's8.estimatedEndDatesForDataProcessing': '12122033',
};

const words = (stop: Stop): string => {
  if (stop.type === 'email') return 'office@university.example';
  if (/size/i.test(stop.id)) return '1200';
  return `Long-term outcomes after stroke: ${linkIdOf(stop.id)}`;
};

const answerRadio = async (page: Page, stop: Stop): Promise<void> => {
  const wanted = choices[linkIdOf(stop.name)]?.[0];
  if (wanted === undefined || wanted === stop.value) return page.keyboard.press('Space');
  for (let at = stop; at.value !== wanted; at = await focused(page)) await page.keyboard.press('ArrowDown');
};

const answerBox = async (page: Page, stop: Stop): Promise<void> => {
  if (stop.checked || untouched.test(stop.id)) return;
  const wanted = choices[linkIdOf(stop.group)];
  if (stop.group === '' || (wanted ?? []).includes(stop.value)) await page.keyboard.press('Space');
};

const answer = async (page: Page, stop: Stop): Promise<void> => {
  if (stop.type === 'radio') return stop.checked ? undefined : answerRadio(page, stop);
  if (stop.type === 'checkbox') return answerBox(page, stop);
  if (stop.tag === 'select') return stop.value === '' ? page.keyboard.type('Fin') : undefined;
  if (stop.value !== '') return;
  if (stop.type === 'date') return page.keyboard.type(dates[linkIdOf(stop.id)] ?? '01012032');
  if (stop.tag === 'textarea' || stop.tag === 'input') await page.keyboard.insertText(words(stop));
};

/** Fills the page of the form that is open, by keyboard alone, and goes on with "Continue". @returns false when the next page is the last, "Check and submit" */
export const fillStep = async (page: Page): Promise<boolean> => {
  await page.locator('#step').waitFor();
  const title = await page.locator('#step').textContent();
  await tabTo(page, (stop) => stop.href.endsWith('/review') && stop.text === 'Check and submit', 'the list of sections');
  for (;;) {
    const stop = await tabTo(page, () => true, 'anything');
    if (stop.tag === 'a' && stop.href.startsWith('/apply/') && /^(Continue|Check and submit)$/.test(stop.text)) {
      await page.keyboard.press('Enter');
      if (stop.href.endsWith('/review')) return false;
      await page.waitForFunction((before) => document.querySelector('#step')?.textContent !== before, title);
      return true;
    }
    await answer(page, stop);
  }
};
