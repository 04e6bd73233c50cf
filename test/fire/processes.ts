import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { FromProcess, ProcessOptions, ToProcess } from './node-process.ts';

export type NodeProcess = {
  readonly name: string;
  readonly child: ChildProcess;
  tell(message: ToProcess): void;
  /** Waits for the next message of this type. */
  hear<T extends FromProcess['type']>(type: T, timeoutMs?: number): Promise<Extract<FromProcess, { type: T }>>;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
  /** Its last words when it ended without being killed. */
  died(): string | undefined;
};

/** Starts one process of a node and waits until it is ready. Rejects with its last words when it ends before. */
export const startProcess = async (name: string, options: ProcessOptions, settings: { quiet?: boolean } = {}): Promise<NodeProcess> => {
  const child = fork(join(import.meta.dirname, 'node-process.ts'), [JSON.stringify(options)], { stdio: ['ignore', settings.quiet === false ? 'inherit' : 'ignore', 'pipe', 'ipc'], execArgv: [] });
  let words = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    words = (words + chunk.toString()).slice(-2000);
  });
  let died: string | undefined;
  const gone = new Promise<void>((done) =>
    child.once('exit', (_code, signal) => {
      if (signal !== 'SIGKILL') died = words === '' ? 'no words' : words;
      done();
    }),
  );
  const hear: NodeProcess['hear'] = (type, timeoutMs = 60_000) =>
    new Promise((done, fail) => {
      const finish = (work: () => void): void => {
        clearTimeout(timer);
        child.off('message', listen);
        child.off('exit', ended);
        work();
      };
      const listen = (message: unknown): void => {
        if ((message as FromProcess).type === type) finish(() => done(message as never));
      };
      const ended = (): void => finish(() => fail(new Error(`${name} ended while ${type} was awaited: ${words}`)));
      const timer = setTimeout(() => finish(() => fail(new Error(`${name} did not say ${type} within ${timeoutMs} ms`))), timeoutMs);
      child.on('message', listen);
      child.once('exit', ended);
    });
  // A machine under load takes its time to load the code; one that never comes is not left behind with its port.
  await hear('ready', 180_000).catch((error: unknown) => {
    child.kill('SIGKILL');
    throw error;
  });
  return {
    name,
    child,
    hear,
    tell: (message) => {
      if (child.connected) child.send(message);
    },
    died: () => died,
    kill: async () => {
      child.kill('SIGKILL');
      await gone;
    },
  };
};
