import { Worker } from 'node:worker_threads';

export type LoadResult = { readonly requests: number; readonly perSecond: number; readonly p50: number; readonly p95: number; readonly p99: number; readonly errors: number };

// runs in a thread of its own, so that measuring does not stand in the way of answering
const program = `
const { workerData, parentPort } = require('node:worker_threads');
const http = require('node:http');
const { base, paths, clients, seconds, headers } = workerData;
const agent = new http.Agent({ keepAlive: true, maxSockets: clients });
const target = new URL(base);
const times = [];
let errors = 0, next = 0;
const one = (path) => new Promise((done) => {
  const start = performance.now();
  const req = http.get({ host: target.hostname, port: target.port, path, agent, headers }, (res) => {
    res.on('data', () => {});
    res.on('end', () => { times.push(performance.now() - start); if (res.statusCode !== 200) errors += 1; done(); });
  });
  req.on('error', () => { errors += 1; done(); });
});
const end = performance.now() + seconds * 1000;
const client = async () => { while (performance.now() < end) await one(paths[next++ % paths.length]); };
const began = performance.now();
Promise.all(Array.from({ length: clients }, client)).then(() => {
  times.sort((a, b) => a - b);
  const at = (q) => Math.round((times[Math.min(times.length - 1, Math.floor(times.length * q))] ?? 0) * 10) / 10;
  parentPort.postMessage({ requests: times.length, perSecond: Math.round(times.length / ((performance.now() - began) / 1000)), p50: at(0.5), p95: at(0.95), p99: at(0.99), errors });
  agent.destroy();
});`;

/** Closed-loop clients against a running server, each asking the next path as soon as it has its answer. */
export const load = (base: string, paths: readonly string[], options: { readonly clients: number; readonly seconds: number; readonly headers?: Record<string, string> }): Promise<LoadResult> =>
  new Promise((done, fail) => {
    const worker = new Worker(program, { eval: true, workerData: { base, paths, headers: {}, ...options } });
    worker.once('message', (result: LoadResult) => done(result));
    worker.once('error', fail);
  });
