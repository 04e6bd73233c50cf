import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openKeyRing } from '../../certs/open-key-ring.ts';
import { clientTlsOptions } from '../../certs/tls-context.ts';
import type { TestConsortium } from '../support/consortium.ts';
import { testConsortium } from '../support/consortium.ts';
import type { TestDatabase } from '../support/database.ts';
import { openTestDatabase } from '../support/database.ts';
import type { TestGate } from '../support/trust.ts';
import { openTestGate, rawRequest } from '../support/trust.ts';

describe('partner listener', () => {
  let consortium: TestConsortium;
  let database: TestDatabase;
  let gate: TestGate;
  beforeAll(async () => {
    [consortium, database] = await Promise.all([testConsortium(['EU', 'FR', 'FI']), openTestDatabase()]);
    gate = await openTestGate(consortium, 'FR', database.db);
  });
  afterAll(async () => {
    await gate.close();
    await database.close();
    await consortium.remove();
  });

  it('lets a listed partner in and tells the operation who it is', async () => {
    const fi = await openKeyRing(consortium.keysDir('FI'));
    const answer = await rawRequest(gate.port, clientTlsOptions(fi));
    expect(answer).toMatchObject({ status: 200, body: '{"partner":"FI"}' });
    fi.close();
  });
  it('refuses a caller without a certificate, with a code of its own', async () => {
    await expect(rawRequest(gate.port, { ca: [...gate.keyRing.ca()] })).rejects.toThrow();
    expect(gate.refusals).toEqual(['tls-no-certificate']);
  });
});
