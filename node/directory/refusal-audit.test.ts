import { expect, it } from 'vitest';
import { fixedClock } from '../../core/clock.ts';
import type { AuditEvent } from '../audit/audit.ts';
import type { Db } from '../storage/db.ts';
import { createRefusalAudit } from './refusal-audit.ts';

it('tells each kind and address once a minute, and how many there were in between', () => {
  const clock = fixedClock('2027-03-29T00:30:00.000Z');
  const told: AuditEvent[] = [];
  const audit = { record: () => Promise.resolve(), recordAll: () => Promise.resolve(), recordAlone: (_db: Db, event: AuditEvent) => Promise.resolve(void told.push(event)) };
  const refused = createRefusalAudit({ audit, db: {} as Db, clock, failed: () => undefined });
  for (let turn = 0; turn < 100; turn++) refused('not-listed', { address: '192.0.2.1', detail: '' });
  refused('tls-expired', { address: '192.0.2.1', detail: '' });
  refused('not-listed', { address: '192.0.2.2', detail: '' });
  expect(told.map((event) => [event.details?.['code'], event.actor])).toEqual([['not-listed', 'address:192.0.2.1'], ['tls-expired', 'address:192.0.2.1'], ['not-listed', 'address:192.0.2.2']]);
  clock.advance(60_000);
  refused('not-listed', { address: '192.0.2.1', detail: '' });
  expect(told.at(-1)?.details).toMatchObject({ code: 'not-listed', heldBack: 99 });
});
