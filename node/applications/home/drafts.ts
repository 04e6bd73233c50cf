import { v7 as uuid } from 'uuid';
import type { Answers } from '../../../core/api/applications.ts';
import { currentFormVersion } from '../../../core/applications/form/forms.ts';
import type { ApplicationType } from '../../../core/applications/messages.ts';
import { AppError } from '../../../core/errors.ts';
import type { ApplicationId } from '../../../core/ids.ts';
import type { Caller } from '../../../core/roles.ts';
import { inTransaction } from '../../storage/db.ts';
import { homeStore } from '../home-store.ts';
import type { Application } from '../legs.ts';
import type { Parts } from '../parts.ts';
import { chooseDatasets } from './choose-datasets.ts';
import { ownApplicationToChange } from './gate.ts';

const titleOf = (answers: Answers, fallback: string): string => {
  const name = answers.values['s2.projectName'];
  return typeof name === 'string' && name.trim() !== '' ? name.trim().slice(0, 250) : fallback;
};

const audited = (parts: Parts, caller: Caller, action: string, id: string) => ({ actor: caller.person, role: 'researcher', action, target: `application:${id}`, outcome: 'success' as const, details: { node: parts.node.id } });

/** Starts a draft from the datasets of the basket. @throws AppError `datasets-not-available` */
export const createDraft = async (parts: Parts, caller: Caller, input: { readonly type: ApplicationType; readonly language: string; readonly datasets: readonly string[] }): Promise<Application> => {
  const datasets = await chooseDatasets(parts, input.datasets);
  const now = parts.clock.now();
  const application: Application = {
    id: uuid() as ApplicationId, type: input.type, formVersion: currentFormVersion, language: input.language, title: '', applicant: caller.person,
    answers: { values: {}, perCountry: {} }, datasets, revision: 1, version: 0, createdAt: now, updatedAt: now, submittedAt: undefined,
  };
  await inTransaction(parts.db, async (tx) => {
    await homeStore.create(tx, application);
    await parts.audit.record(tx, audited(parts, caller, 'draft-created', application.id));
  });
  parts.used?.('basket', datasets);
  return application;
};

const mustBeDraft = (application: Application): void => {
  if (application.submittedAt !== undefined) throw new AppError('conflict', 'already-submitted', 'This application was submitted and can no longer be changed here. Nothing was lost.');
};

export type DraftChange = { readonly datasets?: readonly string[] | undefined; readonly answers?: Answers | undefined; readonly language?: string | undefined; readonly revision?: number | undefined };

/** Saves a draft as it is, complete or not. Pages of countries that are no longer chosen are kept (portal.md §3).
 *  @throws AppError `draft-changed` when another tab saved since `revision`; `already-submitted`; `datasets-not-available` */
export const saveDraft = async (parts: Parts, caller: Caller, id: string, change: DraftChange): Promise<Application> => {
  const datasets = change.datasets === undefined ? undefined : await chooseDatasets(parts, change.datasets);
  return inTransaction(parts.db, async (tx) => {
    const draft = await ownApplicationToChange(parts, tx, caller, id);
    mustBeDraft(draft);
    if (change.revision !== undefined && change.revision !== draft.revision)
      throw new AppError('conflict', 'draft-changed', 'This application was changed in another window since you opened it. What is saved there is safe: reload to see it, then repeat your change.', { extra: { revision: draft.revision } });
    const answers = change.answers ?? draft.answers;
    const saved: Application = {
      ...draft, answers, datasets: datasets ?? draft.datasets, language: change.language ?? draft.language, title: titleOf(answers, draft.title),
      revision: draft.revision + 1, updatedAt: parts.clock.now(),
    };
    await homeStore.saveDraft(tx, saved);
    await parts.audit.record(tx, audited(parts, caller, 'draft-saved', id));
    return saved;
  });
};

/** @throws AppError `already-submitted` */
export const deleteDraft = (parts: Parts, caller: Caller, id: string): Promise<void> =>
  inTransaction(parts.db, async (tx) => {
    mustBeDraft(await ownApplicationToChange(parts, tx, caller, id));
    await homeStore.remove(tx, id);
    await parts.audit.record(tx, audited(parts, caller, 'draft-deleted', id));
  });
