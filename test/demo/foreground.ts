import { Consortium } from './consortium.ts';
import type { Command } from './control.ts';
import { currentRun, listen } from './control.ts';
import { emptyFolder, freeMegabytes, keepPortBase, keptPortBase } from './folder.ts';
import type { StartOptions } from './options.ts';
import type { DemoNode, Places } from './places.ts';
import { defaultFolder, defaultPortBase, isDemoNode, placesOf } from './places.ts';
import { takenPorts } from './ports.ts';
import { NotReady, stopLeftovers } from './processes.ts';
import { untilShared } from './shared-catalogue.ts';
import { stateTable, welcome } from './welcome.ts';

/** A sentence for the person who typed the command; no stack. */
class Refused extends Error {}

const choosePlaces = async (options: StartOptions): Promise<Places> => {
  const kept = options.fresh ? undefined : await keptPortBase(defaultFolder);
  if (kept !== undefined && options.portBase !== undefined && kept !== options.portBase)
    throw new Refused(`.demo/ was made for port base ${kept}; its keys, directory and dataset addresses name those ports. Add --fresh to begin anew with ${options.portBase}, or leave --port-base away.`);
  return placesOf(defaultFolder, options.portBase ?? kept ?? defaultPortBase);
};

const refuseIfRunning = async (places: Places): Promise<void> => {
  const run = await currentRun(places);
  if (run !== undefined) throw new Refused(`The demo is already running in this folder (process ${run.pid}, since ${run.since}). Look at it with: npm run demo -- status. Stop it with Ctrl-C in its terminal, or: kill ${run.pid}`);
};

const endInterrupted = async (places: Places): Promise<void> => {
  const leftovers = await stopLeftovers(places.folder);
  if (leftovers.length > 0) console.log(`An earlier run was interrupted; stopped what it had left running: ${leftovers.join(', ')}.`);
};

const prepareFolder = async (places: Places, fresh: boolean): Promise<void> => {
  if (fresh) await emptyFolder(places.folder);
  await keepPortBase(places.folder, places.portBase);
  const free = await freeMegabytes(places.folder);
  if (free < 400) throw new Refused(`The disk has only ${free} MB free, four databases need about 400 MB: make room and start again.`);
};

const refuseIfTaken = async (places: Places): Promise<void> => {
  const taken = await takenPorts(places.ports);
  if (taken.length > 0)
    throw new Refused(`Port ${taken.join(', ')} of this machine ${taken.length === 1 ? 'is' : 'are'} taken by another program. Stop it, or move the demo: npm run demo -- --fresh --port-base ${places.portBase + 1000}`);
};

const obey = (consortium: Consortium) => async ({ command, node = '' }: Command): Promise<string> => {
  const id = node.toUpperCase() as DemoNode;
  if (command === 'status') return stateTable(await consortium.states());
  if (command === 'kill') return (await consortium.killNode(id)) ? `${id} was killed (SIGKILL). Start it again: npm run demo -- start ${id}` : `${id} was not running.`;
  await consortium.startNode(id);
  return `${id} runs again: ${consortium.places.node(id).portal}`;
};

/** The first signal stops the demo; a second one must not end the launcher in the middle of that and leave nodes behind. */
const untilStopped = (): Promise<string> =>
  new Promise((stop) => {
    let asked = false;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => {
        if (asked) console.log('Still stopping: each program may take up to 20 seconds.');
        asked = true;
        stop(signal);
      });
  });

const run = async (options: StartOptions, stopped: Promise<string>): Promise<void> => {
  const places = await choosePlaces(options);
  await refuseIfRunning(places);
  await endInterrupted(places);
  await refuseIfTaken(places); // before anything is changed: a refused --fresh must not have emptied the folder
  await prepareFolder(places, options.fresh);
  const consortium = new Consortium(places, { catalogues: options.catalogues });
  const closeControl = await listen(places, obey(consortium));
  const since = Date.now();
  consortium.events.on('started', (name) => console.log(`✓ ${name} (${((Date.now() - since) / 1000).toFixed(1)} s)`));
  consortium.events.on('ended', (name, how) => console.log(`! ${name} has ended (${how}). Log: .demo/${name}/log.${isDemoNode(name) ? ` Start it again: npm run demo -- start ${name}` : ''}`));
  try {
    console.log('Starting provider, two national catalogues and four nodes …');
    const early = await Promise.race([consortium.start().then(() => undefined), stopped]);
    if (early === undefined) {
      console.log(await untilShared(places, stopped));
      console.log(welcome(places, Date.now() - since));
      await stopped;
    }
  } finally {
    console.log('\nStopping …');
    const killed = await consortium.stop();
    await closeControl();
    console.log(killed.length === 0 ? 'All stopped. The state is kept in .demo/ (begin anew with --fresh).' : `Stopped; ${killed.join(', ')} did not end in time and had to be killed.`);
  }
};

export const runForeground = async (options: StartOptions): Promise<number> => {
  try {
    await run(options, untilStopped());
    return 0;
  } catch (error) {
    if (!(error instanceof Refused || error instanceof NotReady)) throw error;
    console.error(error.message);
    return 1;
  }
};
