import type { DirectoryDocument } from '../../../../core/directory.ts';
import type { Caller } from '../../../../core/roles.ts';
import type { JoinDesk } from '../../../directory/join-desk.ts';
import type { ParticipantDesk } from '../../../directory/participant-desk.ts';

/** What a coordinator's node offers to these operations. */
export type CoordinatorDesk = { readonly joins: JoinDesk; readonly participants: ParticipantDesk };

export type Actor = { readonly actor: string; readonly role: string };

/** Who acts, for the audit trail. */
export const actorOf = (caller: Caller): Actor => ({ actor: caller.person, role: caller.roles.includes('coordinator') ? 'coordinator' : 'operator' });

export const versionOf = (document: DirectoryDocument): { version: number } => ({ version: document.version });
