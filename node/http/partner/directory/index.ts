import type { ParticipantDesk } from '../../../directory/participant-desk.ts';
import type { Operation } from '../../operation.ts';
import { partners } from '../../operation.ts';
import { getCrl } from '../../public/directory/get-crl.ts';
import { getDirectory } from '../../public/directory/get-directory.ts';
import type { PublishedParts } from '../../public/directory/index.ts';
import { directoryChanged } from './directory-changed.ts';
import { ownChange } from './own-change.ts';

/** @param desk on the coordinator's node only */
export const directoryPartnerOperations = (parts: PublishedParts & { refresh: (reason: string) => Promise<void> }, desk: ParticipantDesk | undefined): readonly Operation[] => [
  getDirectory(parts, partners),
  getCrl(parts, partners),
  directoryChanged(parts),
  ...(desk === undefined ? [] : [ownChange(desk)]),
];
