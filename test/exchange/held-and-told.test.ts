import { v7 as newId } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asId } from '../../core/ids.ts';
import { newDatabaseUrl } from '../support/database.ts';
import { waitFor } from '../support/wait-for.ts';
import type { TestConsortium } from '../support/consortium.ts';
import { effects, recordingHandlers } from './support/effects.ts';
import type { ExchangeNode } from './support/exchange-node.ts';
import { refuse, startFakePartner } from './support/fake-partner.ts';
import { nextDirectory } from './support/next-directory.ts';
import { send, startNode, testConsortium } from './support/pair.ts';

const by = { person: 'Operator, demo', role: 'operator' };
// No sweeper and no second look within a test: what is not woken at once is found missing.
const unswept = { SWEEP_MS: '600000' };

describe('a wait that a partner asked for', () => {
  it('is kept by a second process of the node and after a restart, until a person resumes', async () => {
    const consortium = await testConsortium(['FR', 'DE']);
    const de = await startFakePartner(consortium, 'DE');
    de.answer(refuse(429, 'throttled', { 'retry-after': '3600' }));
    const databaseUrl = await newDatabaseUrl();
    const first = await startNode(consortium, 'FR', { databaseUrl });
    await send(first, { to: 'DE' });
    const held = async (node: ExchangeNode) => (await node.exchange.linkStatuses()).find((one) => one.partner === 'DE' && one.state === 'held' && one.why === 'throttled');
    await waitFor('the link is held', () => held(first));
    const second = await startNode(consortium, 'FR', { databaseUrl, listen: false });
    expect(await held(second)).toBeDefined();
    await send(second, { to: 'DE' });
    await second.exchange.operate.steering.resume('DE', by);
    // The second message goes out now; the first keeps the wait it was told.
    await waitFor('the second went out', () => de.bodies.length === 2);
    await waitFor('both wait', async () => (await first.exchange.linkStatuses()).find((one) => one.partner === 'DE' && one.waiting === 2 && one.inFlight === 0));
    expect(de.bodies).toHaveLength(2);
    await Promise.all([first.stop(), second.stop()]);
    await de.close();
    await consortium.remove();
  });
});

describe('two processes of one node, started by mistake', () => {
  it('deliver and work side by side: every message takes effect once and in order, whichever of the four had it', async () => {
    const consortium = await testConsortium(['FR', 'FI']);
    const [frUrl, fiUrl] = [await newDatabaseUrl(), await newDatabaseUrl()];
    const twice = async (id: string, databaseUrl: string) => [await startNode(consortium, id, { databaseUrl }), await startNode(consortium, id, { databaseUrl, listen: false })] as const;
    const [frs, fis] = [await twice('FR', frUrl), await twice('FI', fiUrl)];
    const correlations = Array.from({ length: 5 }, () => newId());
    for (let n = 0; n < 4; n++) await Promise.all(correlations.map((correlationId, index) => send(frs[(n + index) % 2] ?? frs[0], { to: 'FI', correlationId, event: 'leg-message' })));
    const total = correlations.length * 4;
    await waitFor('all took effect', async () => (await effects(fis[0].storage.db, 'leg-message')).length >= total, { timeoutMs: 60_000 });
    await waitFor('all outcomes are back', async () => (await effects(frs[0].storage.db, 'outcome')).length >= total, { timeoutMs: 60_000 });
    const seen = await effects(fis[0].storage.db, 'leg-message');
    expect(new Set(seen.map((effect) => effect.message_id)).size).toBe(seen.length);
    for (const correlation of correlations) expect(seen.filter((effect) => effect.correlation_id === correlation).map((effect) => effect.sequence)).toEqual([1, 2, 3, 4]);
    expect(await effects(frs[0].storage.db, 'outcome')).toHaveLength(total);
    await Promise.all([...frs, ...fis].map((node) => node.stop()));
    await consortium.remove();
  }, 90_000);
});

describe('two nodes', () => {
  let consortium: TestConsortium;
  let fr: ExchangeNode;
  let fi: ExchangeNode;
  beforeAll(async () => {
    consortium = await testConsortium(['FR', 'FI']);
    const usual = recordingHandlers();
    const handlers = () => recordingHandlers({ 'leg-clock': () => Promise.reject(new Error('fails on purpose')), 'info-request': (tx, inbound) => usual['info-request'](tx, inbound) });
    [fr, fi] = [await startNode(consortium, 'FR', { env: unswept }), await startNode(consortium, 'FI', { handlers, env: unswept })];
  });
  afterAll(async () => {
    await Promise.all([fr.stop(), fi.stop()]);
    await consortium.remove();
  });

  it('go on with an application at once when one of its messages went into quarantine', async () => {
    const correlationId = newId();
    await send(fr, { to: 'FI', correlationId, event: 'leg-clock' });
    const next = await send(fr, { to: 'FI', correlationId, event: 'info-request' });
    await waitFor('the next one took effect', async () => (await effects(fi.storage.db)).some((effect) => effect.message_id === next));
  });

  it('never send what the directory says the other does not take; it becomes a dead letter with a sentence, and goes out when the directory has changed', async () => {
    await nextDirectory(consortium, (document) => ({ ...document, participants: document.participants.map((one) => (one.nodeId === 'FI' ? { ...one, supports: { ...one.supports, events: ['leg-submit', 'outcome'] } } : one)) }));
    await fr.directory.refresh('test');
    const correlationId = newId();
    const id = await send(fr, { to: 'FI', correlationId, event: 'peer-decision' });
    const { deadLetters } = fr.exchange.operate;
    const letter = await waitFor('it is dead', async () => (await deadLetters.list({ correlation: correlationId })).letters[0]);
    expect(letter).toMatchObject({ messageId: id, reason: 'unsupported-event', lastAnswer: 'Not sent: the directory says that FI takes leg-submit, outcome, and not peer-decision.' });
    expect((await fr.exchange.deliveryOf(correlationId, asId('FI'))).attempts).toEqual([]);
    await nextDirectory(consortium, (document) => ({ ...document, participants: document.participants.map((one) => (one.nodeId === 'FI' ? { ...one, supports: { ...one.supports, events: [...one.supports.events, 'peer-decision'] } } : one)) }));
    await fr.directory.refresh('test');
    await deadLetters.sendAgain({ correlation: correlationId }, by);
    await waitFor('it took effect', async () => (await effects(fi.storage.db)).some((effect) => effect.message_id === id));
  });
});
