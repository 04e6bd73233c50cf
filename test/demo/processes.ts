// Child processes of the demo: each in a group of its own (Ctrl-C of the terminal reaches only the launcher, which stops them in
// order), each with a log file, each remembered on disk with pid and start time, so that leftovers of a run that was killed are
// found and only they.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdir, open, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

export type Program = { readonly name: string; readonly folder: string; readonly args: readonly string[]; readonly env: Readonly<Record<string, string>>; readonly ready: () => Promise<boolean> };
export type Running = { readonly program: Program; readonly pid: number; readonly ended: Promise<string>; alive(): boolean; kill(signal: NodeJS.Signals): void };

const pidFolder = (folder: string): string => join(folder, 'processes');

/** Field 22 of /proc/pid/stat: a pid that was given to another process since has another start time. */
export const startTimeOf = async (pid: number): Promise<string | undefined> => {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  const fields = line?.slice(line.lastIndexOf(')') + 2).split(' ');
  return fields?.[0] === 'Z' ? undefined : fields?.[19];
};

const outcomeOf = (code: number | null, signal: NodeJS.Signals | null): string => (signal === null ? `exit code ${code ?? '?'}` : `signal ${signal}`);

/** A log that grew over 50 MB in earlier runs is begun anew: a demo left running must not fill the disk. */
const openLog = async (file: string): Promise<FileHandle> => {
  const size = await stat(file).then((info) => info.size, () => 0);
  return open(file, size > 50 * 1024 * 1024 ? 'w' : 'a');
};

export const startProgram = async (demoFolder: string, program: Program): Promise<Running> => {
  await mkdir(program.folder, { recursive: true });
  await mkdir(pidFolder(demoFolder), { recursive: true });
  const log = await openLog(join(program.folder, 'log'));
  const child: ChildProcess = spawn(process.execPath, program.args, { cwd: join(import.meta.dirname, '..', '..'), env: { ...program.env }, detached: true, stdio: ['ignore', log.fd, log.fd] });
  await log.close();
  const ended = new Promise<string>((done) => {
    child.once('exit', (code, signal) => done(outcomeOf(code, signal)));
    child.once('error', (error) => done(error.message));
  });
  const pid = child.pid ?? 0;
  const file = join(pidFolder(demoFolder), program.name);
  await writeFile(file, JSON.stringify({ pid, startTime: await startTimeOf(pid) }));
  void ended.then(() => rm(file, { force: true }));
  return { program, pid, ended, alive: () => child.exitCode === null && child.signalCode === null, kill: (signal) => void child.kill(signal) };
};

export class NotReady extends Error {}

/** Waits until the program answers. @throws NotReady with the end of its log when it ended or the time is over */
export const untilReady = async (running: Running, deadlineMs: number): Promise<void> => {
  const end = Date.now() + deadlineMs;
  let outcome: string | undefined;
  void running.ended.then((how) => (outcome = how));
  while (!(await running.program.ready())) {
    if (outcome !== undefined) throw new NotReady(`${running.program.name} ended at start (${outcome}).\n${await lastWords(running.program)}`);
    if (Date.now() > end) throw new NotReady(`${running.program.name} did not become ready within ${deadlineMs / 1000} s.\n${await lastWords(running.program)}`);
    await new Promise((wake) => setTimeout(wake, 50));
  }
};

const lastWords = async (program: Program): Promise<string> => {
  const file = join(program.folder, 'log');
  const text = await readFile(file, 'utf8').catch(() => '');
  if (/ENOSPC|No space left/.test(text.slice(-20_000))) return `The disk is full: make room and start again. (${file})`;
  const lines = text.trim().split('\n').map(inWords);
  const errors = lines.filter((line) => /error/i.test(line));
  return `${(errors.length > 0 ? errors : lines).slice(-6).join('\n')}\nThe whole log is ${file}.`;
};

/** A line of a node's log is JSON; a person wants its words. */
const inWords = (line: string): string => {
  if (!line.startsWith('{')) return line;
  try {
    const { level, msg, err } = JSON.parse(line) as { level?: number; msg?: string; err?: { message?: string } };
    return `${(level ?? 0) >= 50 ? 'error: ' : ''}${msg ?? ''} ${err?.message ?? ''}`.trim();
  } catch {
    return line;
  }
};

/** SIGTERM, and SIGKILL for what does not end within `patienceMs`. */
export const stopProgram = async (running: Running, patienceMs = 30_000): Promise<string> => {
  running.kill('SIGTERM');
  const timer = setTimeout(() => running.kill('SIGKILL'), patienceMs);
  const outcome = await running.ended;
  clearTimeout(timer);
  return outcome;
};

/** Stops what an earlier launcher, killed itself, has left running. @returns the names */
export const stopLeftovers = async (demoFolder: string): Promise<string[]> => {
  const names = await readdir(pidFolder(demoFolder)).catch(() => []);
  const stopped: string[] = [];
  for (const name of names) {
    const file = join(pidFolder(demoFolder), name);
    const kept = await readFile(file, 'utf8').then((text) => JSON.parse(text) as { pid: number; startTime?: string }).catch(() => undefined);
    const same = async (): Promise<boolean> => kept?.startTime !== undefined && (await startTimeOf(kept.pid)) === kept.startTime;
    if (kept !== undefined && (await same())) {
      process.kill(kept.pid, 'SIGTERM');
      const end = Date.now() + 15_000;
      while (await same()) {
        if (Date.now() > end) process.kill(kept.pid, 'SIGKILL');
        await new Promise((wake) => setTimeout(wake, 100));
      }
      stopped.push(name);
    }
    await rm(file, { force: true });
  }
  return stopped;
};

/** Resident memory in MB. */
export const memoryOf = async (pid: number): Promise<number> => Math.round(Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8').catch(() => ''))?.[1] ?? 0) / 1024);
