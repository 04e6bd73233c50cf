import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act, legOf, submitted } from './support/journey.ts';
import type { Letter, Nodes } from './support/two-nodes.ts';
import { decider, handler, openNodes, researcher } from './support/two-nodes.ts';

let nodes: Nodes;
beforeAll(async () => {
  nodes = await openNodes(['FR', 'FI']);
});
afterAll(() => nodes.close());

const asked = async (linkId = 's5.whyTheDataIsNeeded'): Promise<string> => {
  const id = await submitted(nodes, ['FI']);
  await nodes.deliverAll();
  await act(nodes, 'FI', id, { action: 'open' });
  await act(nodes, 'FI', id, { action: 'ask', kind: 'completeness', questions: [{ linkId, comment: 'Please name the registers.' }] });
  await nodes.deliverAll();
  return id;
};
const clock = async (id: string, name: string) => (await legOf(nodes, id, 'FI')).clocks.find((entry) => entry.id === name);

describe('questions', () => {
  it('go to the applicant, void the decision clock, and start four weeks from the receipt', async () => {
    const id = await asked();
    expect(await legOf(nodes, id, 'FI')).toMatchObject({
      status: 'AWAITING_ADDITIONAL_INFORMATION', nextActor: 'applicant', request: { kind: 'completeness', questions: [{ linkId: 's5.whyTheDataIsNeeded', comment: 'Please name the registers.' }] },
    });
    expect(await clock(id, 'K4')).toMatchObject({ state: 'void' });
    // 3 April + 28 days is 1 May, a holiday in Finland.
    expect(await clock(id, 'K3')).toMatchObject({ state: 'running', dueDate: '2029-05-02', law: 'Art. 68(4)' });
  });
  it('are answered with a new version, which brings the leg back to its phase and restarts the clock', async () => {
    const id = await asked('s6.howWillTheDataFromDifferentSourcesBeLinked');
    nodes.advanceDays(7);
    const leg = await legOf(nodes, id, 'FI');
    const answered = await nodes.FR.applications.answer(researcher, id, 'FI', { request: leg.request?.id ?? '', values: { 's6.howWillTheDataFromDifferentSourcesBeLinked': 'By the pseudonym of the registers.' } });
    expect(answered.legs[0]).toMatchObject({ version: 2, allowed: ['withdraw'] });
    await nodes.deliverAll();
    expect(await legOf(nodes, id, 'FI')).toMatchObject({ status: 'PRE_SCREENING', version: 2 });
    expect(await clock(id, 'K3')).toMatchObject({ state: 'ended' });
    expect(await clock(id, 'K4')).toMatchObject({ state: 'running', dueDate: '2029-07-10' });
    const there = await nodes.FI.applications.deskLeg(handler, id, 'FI');
    expect(there.answers.perCountry['FI']?.['s6.howWillTheDataFromDifferentSourcesBeLinked']).toBe('By the pseudonym of the registers.');
    expect((await nodes.FI.applications.desk(handler, { limit: 10, show: 'answered' })).rows.map((row) => row.application)).toContain(id);
    nodes.clock.advance(-7 * 86_400_000);
  });
  it('allow no change of what was not asked about', async () => {
    const id = await asked();
    const request = (await legOf(nodes, id, 'FI')).request?.id ?? '';
    await expect(nodes.FR.applications.answer(researcher, id, 'FI', { request, values: { 's2.projectName': 'Another project' } })).rejects.toMatchObject({ code: 'not-asked' });
    await expect(nodes.FR.applications.answer(researcher, id, 'FI', { request, values: { 's5.whyTheDataIsNeeded': '' } })).rejects.toMatchObject({ code: 'answer-incomplete' });
    await expect(nodes.FR.applications.answer(researcher, id, 'FI', { request: 'another', values: {} })).rejects.toMatchObject({ code: 'no-open-question' });
  });
  it('whose answer arrives first are waited for, and an answer sent twice counts once', async () => {
    const id = await asked();
    await nodes.FR.applications.answer(researcher, id, 'FI', { request: (await legOf(nodes, id, 'FI')).request?.id ?? '', values: { 's5.whyTheDataIsNeeded': 'Because of the two registers.' } });
    const letter = nodes.letters.find((entry) => entry.event === 'info-response') as Letter;
    const stranger: Letter = { ...letter, content: letter.content.replace((JSON.parse(letter.content) as { entry: { resource: { input: { valueString: string }[] } }[] }).entry[0]?.resource.input[0]?.valueString ?? '', '018f0000-0000-7000-8000-000000000000') };
    expect(await nodes.deliver(stranger, { keep: true })).toMatchObject({ type: 'parked', until: '2029-04-04T08:00:00.000Z' });
    expect(await nodes.deliver(letter, { keep: true })).toMatchObject({ type: 'validated' });
    expect(await nodes.deliver(letter)).toMatchObject({ type: 'validated', notes: ['already-applied'] });
    await nodes.deliverAll();
  });
  it('in assessment start the shorter term and lead back to PROCESSING', async () => {
    const id = await submitted(nodes, ['FI']);
    await nodes.deliverAll();
    await act(nodes, 'FI', id, { action: 'open' });
    await act(nodes, 'FI', id, { action: 'complete' });
    await expect(act(nodes, 'FI', id, { action: 'ask', kind: 'clarification', questions: [{ linkId: 's5.noSuchField', comment: '?' }] })).rejects.toMatchObject({ code: 'unknown-field' });
    await act(nodes, 'FI', id, { action: 'ask', kind: 'clarification', questions: [{ linkId: 's5.whatIsTheAimAndTopicOfTheProject', comment: 'Which outcome?' }] });
    await nodes.deliverAll();
    expect(await clock(id, 'K10')).toMatchObject({ state: 'running', dueDate: '2029-04-17' });
    await nodes.FR.applications.answer(researcher, id, 'FI', { request: (await legOf(nodes, id, 'FI')).request?.id ?? '', values: { 's5.whatIsTheAimAndTopicOfTheProject': 'Mortality.' } });
    await nodes.deliverAll();
    expect((await legOf(nodes, id, 'FI')).status).toBe('PROCESSING');
  });
  it('without an answer are closed by a person after the term, never by a timer', async () => {
    const id = await asked();
    await expect(nodes.FI.applications.act(decider, id, 'FI', { action: 'close-unanswered', justification: 'No answer came.' })).rejects.toMatchObject({ code: 'not-possible-now' });
    nodes.advanceDays(40);
    expect((await nodes.FI.applications.deskLeg(decider, id, 'FI')).status).toBe('AWAITING_ADDITIONAL_INFORMATION');
    expect((await nodes.FR.applications.read(researcher, id)).combined.flags).toContain('overdue');
    await nodes.FI.applications.act(decider, id, 'FI', { action: 'close-unanswered', justification: 'No answer came.' });
    await nodes.deliverAll();
    expect(await legOf(nodes, id, 'FI')).toMatchObject({ status: 'DECISION_ISSUED', decisionStatus: 'NEGATIVE_DECISION_ISSUED', reason: 'no-response', decision: { justification: 'No answer came.' } });
    nodes.clock.advance(-40 * 86_400_000);
  });
});
