import type { Answers, ApplicationView, DeskLeg, LegView } from '../../../core/api/applications.ts';
import { applicationView, deskLeg, deskList, formShape } from '../../../core/api/applications.ts';
import type { Consortium } from '../consortium.ts';
import type { Api } from './api.ts';
import { fillForm, fillMissing } from './answers.ts';
import { countries, oneOfEach } from './catalogue-steps.ts';
import type { Journey } from './journey.ts';
import { expect, patienceMs, until } from './journey.ts';

type Country = (typeof countries)[number];

/** What the journey carries from step to step. */
export type Story = { id: string };

const legOf = (application: ApplicationView, node: string): LegView => {
  const leg = application.legs.find((one) => one.node === node);
  if (leg === undefined) throw new Error(`no leg for ${node}`);
  return leg;
};

export const applicationTools = (api: Api, story: Story) => {
  const look = (): Promise<ApplicationView> => api.read(applicationView, 'FR', 'GET', `/api/v1/applications/${story.id}`, { as: 'researcher' });
  return {
    look,
    /** The researcher looks until the leg is as awaited. */
    untilLeg: (node: Country, awaited: string, deadlineMs: number, good: (leg: LegView) => boolean): Promise<LegView> =>
      until(`${node}'s leg to be ${awaited}`, deadlineMs, async () => {
        const leg = legOf(await look(), node);
        return good(leg) ? { found: leg } : { still: `${leg.status}, delivery ${leg.delivery.state}${leg.delivery.reason === undefined ? '' : ` (${leg.delivery.reason})`}` };
      }),
    onDesk: (node: Country, as: string): Promise<DeskLeg> => api.read(deskLeg, node, 'GET', `/api/v1/desk/${story.id}/${node}`, { as }),
    act: (node: Country, as: string, action: Record<string, unknown>) => api.read(deskLeg, node, 'POST', `/api/v1/desk/${story.id}/${node}/actions`, { as, body: action }),
    rowsOnDesk: async (node: Country, as: string) => (await api.read(deskList, node, 'GET', '/api/v1/desk', { as })).rows.filter((row) => row.application === story.id),
  };
};
export type ApplicationTools = ReturnType<typeof applicationTools>;

const errorsOf = (application: ApplicationView): ApplicationView['problems'] => application.problems.filter((problem) => problem.severity === 'error');
const describe = (problems: ApplicationView['problems']): string => problems.slice(0, 5).map((problem) => `${problem.linkId}${problem.country === undefined ? '' : ` (${problem.country})`}: ${problem.code}`).join('; ');

export const submitSteps = async (journey: Journey, api: Api, consortium: Consortium, story: Story): Promise<void> => {
  const tools = applicationTools(api, story);
  await journey.step('Germany is killed', ['partners harvested each other'], async () => {
    expect(await consortium.killNode('DE'), 'DE was not running');
    return 'SIGKILL';
  });
  await journey.step('a draft with three countries', ['Germany is killed'], async () => {
    const chosen = await oneOfEach(api);
    const draft = await api.read(applicationView, 'FR', 'POST', '/api/v1/applications', { as: 'researcher', body: { type: 'access', language: 'en', datasets: countries.map((node) => chosen[node].id) } });
    story.id = draft.id;
    expect(draft.problems.some((problem) => problem.severity === 'error'), 'an empty form has no problems');
    const early = await api.call('FR', 'POST', `/api/v1/applications/${story.id}/submit`, { as: 'researcher', body: {} });
    expect(early.status >= 400 && early.status < 500, `an incomplete form was taken: ${early.status}`);
    return `${draft.problems.length} things missing, submission refused with ${early.status} ${String(early.json()['code'])}`;
  });
  await journey.step('the form filled and submitted', ['a draft with three countries'], async () => {
    const form = await api.read(formShape, 'FR', 'GET', '/api/v1/forms/access', { as: 'researcher' });
    const save = (answers: Answers) => api.read(applicationView, 'FR', 'PUT', `/api/v1/applications/${story.id}`, { as: 'researcher', body: { answers } });
    let answers = fillForm(form, countries);
    let saved = await save(answers);
    // Some questions appear only because of other answers.
    for (let round = 0; round < 4 && errorsOf(saved).length > 0; round++) saved = await save((answers = fillMissing(form, answers, errorsOf(saved))));
    const errors = errorsOf(saved);
    expect(errors.length === 0, `still ${errors.length} errors: ${describe(errors)}`);
    const sent = await api.read(applicationView, 'FR', 'POST', `/api/v1/applications/${story.id}/submit`, { as: 'researcher', body: {} });
    expect(sent.legs.length === 3, `${sent.legs.length} legs instead of three`);
    return `${Object.keys(answers.values).length} answers, ${sent.legs.length} legs, headline ${sent.combined.headline}`;
  });
  await journey.step('France is killed at once', ['the form filled and submitted'], async () => {
    expect(await consortium.killNode('FR'), 'FR was not running');
    await consortium.startNode('FR');
    return 'SIGKILL right after the answer, started again';
  });
  await journey.step('France and Finland have it', ['France is killed at once'], async () => {
    const own = await tools.untilLeg('FR', 'SUBMITTED', patienceMs, (leg) => leg.status === 'SUBMITTED');
    const far = await tools.untilLeg('FI', 'delivered and SUBMITTED', patienceMs, (leg) => leg.status === 'SUBMITTED' && leg.delivery.state === 'delivered' && leg.delivery.deliveredAt !== undefined);
    return `FR ${own.status}; FI ${far.status}, receipt of ${far.delivery.deliveredAt}`;
  });
  await journey.step('Germany waits, visibly', ['France is killed at once'], async () => {
    const leg = await tools.untilLeg('DE', 'waiting with attempts and the next one announced', patienceMs, ({ delivery }) => delivery.state === 'waiting' && delivery.nextAttemptAt !== undefined && delivery.attempts.length > 0);
    return `${leg.delivery.attempts.length} attempts (${leg.delivery.attempts.at(-1)?.outcome}), next at ${leg.delivery.nextAttemptAt}`;
  });
};

export const decisionSteps = async (journey: Journey, api: Api, story: Story): Promise<void> => {
  const tools = applicationTools(api, story);
  await journey.step('Finland works on it', ['France and Finland have it'], async () => {
    const rows = await tools.rowsOnDesk('FI', 'case-handler-fi');
    expect(rows.length === 1, `${rows.length} rows on Finland's desk instead of one`);
    await tools.act('FI', 'case-handler-fi', { action: 'open' });
    const early = await api.call('FI', 'POST', `/api/v1/desk/${story.id}/FI/actions`, { as: 'case-handler-fi', body: { action: 'decide', outcome: 'positive' } });
    expect(early.status === 403 || early.status === 409, `a case handler could decide: ${early.status}`);
    const done = await tools.act('FI', 'case-handler-fi', { action: 'complete', note: 'All parts are there.' });
    await tools.untilLeg('FI', 'PROCESSING', patienceMs, (leg) => leg.status === 'PROCESSING');
    return `opened, found complete (${done.status}); the researcher sees PROCESSING; deciding alone refused with ${early.status}`;
  });
  await journey.step('Finland decides', ['Finland works on it'], async () => {
    await tools.act('FI', 'case-handler-fi', { action: 'propose', outcome: 'positive', justification: 'Purpose, data and protection fit.' });
    await tools.act('FI', 'decision-maker-fi', { action: 'decide', outcome: 'positive', justification: 'Purpose, data and protection fit.' });
    const leg = await tools.untilLeg('FI', 'decided', patienceMs, (one) => one.status === 'DECISION_ISSUED' && one.decision?.outcome === 'positive');
    return `${leg.status}, ${leg.decisionStatus ?? ''}`;
  });
};

export const returnSteps = async (journey: Journey, api: Api, consortium: Consortium, story: Story): Promise<void> => {
  const tools = applicationTools(api, story);
  await journey.step('Germany returns, it arrives once', ['Germany waits, visibly'], async () => {
    await consortium.startNode('DE');
    const leg = await tools.untilLeg('DE', 'delivered and SUBMITTED', patienceMs, (one) => one.delivery.state === 'delivered' && one.status === 'SUBMITTED');
    const rows = await tools.rowsOnDesk('DE', 'case-handler-de');
    expect(rows.length === 1, `${rows.length} rows on Germany's desk instead of one`);
    const there = await tools.onDesk('DE', 'case-handler-de');
    const arrivals = there.history.filter((entry) => entry.status === 'SUBMITTED').length;
    expect(arrivals === 1, `it was taken ${arrivals} times`);
    return `receipt of ${leg.delivery.deliveredAt ?? 'unknown'}; one row on the desk, taken once`;
  });
  await journey.step('Germany opens it', ['Germany returns, it arrives once'], async () => {
    await tools.act('DE', 'case-handler-de', { action: 'open' });
    const leg = await tools.untilLeg('DE', 'PRE_SCREENING', patienceMs, (one) => one.status === 'PRE_SCREENING');
    return `the researcher sees ${leg.status}, next actor ${leg.nextActor}`;
  });
  await journey.step('the researcher withdraws Germany', ['Germany opens it'], async () => {
    const reply = await api.call('FR', 'POST', `/api/v1/applications/${story.id}/legs/DE/withdraw`, { as: 'researcher', body: {} });
    expect(reply.status < 300, `answered ${reply.status}: ${reply.text.slice(0, 200)}`);
    await until("Germany's desk to show WITHDRAWN", patienceMs, async () => {
      const { status } = await tools.onDesk('DE', 'case-handler-de');
      return status === 'WITHDRAWN' ? { found: status } : { still: status };
    });
    const application = await tools.look();
    return `Germany sees WITHDRAWN; headline ${application.combined.headline}; FI stays ${legOf(application, 'FI').status}`;
  });
};
