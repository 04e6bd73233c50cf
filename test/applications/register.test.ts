import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerPage } from '../../core/api/register.ts';
import { act, decide, legOf, submitted } from './support/journey.ts';
import type { Nodes } from './support/two-nodes.ts';
import { decider, openNodes, researcher } from './support/two-nodes.ts';

let nodes: Nodes;
beforeAll(async () => {
  nodes = await openNodes();
});
afterAll(() => nodes.close());
const entryOf = async (id: string) => registerPage.parse(await nodes.FI.applications.register({ page: 1, perPage: 100 })).entries.find((entry) => entry.id === id);

describe('the public register', () => {
  it('holds an application from its reception, with its public fields only', async () => {
    const id = await submitted(nodes, ['FI', 'DE']);
    expect(await entryOf(id)).toBeUndefined();
    await nodes.deliverAll();
    const entry = await entryOf(id);
    expect(entry).toMatchObject({ status: 'SUBMITTED', countries: ['DE', 'FI'], hdab: 'Body of FI', datasets: [{ title: { en: 'Register of FI' } }], received: nodes.clock.now() });
    expect(Object.keys(entry?.answers ?? {}).every((linkId) => linkId.startsWith('s2.'))).toBe(true);
    expect(JSON.stringify(entry)).not.toContain('contact@example.org');
    expect((await legOf(nodes, id, 'FI')).clocks.find((clock) => clock.id === 'K1')).toMatchObject({ state: 'ended' });
  });
  it('shows a decision once a person published it, which ends K16', async () => {
    const id = await submitted(nodes, ['FI']);
    await nodes.deliverAll();
    await decide(nodes, 'FI', id, 'negative');
    await nodes.deliverAll();
    expect(await entryOf(id)).toMatchObject({ status: 'DECISION_ISSUED' });
    expect((await entryOf(id))?.decision).toBeUndefined();
    await expect(act(nodes, 'FI', id, { action: 'publish' })).rejects.toMatchObject({ code: 'not-possible-now' });
    const published = await nodes.FI.applications.act(decider, id, 'FI', { action: 'publish' });
    expect(published.clocks.find((clock) => clock.id === 'K16')).toMatchObject({ state: 'ended' });
    expect(published.allowed).not.toContain('publish');
    expect((await entryOf(id))?.decision).toMatchObject({ outcome: 'negative', justification: 'The conditions were examined one by one.' });
    await nodes.deliverAll();
    await nodes.FR.applications.read(researcher, id);
  });
  it('gives its pages one after the other, every entry once', async () => {
    for (let i = 0; i < 3; i += 1) await submitted(nodes, ['FI']);
    await nodes.deliverAll();
    const { total } = await nodes.FI.applications.register({ page: 1, perPage: 2 });
    const seen: string[] = [];
    for (let page = 1; seen.length < total; page += 1) seen.push(...(await nodes.FI.applications.register({ page, perPage: 2 })).entries.map((entry) => entry.id));
    expect(new Set(seen).size).toBe(total);
  });
});
