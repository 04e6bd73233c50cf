// `npm run bench:exchange [-- --quick] [--minutes N] [--only accept,postgres,redis,memory]`: the figures of exchange.md §5 on this machine; the last line is one JSON object.
import { parseArgs } from 'node:util';
import type { NodeProcess } from '../../fire/processes.ts';
import type { Figures } from './shots.ts';
import { figuresOf, loadAverage, makeMessages, shoot } from './shots.ts';
import type { Stage } from './stage.ts';
import { openStage } from './stage.ts';

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false }, minutes: { type: 'string', default: '0' }, only: { type: 'string', default: '' } } });
const { quick } = values;
const size = { floor: quick ? 1000 : 8000, small: quick ? 800 : 8000, large: quick ? 10 : 100, endToEnd: quick ? 300 : 3000, backlog: quick ? 300 : 10_000, isolation: quick ? 150 : 1000 };
const say = (line: string): void => console.log(line);
const show = (name: string, f: Figures): void => say(`${name.padEnd(46)} ${String(f.perSecond).padStart(8)}/s   p50 ${f.p50Ms} ms   p99 ${f.p99Ms} ms   (${f.count}${f.refused === 0 ? '' : `, ${f.refused} refused`})`);
const round = (n: number): number => Math.round(n * 10) / 10;

const figuresOfProcess = async (node: NodeProcess): Promise<{ rssMb: number; cpuMs: number }> => {
  const heard = node.hear('memory');
  node.tell({ type: 'memory' });
  const { rss, cpuMs } = await heard;
  return { rssMb: Math.round(rss / 1_048_576), cpuMs };
};
const memoryOf = async (node: NodeProcess): Promise<number> => (await figuresOfProcess(node)).rssMb;

const until = async (what: string, probe: () => Promise<boolean>, seconds: number): Promise<void> => {
  const end = performance.now() + seconds * 1000;
  while (!(await probe())) {
    if (performance.now() > end) throw new Error(`waited ${seconds} s in vain until ${what}`);
    await new Promise((wake) => setTimeout(wake, 50));
  }
};

const open = async (stage: Stage, to: string): Promise<number> => Number((await stage.query<{ n: string }>('FR', `select count(*) as n from outbox where receiver = '${to}' and state = 'waiting'`))[0]?.n);

/** Outbox commit to stored receipt, as the rows tell it. */
const deliveries = async (stage: Stage, to: string, since: string): Promise<Figures> => {
  const rows = await stage.query<{ ms: number; began: string; ended: string }>('FR', `select extract(epoch from finished_at - created_at) * 1000 as ms, extract(epoch from created_at) as began, extract(epoch from finished_at) as ended from outbox where receiver = '${to}' and event = 'leg-submit' and state = 'delivered' and created_at > '${since}'`);
  const [began, ended] = [Math.min(...rows.map((row) => Number(row.began))), Math.max(...rows.map((row) => Number(row.ended)))];
  return figuresOf(rows.map((row) => Number(row.ms)), ended - began);
};

/** Receipts stored per second, from the first to the last. */
const pace = async (stage: Stage, to: string, since: string): Promise<number> => {
  const [row] = await stage.query<{ n: string; seconds: string }>('FR', `select count(*) as n, extract(epoch from max(finished_at) - min(finished_at)) as seconds from outbox where receiver = '${to}' and event = 'leg-submit' and state = 'delivered' and created_at > '${since}'`);
  return round(Number(row?.n) / Number(row?.seconds));
};

const sendMany = async (fr: NodeProcess, partners: string[], total: number, perSecond: number): Promise<void> => {
  const stopped = fr.hear('load-stopped', 600_000);
  fr.tell({ type: 'load', load: { partners, perSecond, correlations: total, contentBytes: 4096, total } });
  await stopped;
};

const accept = async (stage: Stage, fi: NodeProcess): Promise<Record<string, unknown>> => {
  const [fr, to] = [stage.ring('FR'), stage.ring('FI')];
  await shoot(stage.port('FI'), fr, await makeMessages(quick ? 100 : 500, 4096, fr, to), 16);
  const before = await figuresOfProcess(fi);
  const small = await shoot(stage.port('FI'), fr, await makeMessages(size.small, 4096, fr, to), 16);
  show('durable accept, 4 KB, 16 in flight', small);
  // Processor time does not depend on what else the machine does: on a busy one it is the figure to trust.
  const cpuMsPerMessage = Math.round(((await figuresOfProcess(fi)).cpuMs - before.cpuMs) / small.count * 100) / 100;
  say(`processor time of the receiving process per 4 KB message: ${cpuMsPerMessage} ms, so at most ${Math.round(1000 / cpuMsPerMessage)}/s in one process`);
  const large = await shoot(stage.port('FI'), fr, await makeMessages(size.large, 1_048_576, fr, to), 4);
  show('durable accept, 1 MB, 4 in flight', large);
  return { accept4kb: small, accept1mb: large, cpuMsPerMessage, memoryMb: { before: before.rssMb, after: await memoryOf(fi) } };
};

const acceptAlone = async (stage: Stage): Promise<Record<string, unknown>> => {
  const receiver = await stage.start('FI', { idle: true });
  const accepted = await accept(stage, receiver);
  await receiver.kill();
  return accepted;
};

const onBackend = async (stage: Stage, redis: boolean): Promise<Record<string, unknown>> => {
  say(`— queue on ${redis ? 'Redis' : 'PostgreSQL'}`);
  let fi = await stage.start('FI', {}, redis);
  const fr = await stage.start('FR', { env: { PARTNER_CONCURRENCY: '16', PARTNER_RATE_PER_SECOND: '5000', BREAKER_PROBE_MS: '500', BREAKER_PROBE_CAP_MS: '1000', RETRY_BASE_MS: '500', SWEEP_MS: '5000' } }, redis);
  try {
    let since = new Date().toISOString();
    const began = performance.now();
    await sendMany(fr, ['FI'], size.endToEnd, 1000);
    await until('all are delivered', async () => (await open(stage, 'FI')) === 0, 300);
    const endToEnd = { ...(await deliveries(stage, 'FI', since)), perSecond: round(size.endToEnd / ((performance.now() - began) / 1000)) };
    show('end to end: commit → receipt stored (with outcomes)', endToEnd);

    since = new Date().toISOString();
    await sendMany(fr, ['FI'], size.isolation, 50);
    await until('all are delivered', async () => (await open(stage, 'FI')) === 0, 300);
    const alone = await deliveries(stage, 'FI', since);
    since = new Date().toISOString();
    await sendMany(fr, ['FI', 'DE'], size.isolation * 2, 100);
    await until('all are delivered', async () => (await open(stage, 'FI')) === 0, 300);
    const besideDead = await deliveries(stage, 'FI', since);
    show('to FI at 50/s, nobody dead', alone);
    show('to FI at 50/s, DE dead and as many for it', besideDead);

    await fi.kill();
    since = new Date().toISOString();
    await sendMany(fr, ['FI'], size.endToEnd, 2000);
    fi = await stage.start('FI', { idle: true }, redis);
    await until('the stored messages are delivered', async () => (await open(stage, 'FI')) === 0, 300);
    const delivered = await pace(stage, 'FI', since);
    say(`delivery alone, of messages already committed, the receiver's handlers held back: ${delivered}/s`);

    await fi.kill();
    await sendMany(fr, ['FI'], size.backlog, 2000);
    const waiting = await open(stage, 'FI');
    fi = await stage.start('FI', {}, redis);
    const started = performance.now();
    await until('the backlog is drained', async () => (await open(stage, 'FI')) === 0, 600);
    const seconds = (performance.now() - started) / 1000;
    say(`backlog of ${waiting} drained in ${round(seconds)} s: ${round(waiting / seconds)}/s`);
    return { endToEnd, deliveryAlonePerSecond: delivered, alone, besideDead, backlog: { waiting, seconds: round(seconds), perSecond: round(waiting / seconds) } };
  } finally {
    await Promise.all([fr.kill(), fi.kill()]);
  }
};

const memoryRun = async (stage: Stage, minutes: number): Promise<number[]> => {
  const fi = await stage.start('FI', { idle: true });
  const samples: number[] = [];
  const end = performance.now() + minutes * 60_000;
  while (performance.now() < end) {
    await shoot(stage.port('FI'), stage.ring('FR'), await makeMessages(2000, 4096, stage.ring('FR'), stage.ring('FI')), 16);
    samples.push(await memoryOf(fi));
  }
  await fi.kill();
  return samples;
};

const began = performance.now();
const stage = await openStage();
try {
  const loadBefore = loadAverage();
  const wants = (part: string): boolean => values.only === '' || values.only.split(',').includes(part);
  const floorServer = await stage.floor();
  const bodies = await makeMessages(100, 4096, stage.ring('FR'), stage.ring('FI'));
  const floor = await shoot(floorServer.port, stage.ring('FR'), Array.from({ length: size.floor }, (_, index) => bodies[index % bodies.length] as Buffer), 16);
  floorServer.stop();
  show('floor: bare mutual-TLS server', floor);
  const accepted = wants('accept') ? await acceptAlone(stage) : {};
  const postgres = wants('postgres') ? await onBackend(stage, false) : undefined;
  const redis = wants('redis') && stage.redis && (!quick || values.only !== '') ? await onBackend(stage, true) : undefined;
  const memoryMb = wants('memory') && Number(values.minutes) > 0 ? await memoryRun(stage, Number(values.minutes)) : undefined;
  console.log(JSON.stringify({ quick, floor, ...accepted, postgres, redis: redis ?? (stage.redis ? 'not asked for, or the quick run' : 'no Redis on this machine'), memoryRunMb: memoryMb, loadAverage: [loadBefore, loadAverage()], seconds: round((performance.now() - began) / 1000) }));
} finally {
  await stage.close();
}
process.exit(0);
