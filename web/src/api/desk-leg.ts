import type { Answers, ApplicationView, LegView } from '../../../core/api/applications.ts';

/** What the leg page of the desk reads. */
export type DeskLeg = { leg: LegView; application?: ApplicationView; answers?: Answers };
