import type { Bundle } from 'fhir/r4.d.ts';
import { v7 as uuid } from 'uuid';
import { fixedClock } from '../../../core/clock.ts';
import type { ApplicationId, MessageId, NodeId } from '../../../core/ids.ts';
import type { MessageEvent } from '../../../core/exchange.ts';
import type { Caller, Role } from '../../../core/roles.ts';
import { outcomeToFhir } from '../../../mappings/envelope-to-fhir/outcome-to-fhir.ts';
import type { Applications } from '../../../node/applications/applications.ts';
import { createApplications } from '../../../node/applications/applications.ts';
import { clockRulesOf, toApplicationSettings } from '../../../node/applications/settings.ts';
import { createAudit } from '../../../node/audit/audit.ts';
import { createHandlers } from '../../../node/exchange/handlers/index.ts';
import type { HandlerOutcome, Handlers } from '../../../node/exchange/ports.ts';
import { inTransaction } from '../../../node/storage/db.ts';
import type { TestDatabase } from '../../support/database.ts';
import { openTestDatabase } from '../../support/database.ts';

/** Application services of several nodes on real databases. What the exchange does is done here by hand: real FHIR bundles, as JSON text, in the order
 *  the test chooses. Sockets, signatures and retries are tested with the exchange. */
export type Letter = { readonly id: MessageId; readonly from: string; readonly to: string; readonly event: MessageEvent; readonly application: string; readonly content: string };
export type TestNode = { readonly id: NodeId; readonly applications: Applications; readonly handlers: Handlers; readonly database: TestDatabase };

export const person = (name: string, ...roles: Role[]): Caller => ({ person: `idp#${name}`, name, email: undefined, language: 'en', roles, holder: undefined });
export const researcher = person('Researcher, demo', 'researcher');
export const handler = person('Case handler, demo', 'case-handler');
export const decider = person('Decision maker, demo', 'decision-maker');

const zones: Readonly<Record<string, string>> = { FR: 'Europe/Paris', FI: 'Europe/Helsinki', DE: 'Europe/Berlin' };
const countries = ['FR', 'FI', 'DE'];

export const datasetId = (node: string): string => `dataset-${node}`;

/** @param ids the nodes that are opened: a database each; letters to others stay on their way */
export const openNodes = async (ids: readonly ('FR' | 'FI' | 'DE')[] = ['FR', 'FI', 'DE'], settings: Record<string, unknown> = {}, at = '2029-04-03T08:00:00.000Z') => {
  const clock = fixedClock(at);
  const letters: Letter[] = [];
  const outcomes: { letter: Letter; outcome: HandlerOutcome }[] = [];
  const offered = new Set(countries.map(datasetId));

  const openNode = async (id: NodeId): Promise<TestNode> => {
    const database = await openTestDatabase(4);
    const node = { id, country: id, timeZone: zones[id] ?? 'UTC', name: { en: `Body of ${id}` } };
    const read = toApplicationSettings({ 'appeal.days': 60, ...settings });
    const applications = createApplications({
      db: database.db, clock, audit: createAudit({ clock }), node, publicUrl: `https://${id.toLowerCase()}.example`, settings: read, rules: clockRulesOf(read, node),
      send: (_tx, message) => {
        const letter: Letter = { id: uuid() as MessageId, from: id, to: message.to, event: message.event, application: message.applicationId, content: JSON.stringify(message.content) };
        letters.push(letter);
        return Promise.resolve(letter.id);
      },
      wake: () => undefined,
      deliveryOf: (application, to) => Promise.resolve({ state: letters.some((letter) => letter.application === application && letter.to === to) ? 'waiting' : 'delivered', attempts: [] }),
      findDataset: (wanted) => {
        const country = wanted.replace('dataset-', '');
        if (!countries.includes(country)) return Promise.resolve(undefined);
        return Promise.resolve({ id: wanted, iri: `https://${country.toLowerCase()}.example/dataset/1`, node: country as NodeId, country, title: { en: `Register of ${country}` }, version: 'v1', hdab: undefined, state: offered.has(wanted) ? 'published' : 'withdrawn' });
      },
      findAddressee: (wanted) => (countries.includes(wanted) ? { nodeId: wanted, country: wanted, name: { en: wanted }, active: true } : undefined),
    });
    return { id, applications, handlers: createHandlers(applications.receivers, applications.receiveOutcome), database };
  };

  const opened = new Map<string, TestNode>(await Promise.all(ids.map(async (id) => [id, await openNode(id as NodeId)] as const)));
  const nodeOf = (id: string): TestNode => {
    const node = opened.get(id);
    if (node === undefined) throw new Error(`node ${id} was not opened for this test`);
    return node;
  };

  const answer = async (letter: Letter, outcome: HandlerOutcome): Promise<void> => {
    if (outcome.type === 'parked' || letter.event === 'outcome') return;
    const issues = outcome.type === 'validated'
      ? (outcome.warnings ?? []).map((issue) => ({ severity: 'warning' as const, code: issue.code, text: issue.text, linkId: issue.linkId }))
      : [{ severity: 'error' as const, code: outcome.code, text: outcome.text }];
    const sender = nodeOf(letter.from);
    await inTransaction(sender.database.db, (tx) => sender.handlers.outcome(tx, {
      messageId: uuid() as MessageId, sender: letter.to as NodeId, event: 'outcome', correlationId: letter.application, sequence: 1, receivedAt: clock.now(),
      content: outcomeToFhir(issues), inReplyTo: letter.id, replyCode: outcome.type === 'validated' ? 'ok' : 'fatal-error',
    }));
  };

  /** Hands one letter over: handler, receipt to the sender, outcome to the sender. */
  const deliver = async (letter: Letter, options: { readonly keep?: boolean } = {}): Promise<HandlerOutcome> => {
    const at_ = letters.indexOf(letter);
    if (at_ >= 0 && options.keep !== true) letters.splice(at_, 1);
    const receiver = nodeOf(letter.to);
    const inbound = {
      messageId: letter.id, sender: letter.from as NodeId, event: letter.event, correlationId: letter.application, sequence: 1, receivedAt: clock.now(),
      content: JSON.parse(letter.content) as Bundle, inReplyTo: undefined, replyCode: undefined,
    };
    const outcome = await inTransaction(receiver.database.db, (tx) => receiver.handlers[letter.event](tx, inbound));
    outcomes.push({ letter, outcome });
    const sender = nodeOf(letter.from);
    await inTransaction(sender.database.db, (tx) => sender.applications.onDelivered(tx, { messageId: letter.id, receivedAt: clock.now() }));
    await answer(letter, outcome);
    return outcome;
  };

  /** Hands everything over, oldest first, until nothing is on its way; the letters `except` names stay. */
  const deliverAll = async (except: (letter: Letter) => boolean = () => false): Promise<void> => {
    for (let next = letters.find((letter) => !except(letter)); next !== undefined; next = letters.find((letter) => !except(letter))) await deliver(next);
  };

  return {
    get FR() { return nodeOf('FR'); },
    get FI() { return nodeOf('FI'); },
    get DE() { return nodeOf('DE'); },
    clock, letters, outcomes, deliver, deliverAll, offered,
    advanceDays: (days: number) => clock.advance(days * 86_400_000),
    application: (id: string) => id as ApplicationId,
    close: () => Promise.all([...opened.values()].map((node) => node.database.close())).then(() => undefined),
  };
};
export type Nodes = Awaited<ReturnType<typeof openNodes>>;
