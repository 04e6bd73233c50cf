import { AppError } from '../../../../core/errors.ts';
import type { Caller } from '../../../../core/roles.ts';
import { descriptionToSheets } from '../../../../mappings/dcat-to-xlsx/sheets.ts';
import type { RowWords } from '../../../../mappings/dcat-to-xlsx/sheets.ts';
import { writeWorkbook } from '../../../../mappings/dcat-to-xlsx/write-workbook.ts';
import { inTransaction } from '../../../storage/db.ts';
import { fieldIn, findingLanguage } from '../../findings/texts.ts';
import { recordById } from '../../store.ts';
import type { SourcePorts } from '../ports.ts';
import type { HolderViews } from './holder-views.ts';
import { currentDescription } from './stored-description.ts';

const wordsIn = (language: string): RowWords => (curie) => {
  const { label, why, example } = fieldIn(findingLanguage(language), curie);
  return { label, hint: [why, example].filter((part) => part !== undefined).join(' · ') };
};

export type HolderWorkbooks = {
  /** The empty entry template, with places for three distributions. */
  template(language: string): Promise<Uint8Array>;
  /** One record to correct and send back. @throws AppError `unknown-dataset` also for what the caller may not see */
  record(id: string, caller: Caller, language: string): Promise<Uint8Array>;
  /** The caller's descriptions, one a row: what they are, where they stand, what is to be mended. */
  overview(caller: Caller): Promise<Uint8Array>;
};

const head = ['Title', 'State', 'Must fix', 'Should fix', 'Score', 'Last change', 'Check due', 'Address'];

/** Descriptions as Excel workbooks (catalogue.md §3.7). */
export const createHolderWorkbooks = (ports: Pick<SourcePorts, 'db'>, views: Pick<HolderViews, 'mine'>): HolderWorkbooks => ({
  template: (language) => writeWorkbook(descriptionToSheets(undefined, { words: wordsIn(language), spare: 3 })),
  record: (id, caller, language) =>
    inTransaction(ports.db, async (tx) => {
      const record = /^[0-9a-f-]{36}$/.test(id) ? await recordById(tx, id) : undefined;
      const staff = caller.roles.some((role) => role === 'case-handler' || role === 'decision-maker');
      const seen = record !== undefined && record.origin === 'own' && record.current > 0 && (staff || (caller.holder !== undefined && record.source === `holder:${caller.holder}`));
      if (!seen) throw new AppError('not-found', 'unknown-dataset', `There is no dataset ${id} of yours.`);
      return writeWorkbook(descriptionToSheets(await currentDescription(tx, record), { words: wordsIn(language), stamp: { recordId: record.id, version: record.version } }));
    }),
  overview: async (caller) => {
    const rows = (await views.mine(caller)).map((one) => [one.title, one.state, String(one.violations), String(one.warnings), String(one.score ?? ''), one.changedAt.slice(0, 10), one.checkDue.slice(0, 10), one.iri]);
    return writeWorkbook([{ name: 'Datasets', cells: [head, ...rows] }]);
  },
});
