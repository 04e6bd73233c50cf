import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act, decide, legOf, submitted } from './support/journey.ts';
import type { Nodes } from './support/two-nodes.ts';
import { decider, handler, openNodes, researcher } from './support/two-nodes.ts';

let nodes: Nodes;
let bare: Nodes;
beforeAll(async () => {
  nodes = await openNodes(['FR', 'FI']);
  bare = await openNodes(['FR', 'FI'], { 'appeal.days': undefined });
});
afterAll(() => Promise.all([nodes.close(), bare.close()]).then(() => undefined));

describe('decisions', () => {
  it('that are declined close the leg', async () => {
    const id = await submitted(nodes, ['FI']);
    await nodes.deliverAll();
    await decide(nodes, 'FI', id, 'positive');
    await nodes.deliverAll();
    const decisionId = (await legOf(nodes, id, 'FI')).decision?.decisionId ?? '';
    await nodes.FR.applications.respond(researcher, id, 'FI', { decisionId, answer: 'decline' });
    await nodes.deliverAll();
    expect(await legOf(nodes, id, 'FI')).toMatchObject({ status: 'WITHDRAWN', reason: 'declined', decisionStatus: 'POSITIVE_DECISION_REJECTED' });
    await expect(nodes.FR.applications.respond(researcher, id, 'FI', { decisionId, answer: 'accept' })).rejects.toMatchObject({ code: 'not-possible-now' });
  });
  it('nobody answers lapse only when a person says so', async () => {
    const id = await submitted(nodes, ['FI']);
    await nodes.deliverAll();
    await decide(nodes, 'FI', id, 'positive');
    await nodes.deliverAll();
    await expect(nodes.FI.applications.act(decider, id, 'FI', { action: 'lapse' })).rejects.toMatchObject({ code: 'not-possible-now' });
    nodes.advanceDays(40);
    await nodes.FI.applications.act(decider, id, 'FI', { action: 'lapse' });
    await nodes.deliverAll();
    expect(await legOf(nodes, id, 'FI')).toMatchObject({ status: 'WITHDRAWN', reason: 'acceptance-lapsed', decisionStatus: 'POSITIVE_DECISION_ISSUED' });
    nodes.clock.advance(-40 * 86_400_000);
  });
  it('on a data request are final when positive', async () => {
    const id = await submitted(nodes, ['FI'], 'request');
    await nodes.deliverAll();
    await decide(nodes, 'FI', id, 'positive');
    await nodes.deliverAll();
    const leg = await legOf(nodes, id, 'FI');
    expect(leg).toMatchObject({ status: 'DECISION_ISSUED', decisionStatus: 'POSITIVE_DECISION_ISSUED', allowed: [], nextActor: 'hdab' });
    expect(leg.clocks.map((clock) => clock.id)).toEqual(['K1', 'K2', 'K6', 'K16']);
    expect((await nodes.FR.applications.read(researcher, id)).combined.headline).toBe('CLOSED_ALL_GRANTED');
  });
  it('to refuse need reasons, and a term of appeal that the node has set', async () => {
    const id = await submitted(bare, ['FI']);
    await bare.deliverAll();
    await act(bare, 'FI', id, { action: 'open' });
    await act(bare, 'FI', id, { action: 'complete' });
    const proposed = await act(bare, 'FI', id, { action: 'propose', outcome: 'negative', justification: 'Not in the public interest.' });
    expect(proposed.proposal).toMatchObject({ outcome: 'negative', own: true });
    await expect(act(bare, 'FI', id, { action: 'decide', outcome: 'negative' })).rejects.toMatchObject({ code: 'justification-missing' });
    await expect(act(bare, 'FI', id, { action: 'decide', outcome: 'negative', justification: 'Not in the public interest.' })).rejects.toMatchObject({ code: 'appeal-term-not-set' });
    expect((await bare.FI.applications.deskLeg(decider, id, 'FI')).allowed).toEqual(['ask', 'propose', 'assign', 'note', 'decide-positive', 'extend']);
  });
  it('come with the period of appeal when negative, from the receipt of the home node', async () => {
    const id = await submitted(nodes, ['FI']);
    await nodes.deliverAll();
    await decide(nodes, 'FI', id, 'negative');
    nodes.advanceDays(2);
    await nodes.deliverAll();
    nodes.clock.advance(-2 * 86_400_000);
    const leg = await legOf(nodes, id, 'FI');
    // 5 April + 60 days is Monday 4 June.
    expect(leg.clocks.find((clock) => clock.id === 'K24')).toMatchObject({ state: 'running', dueDate: '2029-06-04' });
    expect(leg.allowed).toEqual(['accept-refusal']);
  });
  it('are reached later when the period is extended, once, with reasons', async () => {
    const id = await submitted(nodes, ['FI']);
    await nodes.deliverAll();
    const before = await legOf(nodes, id, 'FI');
    expect(before.clocks.find((clock) => clock.id === 'K4')?.dueDate).toBe('2029-07-03');
    await act(nodes, 'FI', id, { action: 'extend', reason: 'Four sources to link.' });
    await nodes.deliverAll();
    expect((await legOf(nodes, id, 'FI')).clocks.find((clock) => clock.id === 'K4')?.dueDate).toBe('2029-10-03');
    await expect(act(nodes, 'FI', id, { action: 'extend', reason: 'Again.' })).rejects.toMatchObject({ code: 'not-possible-now' });
    const rows = await nodes.FI.database.pool.query("select due_date, why, who from leg_clock where application = $1 and clock = 'K4' order by id", [id]);
    expect(rows.rows).toEqual([{ due_date: '2029-07-03', why: 'received', who: 'partner:FR' }, { due_date: '2029-10-03', why: 'extended: Four sources to link.', who: decider.person }]);
  });
  it('leave a trail of every transition with old and new', async () => {
    const id = await submitted(nodes, ['FI']);
    await nodes.deliverAll();
    await decide(nodes, 'FI', id, 'positive');
    const trail = await nodes.FI.database.pool.query("select actor, details->>'from' as old, details->>'to' as new from audit_event where action = 'leg-moved' and target = $1 order by id", [`leg:${id}/FI`]);
    expect(trail.rows).toEqual([
      { actor: 'partner:FR', old: 'none', new: 'SUBMITTED' }, { actor: handler.person, old: 'SUBMITTED', new: 'PRE_SCREENING' },
      { actor: handler.person, old: 'PRE_SCREENING', new: 'PROCESSING' }, { actor: decider.person, old: 'PROCESSING', new: 'DECISION_ISSUED' },
    ]);
    await nodes.deliverAll();
  });
  it('are counted in the status document', async () => {
    const figures = await nodes.FI.applications.status();
    expect(figures.decidedLast90Days).toBeGreaterThan(0);
    expect(Object.values(figures.openByStatus).reduce((sum, count) => sum + count, 0)).toBe(figures.openByAge.reduce((sum, band) => sum + band.open, 0));
    expect(figures).toMatchObject({ overdue: 0, medianDaysToDecision: 0 });
  });
});
