import type { DirectoryView } from '../../../../core/api/directory.ts';
import type { Operation } from '../../operation.ts';
import { everyone } from '../../operation.ts';
import { askToJoin } from './ask-to-join.ts';
import { approveJoinRequest, refuseJoinRequest } from './decide-join-request.ts';
import type { CoordinatorDesk } from './desk-type.ts';
import { getCrl } from './get-crl.ts';
import { getDirectory } from './get-directory.ts';
import { getJoinOutcome } from './join-outcome.ts';
import { listJoinRequests } from './list-join-requests.ts';
import { setParticipantState } from './set-participant-state.ts';
import { viewDirectory } from './view-directory.ts';

export type PublishedParts = { readonly signed: () => string; readonly crls: () => readonly string[] };

/** On every node. */
export const directoryPublicOperations = (parts: PublishedParts & { view: () => DirectoryView }): readonly Operation[] => [
  getDirectory(parts, everyone),
  getCrl(parts, everyone),
  viewDirectory(parts),
];

/** On the coordinator's node only. */
export const coordinatorOperations = (desk: CoordinatorDesk): readonly Operation[] => [
  askToJoin(desk),
  getJoinOutcome(desk),
  listJoinRequests(desk),
  approveJoinRequest(desk),
  refuseJoinRequest(desk),
  setParticipantState(desk),
];
