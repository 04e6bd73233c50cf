import type { Calendar } from './due-date.ts';

/** How the deciding node counts: its calendar and the settings of applications.md §3.2. Statutory lengths are constants, not settings. */
export type ClockRules = {
  readonly calendar: Calendar;
  readonly onClarification: 'restart' | 'pause' | 'run';
  readonly requestOnQuestion: 'run' | 'pause' | 'restart';
  readonly requestExtension: boolean;
  readonly completenessDays: number;
  readonly clarificationDays: number;
  readonly acceptanceDays: number;
  /** National term of appeal; a node cannot issue a refusal before it is set (K24). */
  readonly appealDays: number | undefined;
};

/** Which statutory decision clock a leg has (Art. 68(4), 68(6), 69(4)). */
export const decisionClockOf = (type: 'access' | 'request', track: 'normal' | 'accelerated'): 'K4' | 'K5' | 'K6' =>
  type === 'request' ? 'K6' : track === 'accelerated' ? 'K5' : 'K4';

export const statutory = {
  /** Art. 68(4): four weeks to complete an application. */
  K3: { weeks: 4 },
  K4: { months: 3, extension: 3 },
  K5: { months: 2, extension: 1 },
  K6: { months: 3, extension: 3 },
  /** Art. 57(1)(j)(iii). */
  K16: { workingDays: 30 },
} as const;
