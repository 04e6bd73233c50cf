import { changedFields, mayChange } from '../../../core/applications/form/changed-fields.ts';
import { problemsFor } from '../../../core/applications/form/problems.ts';
import type { Answers } from '../../../core/api/applications.ts';
import { AppError } from '../../../core/errors.ts';
import type { Caller } from '../../../core/roles.ts';
import { inTransaction } from '../../storage/db.ts';
import { homeStore } from '../home-store.ts';
import type { Application, HomeLeg } from '../legs.ts';
import { logStore } from '../log-store.ts';
import type { Parts } from '../parts.ts';
import { sendMessage } from '../send.ts';
import { ownApplicationToChange } from './gate.ts';
import { formOfApplication, homeSnapshot, problemsOf, submissionFor } from './submission.ts';

export type AnswerInput = { readonly request: string; readonly values: Readonly<Record<string, unknown>> };

/** The new values put into the general answers or the country's page; only marked fields and what hangs on them may be named. */
const merged = (parts: Parts, application: Application, leg: HomeLeg, input: AnswerInput): Answers => {
  const form = formOfApplication(parts, application);
  const allowed = mayChange(form, (leg.request?.questions ?? []).map((question) => question.linkId));
  const foreign = Object.keys(input.values).filter((linkId) => !allowed.has(linkId));
  if (foreign.length > 0) throw new AppError('unprocessable', 'not-asked', `Nobody asked about: ${foreign.join(', ')}. Only the marked questions can be changed.`);
  const ofPage = (linkId: string): boolean => linkId.startsWith('s6.');
  const pick = (page: boolean) => Object.fromEntries(Object.entries(input.values).filter(([linkId]) => ofPage(linkId) === page));
  return {
    values: { ...application.answers.values, ...pick(false) },
    perCountry: { ...application.answers.perCountry, [leg.country]: { ...application.answers.perCountry[leg.country], ...pick(true) } },
  };
};

const mustBeRight = (parts: Parts, application: Application, leg: HomeLeg): void => {
  const asked = new Set((leg.request?.questions ?? []).map((question) => question.linkId));
  const wrong = problemsFor(problemsOf(parts, application), leg.country).filter((problem) => asked.has(problem.linkId));
  if (wrong.length === 0) return;
  throw new AppError('unprocessable', 'answer-incomplete', 'Some marked questions are still missing or wrong.', {
    problems: wrong.map((problem) => ({ path: problem.linkId, code: problem.code, message: problem.message })),
  });
};

/** Answers the open question of one country (transition 9): a new version of the application goes to that country.
 *  @throws AppError `no-open-question`; `not-asked`; `answer-incomplete` with the fields */
export const answerQuestion = async (parts: Parts, caller: Caller, id: string, node: string, input: AnswerInput): Promise<void> => {
  await inTransaction(parts.db, async (tx) => {
    const application = await ownApplicationToChange(parts, tx, caller, id);
    const leg = await homeStore.leg(tx, id, node);
    if (leg === undefined) throw new AppError('not-found', 'leg-not-found', 'This application has no part for that country.');
    if (leg.request === undefined || leg.request.id !== input.request) throw new AppError('conflict', 'no-open-question', 'This question is closed or was answered already.');
    const answers = merged(parts, application, leg, input);
    const answered: Application = { ...application, answers, version: application.version + 1 };
    mustBeRight(parts, answered, leg);
    const at = parts.clock.now();
    await homeStore.saveAnswers(tx, id, answers, answered.version, at);
    await homeStore.changeLeg(tx, id, node, { request: null, version: answered.version });
    await logStore.addHistory(tx, 'home', leg, { at, status: leg.status, by: 'applicant', note: 'answered' });
    await parts.audit.record(tx, { actor: caller.person, role: 'researcher', action: 'question-answered', target: `leg:${id}/${node}`, outcome: 'success', details: { version: answered.version } });
    const changed = changedFields(application.answers, answers, leg.country);
    const snapshot = homeSnapshot(parts, answered, leg, await homeStore.nextSeq(tx, id, node));
    await sendMessage(parts, tx, leg.node, { event: 'info-response', snapshot, response: { request: input.request, changed, submission: submissionFor(parts, answered, leg.country) } }, input.request);
  });
  parts.wake();
};
