import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act, decide, legOf, submitted } from './support/journey.ts';
import type { Nodes } from './support/two-nodes.ts';
import { decider, handler, openNodes, person, researcher } from './support/two-nodes.ts';

let nodes: Nodes;
beforeAll(async () => {
  nodes = await openNodes();
});
afterAll(() => nodes.close());

describe('one application, three legs', () => {
  it('goes to every country and comes back with each status', async () => {
    const id = await submitted(nodes, ['FR', 'FI', 'DE']);
    const first = await nodes.FR.applications.read(researcher, id);
    expect(first.legs.map((leg) => [leg.node, leg.status])).toEqual([['DE', 'ROUTING'], ['FI', 'ROUTING'], ['FR', 'SUBMITTED']]);
    expect(first.combined.headline).toBe('BEING_DELIVERED');
    // FR decides one leg itself: no message to itself, delivered at submission.
    expect(nodes.letters.filter((letter) => letter.to === 'FR')).toEqual([]);
    expect(first.legs[2]?.delivery).toMatchObject({ state: 'delivered', deliveredAt: first.submittedAt });

    await nodes.deliverAll();
    for (const node of ['FI', 'DE'] as const) expect(await legOf(nodes, id, node)).toMatchObject({ status: 'SUBMITTED', nextActor: 'hdab', delivery: { state: 'delivered' } });
    expect((await nodes.FI.applications.desk(handler, { limit: 10 })).rows).toMatchObject([{ application: id, from: 'FR', status: 'SUBMITTED', countries: ['DE', 'FI', 'FR'] }]);

    await act(nodes, 'FI', id, { action: 'open' });
    await nodes.deliverAll();
    expect((await legOf(nodes, id, 'FI')).status).toBe('PRE_SCREENING');
    await act(nodes, 'FI', id, { action: 'complete', note: 'all there' });
    await act(nodes, 'FI', id, { action: 'propose', outcome: 'positive', justification: 'In the public interest.' });
    await act(nodes, 'FI', id, { action: 'decide', outcome: 'positive', justification: 'In the public interest.' });
    await nodes.deliverAll();
    const decided = await legOf(nodes, id, 'FI');
    expect(decided).toMatchObject({ status: 'DECISION_ISSUED', decisionStatus: 'POSITIVE_DECISION_ISSUED', nextActor: 'applicant', decision: { outcome: 'positive', justification: 'In the public interest.' } });
    // K12 starts when the home node stored the decision: 3 April 2029 + 28 days, 1 May is a holiday.
    expect(decided.clocks.find((clock) => clock.id === 'K12')).toMatchObject({ state: 'running', dueDate: '2029-05-02', timeZone: 'Europe/Helsinki' });

    const accepted = await nodes.FR.applications.respond(researcher, id, 'FI', { decisionId: decided.decision?.decisionId ?? '', answer: 'accept' });
    expect(accepted.combined.headline).toBe('ACTION_NEEDED');
    await nodes.deliverAll();
    expect(await legOf(nodes, id, 'FI')).toMatchObject({ decisionStatus: 'POSITIVE_DECISION_ACCEPTED', nextActor: 'hdab' });

    await decide(nodes, 'FR', id, 'negative');
    await decide(nodes, 'DE', id, 'negative');
    await nodes.deliverAll();
    const last = await nodes.FR.applications.read(researcher, id);
    expect(last.combined).toMatchObject({ headline: 'CLOSED_MIXED', counts: { DECISION_ISSUED: 3 }, flags: ['refused'] });
    expect(last.combined.sentence?.['en']).toBe('3 countries: 1 approved, 2 refused.');
  });

  it('tells the other countries code, date and outcome only', async () => {
    const id = await submitted(nodes, ['FR', 'FI', 'DE']);
    await nodes.deliverAll();
    await act(nodes, 'DE', id, { action: 'open' });
    const toPeer = nodes.letters.filter((letter) => letter.from === 'DE' && letter.to === 'FI');
    expect(toPeer.map((letter) => letter.event)).toEqual(['leg-status']);
    expect(toPeer[0]?.content).not.toContain('ext:clock');
    await nodes.deliverAll();
    expect((await nodes.FI.applications.deskLeg(handler, id, 'FI')).peers).toMatchObject([{ node: 'DE', status: 'PRE_SCREENING' }, { node: 'FR', status: 'SUBMITTED' }]);
  });

  it('sends each country its own page of section 6 and no other', async () => {
    const id = await submitted(nodes, ['FR', 'FI', 'DE']);
    await nodes.deliverAll();
    expect(Object.keys((await nodes.DE.applications.deskLeg(handler, id, 'DE')).answers.perCountry)).toEqual(['DE']);
  });

  it('is found by its applicant alone', async () => {
    const id = await submitted(nodes, ['FI']);
    await expect(nodes.FR.applications.read(person('Someone else, demo', 'researcher'), id)).rejects.toMatchObject({ kind: 'not-found', code: 'application-not-found' });
    await expect(nodes.FR.applications.deskLeg(handler, id, 'FR')).rejects.toMatchObject({ code: 'leg-not-found' });
  });

  it('lets nobody decide what they proposed', async () => {
    const both = person('Both roles, demo', 'case-handler', 'decision-maker');
    const id = await submitted(nodes, ['FI']);
    await nodes.deliverAll();
    const { applications } = nodes.FI;
    await applications.act(both, id, 'FI', { action: 'open' });
    await applications.act(both, id, 'FI', { action: 'complete' });
    await expect(applications.act(decider, id, 'FI', { action: 'decide', outcome: 'positive' })).rejects.toMatchObject({ code: 'four-eyes' });
    await applications.act(both, id, 'FI', { action: 'propose', outcome: 'positive', justification: 'Good.' });
    await expect(applications.act(both, id, 'FI', { action: 'decide', outcome: 'positive' })).rejects.toMatchObject({ code: 'four-eyes' });
    const decided = await applications.act(decider, id, 'FI', { action: 'decide', outcome: 'positive' });
    expect(decided.decision).toMatchObject({ outcome: 'positive' });
    const trail = await nodes.FI.database.pool.query("select outcome from audit_event where action = 'leg-decide' and target = $1", [`leg:${id}/FI`]);
    expect(trail.rows).toEqual([{ outcome: 'refused' }, { outcome: 'refused' }]);
  });
});
