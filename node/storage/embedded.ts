import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { GuardOrder, GuardReport } from './embedded-child.ts';

export type Embedded = {
  readonly url: string;
  /** Process id of PostgreSQL itself; another one after a restart. */
  pid(): number;
  stop(): Promise<void>;
};

/** Starts the embedded PostgreSQL of `dataDir` in a guard process of its own, making the cluster the first time.
 *  @param onLost called when the database ended although nobody stopped it; the guard starts it again on the same port
 *  @throws Error with one sentence that says what to do */
export const startEmbedded = (dataDir: string, onLost: (reason: string) => void, options: readonly string[] = []): Promise<Embedded> =>
  new Promise((ready, fail) => {
    const child = fork(join(import.meta.dirname, 'embedded-child.ts'), [], { detached: true, stdio: 'ignore' });
    let stopping = false;
    let pid = 0;
    let started = false;
    const ended = new Promise<void>((done) => child.once('exit', () => done()));
    child.once('exit', () => {
      if (!started) fail(new Error('The embedded database could not be started: its guard process ended.'));
      else if (!stopping) onLost('the embedded database ended and could not be started again');
    });
    child.on('message', (message) => {
      const report = message as GuardReport;
      if (report.type === 'restarted') {
        pid = report.pid;
        onLost('the embedded database had ended and was started again');
        return;
      }
      if (report.type === 'failed') {
        started = true;
        stopping = true;
        fail(new Error(report.reason));
        return;
      }
      started = true;
      pid = report.pid;
      ready({
        url: report.url,
        pid: () => pid,
        stop: async () => {
          stopping = true;
          if (child.connected) child.send('stop');
          await ended;
        },
      });
    });
    const order: GuardOrder = { dataDir, options };
    child.send(order);
  });
