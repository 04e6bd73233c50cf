// A coordinator put back from an old backup (exchange.md §2.2): it must not publish numbers that everybody refuses, nor forget a suspension.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findAudit } from '../../node/audit/store.ts';
import { asId } from '../../core/ids.ts';
import type { TestConsortium } from '../support/consortium.ts';
import { testConsortium } from '../support/consortium.ts';
import type { TrustNode } from '../support/trust-node.ts';
import { openTrustNode } from '../support/trust-node.ts';
import { waitFor } from '../support/wait-for.ts';

let consortium: TestConsortium;
let eu: TrustNode;
let fr: TrustNode;
beforeAll(async () => {
  consortium = await testConsortium(['EU', 'FR', 'FI']);
  [eu, fr] = [await openTrustNode(consortium, 'EU'), await openTrustNode(consortium, 'FR')];
});
afterAll(async () => {
  await Promise.all([eu.close(), fr.close()]);
  await consortium.remove();
});

const state = (node: TrustNode, id: string) => node.trust.directory.participant(asId(id))?.state.code;
const portal = () => consortium.nodes.find((one) => one.nodeId === 'EU')?.portal ?? '';
const setState = async (id: string, code: string): Promise<number> =>
  (await fetch(`${portal()}/api/v1/directory/participants/${id}/state`, { method: 'POST', headers: { 'x-test-roles': 'coordinator', 'content-type': 'application/json' }, body: JSON.stringify({ code }) })).status;

describe('a coordinator put back from a backup of the first day', () => {
  it('learns from the others what it published since, and goes on from there', async () => {
    expect(await setState('FI', 'suspended')).toBeLessThan(300);
    await waitFor('FR knows', () => state(fr, 'FI') === 'suspended');
    await eu.close();
    // A new database and the directory file of the first day: version 1, in which FI is active.
    eu = await openTrustNode(consortium, 'EU');
    await waitFor('the coordinator knows again', () => state(eu, 'FI') === 'suspended');
    expect(eu.trust.directory.version()).toBe(2);
    expect(await setState('FI', 'active')).toBeLessThan(300);
    await waitFor('FR knows the next version', () => fr.trust.directory.version() === 3);
    expect(state(fr, 'FI')).toBe('active');
    expect(await findAudit(fr.database.db, { action: 'directory-refused', limit: 10 })).toEqual([]);
  });
});
