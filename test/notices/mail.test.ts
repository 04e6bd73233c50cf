import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createMailSender } from '../../connectors/smtp/send-mail.ts';
import { fixedClock, systemClock } from '../../core/clock.ts';
import type { Caller } from '../../core/roles.ts';
import { createAlerts } from '../../node/catalogue/alerts/alerts.ts';
import { searchParameters } from '../../node/catalogue/search/read-query.ts';
import { noticeOperations } from '../../node/http/public/notices/index.ts';
import { createMailer } from '../../node/notices/mailer.ts';
import type { Notices } from '../../node/notices/notices.ts';
import { createNotices } from '../../node/notices/notices.ts';
import { inTransaction } from '../../node/storage/db.ts';
import type { TestCatalogue } from '../catalogue/support.ts';
import { openTestCatalogue } from '../catalogue/support.ts';
import { servePublic } from '../support/public-server.ts';

// Notices and mails against a real mail server on loopback (applications.md §8, catalogue.md §6.3, §6.8, §8).
type Received = { readonly to: readonly string[]; readonly from: string; readonly text: string };
let at: TestCatalogue;
let server: SMTPServer;
let sender: ReturnType<typeof createMailSender>;
let notices: Notices;
const received: Received[] = [];
let answer: (recipient: string) => Error | undefined = () => undefined;
const clock = fixedClock(systemClock.now());
const portal = 'https://fr.example';
const person = (name: string, more: Partial<Caller> = {}): Caller => ({ person: `https://id.example#${name}`, name, email: `${name}@example.org`, language: 'en', roles: ['researcher'], holder: undefined, ...more });
/** Quoted-printable and encoded words undone: what a reader sees. */
const readable = (mail: string): string => Buffer.from(mail.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))), 'latin1').toString('utf8');
const mailer = () => createMailer({ db: at.db, clock, send: sender.send });
const smtpError = (responseCode: number): Error => Object.assign(new Error('no'), { responseCode });

beforeAll(async () => {
  at = await openTestCatalogue();
  server = new SMTPServer({
    authOptional: true, disabledCommands: ['STARTTLS'],
    onRcptTo: (address, _session, done) => done(answer(address.address)),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
        received.push({ to: session.envelope.rcptTo.map((one) => one.address), from: session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address, text: readable(Buffer.concat(chunks).toString('utf8')) });
        done();
      });
    },
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  sender = createMailSender(`smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`, 'EHDS Node <no-reply@fr.example>');
  notices = createNotices({ db: at.db, clock, portal, mail: true });
});
beforeEach(() => {
  received.length = 0;
  answer = () => undefined;
});
afterAll(async () => {
  sender.close();
  await new Promise<void>((done) => server.close(done));
  await at.close();
});

it('alerts of saved searches go by mail: one per look and person, in their language, with title, id, what changed and a link, and nothing else', async () => {
  const alerts = createAlerts({ db: at.db, clock, index: at.catalogue.index, newestChange: at.catalogue.newestChange, tell: notices.tellFollowers, know: notices.know });
  await alerts.run();
  const anna = person('anna', { language: 'fr' });
  for (const caller of [anna, person('ben'), person('no-address', { email: undefined })]) {
    await alerts.know(caller);
    await alerts.save(caller.person, 'Cancer', searchParameters.parse({ q: 'cancer' }), 'en');
  }
  await notices.chooseMail(person('ben'), false);
  const first = await at.add({ iri: 'https://h.example/1', title: { en: 'Cancer registry' }, description: { en: 'A secret of the description that no mail may hold.' } });
  await at.add({ iri: 'https://h.example/2', title: { en: 'Second cancer registry' } });
  await alerts.run();
  await mailer().turn();
  expect(received.map(({ to, from }) => [to, from])).toEqual([[['anna@example.org'], 'no-reply@fr.example']]);
  expect(received[0]?.text).toContain(`Cancer registry\r\n  nouveau · ${first.recordId}\r\n  ${portal}/dataset/${first.recordId}`);
  expect(received[0]?.text).toContain('Auto-Submitted: auto-generated');
  expect(received[0]?.text).not.toContain('secret of the description');
  await mailer().turn();
  await alerts.run();
  expect(received).toHaveLength(1);
  // the alerts stand in the portal for everybody
  expect((await alerts.alerts(person('ben').person)).map((one) => one.title).sort()).toEqual(['Cancer registry', 'Second cancer registry']);
});

it('tells a source\'s owner and the people of that holder once of one event, and a holder of the yearly check', async () => {
  await notices.know(person('holder', { holder: 'Registry Ltd', roles: ['data-holder'], language: 'de' }));
  const run = { event: 'source-empty:run-1:x', source: 'national', owner: 'Registry Ltd', email: 'catalogue@registry.example', run: 'run-1', code: 'source-empty' };
  await notices.tellOfRun(run);
  await notices.tellOfRun(run);
  await notices.tellOfYearlyCheck({ event: 'yearly:1', dataset: 'd-1', title: 'Births', holder: 'Registry Ltd' });
  await mailer().turn();
  expect(received.map(({ to }) => to[0]).sort()).toEqual(['catalogue@registry.example', 'holder@example.org', 'holder@example.org']);
  expect(received.find(({ to }) => to[0] === 'catalogue@registry.example')?.text).toContain(`${portal}/ops/sources/national?run=run-1`);
  expect(received.some(({ text }) => text.includes('Art. 60 Abs. 3') && text.includes('d-1'))).toBe(true);
  const mine = await notices.view(person('holder', { holder: 'Registry Ltd', roles: ['data-holder'] }));
  expect(mine.notices.map(({ kind }) => kind).sort()).toEqual(['source-run', 'yearly-check']);
  expect(mine.notices.every(({ read }) => !read)).toBe(true);
  expect((await notices.view(person('other', { holder: 'Another', roles: ['data-holder'] }))).notices).toEqual([]);
  expect((await notices.view(person('anna'))).notices).toEqual([]);
  clock.advance(1000);
  await notices.markRead(person('holder'));
  expect((await notices.view(person('holder', { holder: 'Registry Ltd' }))).notices.every(({ read }) => read)).toBe(true);
});

it('tries again when the server is in trouble, gives up what is refused for good, and the person sees that', async () => {
  const tell = (event: string, owner: string) => notices.tellOfRun({ event, source: 's', owner: undefined, email: owner, run: event, code: 'parse-error' });
  answer = (recipient) => (recipient.startsWith('gone') ? smtpError(550) : smtpError(451));
  await tell('e-gone', 'gone@example.org');
  await tell('e-busy', 'busy@example.org');
  await mailer().turn();
  await mailer().turn();
  const states = async () => Object.fromEntries((await sql<{ recipient: string; state: string; attempts: number }>`select recipient, state, attempts from mail_outbox where recipient in ('gone@example.org', 'busy@example.org')`.execute(at.db)).rows.map((row) => [row.recipient, [row.state, row.attempts]]));
  expect(await states()).toEqual({ 'gone@example.org': ['failed', 1], 'busy@example.org': ['waiting', 1] });
  answer = () => undefined;
  await mailer().turn();
  expect(received).toEqual([]);
  clock.advance(61_000);
  await mailer().turn();
  expect(received.map(({ to }) => to[0])).toEqual(['busy@example.org']);
  expect((await notices.view(person('gone'))).mail).toMatchObject({ server: true, on: true, bounced: 'EENVELOPE 550' });
  expect(await notices.mailTotals()).toMatchObject({ server: true, waiting: 0, failed: 1 });
});

it('a server that is not there loses nothing', async () => {
  const nowhere = createMailSender('smtp://127.0.0.1:9', 'EHDS Node <no-reply@fr.example>');
  await notices.tellOfRun({ event: 'e-down', source: 's', owner: undefined, email: 'later@example.org', run: 'e-down', code: 'failed' });
  await createMailer({ db: at.db, clock, send: nowhere.send }).turn();
  nowhere.close();
  expect(received).toEqual([]);
  clock.advance(61_000);
  await mailer().turn();
  expect(received.map(({ to }) => to[0])).toEqual(['later@example.org']);
});

it('rolls back with what it tells of', async () => {
  await notices.know(person('rolled'));
  await inTransaction(at.db, async (tx) => {
    await notices.tellFollowers(tx, 'alerts:rolled', new Map([[person('rolled').person, [{ id: 'x', title: 'X', reason: 'new' as const }]]]));
    throw new Error('rolled back');
  }).catch(() => undefined);
  await mailer().turn();
  expect(received).toEqual([]);
});

it('without a mail server everything is told in the portal, and the portal says so', async () => {
  const quiet = createNotices({ db: at.db, clock, portal, mail: false });
  await quiet.tellOfRun({ event: 'e-quiet', source: 'silent', owner: undefined, email: 'nobody@example.org', run: 'r', code: 'failed' });
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from mail_outbox where recipient = 'nobody@example.org'`.execute(at.db);
  expect(rows[0]?.n).toBe(0);
  const web = await servePublic(noticeOperations(quiet));
  try {
    expect((await web.ask('GET', '/api/v1/notices', 'operator')).json).toMatchObject({ mail: { server: false }, notices: expect.arrayContaining([expect.objectContaining({ title: 'silent', code: 'failed' })]) as unknown });
    expect((await web.ask('GET', '/api/v1/notices', 'researcher')).json).toMatchObject({ notices: [] });
    expect((await web.ask('GET', '/api/v1/ops/mail', 'operator')).json).toMatchObject({ server: false });
    expect((await web.ask('GET', '/api/v1/ops/mail', 'researcher')).status).toBe(403);
    expect((await web.ask('PUT', '/api/v1/notices/mail', 'researcher', { on: false })).status).toBe(204);
    expect((await web.ask('GET', '/api/v1/notices', 'researcher')).json).toMatchObject({ mail: { on: false } });
  } finally {
    await web.close();
  }
});
