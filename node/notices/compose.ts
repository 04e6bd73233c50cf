import type { MailLanguage, RunTrouble } from './texts.ts';
import { mailWords } from './texts.ts';

export type MailText = { readonly subject: string; readonly body: string };
export type AlertLine = { readonly id: string; readonly title: string; readonly reason: 'new' | 'changed' | 'withdrawn' };

/** Titles come from elsewhere: one line, so that none can look like another line of the mail or reach into its head. */
const line = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim().slice(0, 300);
const mostLines = 20;

const mail = (portal: string, language: MailLanguage, subject: string, parts: readonly string[]): MailText => ({ subject: line(subject), body: `${parts.join('\n\n')}\n\n-- \n${mailWords[language].foot(portal)}\n` });

/** One mail about everything a person follows that changed since the last look. */
export const alertMail = (portal: string, language: MailLanguage, alerts: readonly AlertLine[]): MailText => {
  const words = mailWords[language];
  const told = alerts.slice(0, mostLines).map(({ id, title, reason }) => `${line(title)}\n  ${words.reason[reason]} · ${id}\n  ${portal}/dataset/${id}`);
  return mail(portal, language, words.alerts(alerts.length), [...told, ...(alerts.length > mostLines ? [words.more(alerts.length - mostLines)] : []), `${words.see}: ${portal}/saved`]);
};

const heldCodes = new Set(['held', 'held-by-guard', 'source-empty', 'other-catalogue']);
/** What kind of trouble a code of a run is. The sentence of the run may quote the source: it stays in the portal. */
export const troubleOf = (code: string): RunTrouble => (heldCodes.has(code) ? 'held' : code === 'done-with-errors' ? 'errors' : 'failed');

export const runMail = (portal: string, language: MailLanguage, run: { readonly source: string; readonly code: string; readonly path: string }): MailText => {
  const words = mailWords[language];
  return mail(portal, language, words.runSubject(run.source), [words.run[troubleOf(run.code)], `${words.code}: ${line(run.code)}`, `${words.see}: ${portal}${run.path}`]);
};

export const yearlyMail = (portal: string, language: MailLanguage, dataset: { readonly id: string; readonly title: string }): MailText => {
  const words = mailWords[language];
  return mail(portal, language, words.yearlySubject(line(dataset.title)), [`${line(dataset.title)}\n${dataset.id}`, words.yearly, `${words.see}: ${portal}/holder`]);
};
