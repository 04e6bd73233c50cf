import { EventEmitter } from 'node:events';
import type { DemoNode, Places } from './places.ts';
import { nodeIds } from './places.ts';
import type { Running } from './processes.ts';
import { memoryOf, startProgram, stopProgram, untilReady } from './processes.ts';
import type { Times } from './programs.ts';
import { nodeProgram, providerProgram, standInPrograms } from './programs.ts';
import type { Catalogues } from './sources.ts';
import { ensureTrust } from './trust.ts';

export type NodeState = { readonly node: DemoNode; readonly state: 'running' | 'stopped'; readonly how: string | undefined; readonly pid: number | undefined; readonly memoryMb: number | undefined };

/** The demo's programs as one thing to start, break, mend and stop. */
export class Consortium {
  readonly places: Places;
  readonly events = new EventEmitter<{ started: [string]; ended: [string, string] }>();
  readonly #catalogues: Catalogues;
  readonly #times: Times;
  readonly #running = new Map<string, Running>();
  readonly #ended = new Map<string, string>();
  #stopping = false;

  constructor(places: Places, options: { readonly catalogues?: Catalogues; readonly times?: Times } = {}) {
    this.places = places;
    this.#catalogues = options.catalogues ?? {};
    this.#times = options.times ?? {};
  }

  /** Provider and stand-ins first, then all nodes at once. @throws NotReady when one of them does not come up; the rest keep running until `stop` */
  async start(deadlineMs = 180_000): Promise<void> {
    await ensureTrust(this.places, new Date().toISOString());
    const helpers = [await providerProgram(this.places), ...standInPrograms(this.places)];
    await Promise.all(helpers.map((program) => this.#run(program, deadlineMs)));
    await Promise.all(nodeIds.map((id) => this.startNode(id, deadlineMs)));
  }

  async startNode(id: DemoNode, deadlineMs = 120_000): Promise<void> {
    if (this.#running.get(id)?.alive() === true) return;
    await this.#run(await nodeProgram(this.places, id, this.#catalogues, this.#times), deadlineMs);
  }

  async #run(program: Awaited<ReturnType<typeof nodeProgram>>, deadlineMs: number): Promise<void> {
    if (this.#stopping) return;
    const running = await startProgram(this.places.folder, program);
    this.#running.set(program.name, running);
    this.#ended.delete(program.name);
    void running.ended.then((how) => {
      this.#ended.set(program.name, how);
      if (!this.#stopping) this.events.emit('ended', program.name, how);
    });
    await untilReady(running, deadlineMs);
    this.events.emit('started', program.name);
  }

  /** SIGKILL, as a machine that loses power. @returns false when it was not running */
  async killNode(id: DemoNode): Promise<boolean> {
    const running = this.#running.get(id);
    if (running === undefined || !running.alive()) return false;
    running.kill('SIGKILL');
    await running.ended;
    return true;
  }

  async states(): Promise<NodeState[]> {
    return Promise.all(
      nodeIds.map(async (node) => {
        const running = this.#running.get(node);
        const alive = running?.alive() === true;
        return { node, state: alive ? 'running' : 'stopped', how: this.#ended.get(node), pid: alive ? running.pid : undefined, memoryMb: alive ? await memoryOf(running.pid) : undefined };
      }),
    );
  }

  /** Nodes first, then what they lean on. @returns what had to be killed */
  async stop(): Promise<string[]> {
    this.#stopping = true;
    const all = [...this.#running.values()].filter((running) => running.alive());
    const isNode = (running: Running): boolean => (nodeIds as readonly string[]).includes(running.program.name);
    const killed: string[] = [];
    for (const group of [all.filter(isNode), all.filter((running) => !isNode(running))])
      await Promise.all(
        group.map(async (running) => {
          if ((await stopProgram(running)) === 'signal SIGKILL') killed.push(running.program.name);
        }),
      );
    return killed;
  }
}
