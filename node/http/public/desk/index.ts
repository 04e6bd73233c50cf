import type { Applications } from '../../../applications/applications.ts';
import type { Operation } from '../../operation.ts';
import { actOnLeg } from './act-on-leg.ts';
import { readDesk } from './read-desk.ts';
import { readDeskLeg } from './read-desk-leg.ts';

/** The officers' desk. */
export const deskOperations = (applications: Applications): readonly Operation[] => [readDesk(applications), readDeskLeg(applications), actOnLeg(applications)];
