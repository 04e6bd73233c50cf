import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { ClockRules } from '../../core/applications/clocks/clock-rules.ts';
import { holidaysOf } from '../../core/applications/clocks/public-holidays.ts';

const days = z.int().positive();
const day = z.iso.date();

/** Settings of the application side, per node, from SETTINGS_FILE (applications.md §3.2). Statutory lengths are constants, not settings. */
export const applicationSettings = z.strictObject({
  'clock.rollToWorkingDay': z.boolean().default(true),
  /** Dated public holidays; absent: the list of the node's country. */
  'clock.holidays': z.array(day).optional(),
  'clock.onClarification': z.enum(['restart', 'pause', 'run']).default('restart'),
  'clarification.days': days.default(14),
  'fee.days': days.default(14),
  'acceptance.days': days.default(28),
  'completeness.days': days.default(10),
  'draft.days': days.default(183),
  /** National term of appeal. No default: a refusal cannot be issued before it is set (K24). */
  'appeal.days': days.optional(),
  'appeal.text': z.string().max(2000).optional(),
  noResponse: z.enum(['refused', 'withdrawn']).default('refused'),
  'request.onQuestion': z.enum(['run', 'pause', 'restart']).default('run'),
  'request.extension': z.boolean().default(false),
  'decision.acceptance.request': z.boolean().default(false),
  'decision.fourEyes': z.boolean().default(true),
  'status.staleAfterHours': days.default(24),
});
export type ApplicationSettings = z.infer<typeof applicationSettings>;

/** @throws Error with one sentence per wrong setting, for the refusal to start */
export const toApplicationSettings = (raw: unknown): ApplicationSettings => {
  const parsed = applicationSettings.safeParse(raw);
  if (parsed.success) return parsed.data;
  throw new Error(parsed.error.issues.map((issue) => `SETTINGS_FILE: ${issue.path.join('.') || 'content'} ${issue.message}`).join('; '));
};

export const readApplicationSettings = async (file: string | undefined): Promise<ApplicationSettings> => {
  if (file === undefined) return toApplicationSettings({});
  const text = await readFile(file, 'utf8');
  return toApplicationSettings(JSON.parse(text));
};

export const clockRulesOf = (settings: ApplicationSettings, node: { readonly country: string; readonly timeZone: string }): ClockRules => ({
  calendar: { timeZone: node.timeZone, holidays: settings['clock.holidays'] ?? holidaysOf(node.country), rollToWorkingDay: settings['clock.rollToWorkingDay'] },
  onClarification: settings['clock.onClarification'],
  requestOnQuestion: settings['request.onQuestion'],
  requestExtension: settings['request.extension'],
  completenessDays: settings['completeness.days'],
  clarificationDays: settings['clarification.days'],
  acceptanceDays: settings['acceptance.days'],
  appealDays: settings['appeal.days'],
});
