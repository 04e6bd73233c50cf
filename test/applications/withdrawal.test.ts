import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '../../node/storage/db.ts';
import { act, decide, legOf, submitted } from './support/journey.ts';
import type { Letter, Nodes } from './support/two-nodes.ts';
import { handler, openNodes, researcher } from './support/two-nodes.ts';

let nodes: Nodes;
beforeAll(async () => {
  nodes = await openNodes();
});
afterAll(() => nodes.close());
const waitingFor = (id: string, to: string): Letter[] => nodes.letters.filter((letter) => letter.application === id && letter.to === to);

describe('withdrawal', () => {
  it('travels, and the deciding node confirms it', async () => {
    const id = await submitted(nodes, ['FI', 'DE']);
    await nodes.deliverAll();
    const asked = await nodes.FR.applications.withdraw(researcher, id, 'DE');
    expect(asked.legs.find((leg) => leg.node === 'DE')).toMatchObject({ status: 'SUBMITTED', withdrawalRequestedAt: nodes.clock.now(), allowed: [] });
    await nodes.deliverAll();
    expect(await legOf(nodes, id, 'DE')).toMatchObject({ status: 'WITHDRAWN', reason: 'by-applicant' });
    expect((await nodes.DE.applications.deskLeg(handler, id, 'DE'))).toMatchObject({ status: 'WITHDRAWN', allowed: ['note'] });
    expect((await nodes.FR.applications.read(researcher, id)).combined.headline).toBe('PARTLY_DECIDED');
    await nodes.FR.applications.withdraw(researcher, id);
    await nodes.deliverAll();
    expect((await nodes.FR.applications.read(researcher, id)).combined.headline).toBe('CLOSED_WITHDRAWN');
    await expect(nodes.FR.applications.withdraw(researcher, id)).rejects.toMatchObject({ code: 'nothing-to-withdraw' });
  });
  it('that overtakes its submission is remembered: the leg goes straight to WITHDRAWN', async () => {
    const id = await submitted(nodes, ['FI']);
    await nodes.FR.applications.withdraw(researcher, id);
    const [submit, withdraw] = waitingFor(id, 'FI') as [Letter, Letter];
    expect((await nodes.deliver(withdraw)).type).toBe('validated');
    await nodes.deliver(submit);
    await nodes.deliverAll();
    expect(await legOf(nodes, id, 'FI')).toMatchObject({ status: 'WITHDRAWN', reason: 'by-applicant' });
    expect((await nodes.FI.applications.deskLeg(handler, id, 'FI')).history.map((line) => line.status)).toEqual(['SUBMITTED', 'WITHDRAWN']);
  });
  it('that crosses a decision loses to the earlier decision, and both sides show it', async () => {
    const id = await submitted(nodes, ['FI']);
    await nodes.deliverAll();
    await decide(nodes, 'FI', id, 'positive');
    await nodes.FR.applications.withdraw(researcher, id);
    const [withdraw] = waitingFor(id, 'FI') as [Letter];
    expect(await nodes.deliver(withdraw)).toMatchObject({ type: 'not-validated', code: 'already-decided' });
    await nodes.deliverAll();
    const leg = await legOf(nodes, id, 'FI');
    expect(leg).toMatchObject({ status: 'DECISION_ISSUED', allowed: ['accept', 'decline'] });
    expect(leg.withdrawalRequestedAt).toBeUndefined();
    expect(leg.history.map((line) => line.note)).toContain('leg-withdraw not validated: already-decided');
  });
  it('before a decision makes the decision impossible', async () => {
    const id = await submitted(nodes, ['FI']);
    await nodes.deliverAll();
    await act(nodes, 'FI', id, { action: 'open' });
    await nodes.FR.applications.withdraw(researcher, id);
    await nodes.deliverAll();
    await expect(act(nodes, 'FI', id, { action: 'complete' })).rejects.toMatchObject({ kind: 'conflict', code: 'not-possible-now' });
  });
  it('arriving twice has one effect', async () => {
    const id = await submitted(nodes, ['FI']);
    await nodes.deliverAll();
    await nodes.FR.applications.withdraw(researcher, id);
    const [withdraw] = waitingFor(id, 'FI') as [Letter];
    await nodes.deliver(withdraw, { keep: true });
    expect(await nodes.deliver(withdraw)).toMatchObject({ type: 'validated', notes: ['already-applied'] });
    expect((await nodes.FI.applications.deskLeg(handler, id, 'FI')).history.filter((line) => line.status === 'WITHDRAWN')).toHaveLength(1);
    await nodes.deliverAll();
  });
  it('is refused for what is on its way back already, by two clicks at once', async () => {
    const id = await submitted(nodes, ['FI']);
    await nodes.deliverAll();
    const clicks = await Promise.allSettled([nodes.FR.applications.withdraw(researcher, id), nodes.FR.applications.withdraw(researcher, id)]);
    expect(clicks.map((click) => click.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(waitingFor(id, 'FI')).toHaveLength(1);
    await nodes.deliverAll();
  });
  it('of a leg that was never delivered closes it at home and calls the letter back', async () => {
    const id = await submitted(nodes, ['FI']);
    const [submit] = waitingFor(id, 'FI') as [Letter];
    await inTransaction(nodes.FR.database.db, (tx) => nodes.FR.applications.onDead(tx, { messageId: submit.id, reason: 'expired' }));
    expect(await legOf(nodes, id, 'FI')).toMatchObject({ status: 'NOT_VALIDATED', reason: 'undelivered', nextActor: 'operator' });
    expect((await nodes.FR.applications.read(researcher, id)).combined).toMatchObject({ headline: 'DELIVERY_PROBLEM', flags: ['undelivered'] });
    await nodes.FR.applications.withdraw(researcher, id);
    expect(await legOf(nodes, id, 'FI')).toMatchObject({ status: 'WITHDRAWN', reason: 'by-applicant' });
    // An operator sends the dead letter again after all: it must not come to life.
    await nodes.deliverAll();
    expect((await nodes.FI.applications.deskLeg(handler, id, 'FI')).status).toBe('WITHDRAWN');
  });
});
