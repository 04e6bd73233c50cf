// The one way in: `npm run demo`, `npm test` and `npm run check` all start here. Plain JavaScript without packages, because on a
// fresh machine there are none yet, and any Node from 20 on must be able to read it. It makes the machine ready, then hands over
// to Node 24. Every step leaves its mark only when it is complete, so an interrupted set-up is simply tried again.
import { bringBrowser, browserIsPacked } from './browser.mjs';
import { checkMachine, checkDisk } from './machine.mjs';
import { installDependencies, node24 } from './dependencies.mjs';
import { buildPortal } from './portal.mjs';
import { runHanded } from './child.mjs';
import { Stop, say, step } from './progress.mjs';
import { runTests } from './tests.mjs';
import { runCheck } from './check.mjs';
import { withLock } from './lock.mjs';

const commands = {
  /** The demo needs the portal; its second-terminal commands need nothing but what the first has made. */
  demo: async (args) => {
    const secondTerminal = ['kill', 'start', 'status', 'token'].includes(args[0]);
    await prepare({ portal: !secondTerminal });
    return runHanded(node24, ['test/demo/main.ts', ...args]);
  },
  test: async (args) => {
    await prepare({ portal: true, browser: true });
    return runTests(args);
  },
  check: async (args) => {
    await prepare({ portal: true, browser: true });
    return runCheck(args);
  },
};

const prepare = ({ portal, browser = false }) =>
  withLock(async () => {
    checkMachine();
    checkDisk();
    await installDependencies();
    if (portal) await buildPortal();
    if (browser && browserIsPacked()) await step('Unpacking the browser for the tests', bringBrowser);
  });

const [name, ...args] = process.argv.slice(2);
const command = commands[name];
if (command === undefined) {
  say(`There is no "${name ?? ''}" here: use one of ${Object.keys(commands).join(', ')}.`);
  process.exit(64);
}
try {
  process.exitCode = await command(args);
} catch (error) {
  if (!(error instanceof Stop)) throw error;
  say(`\n${error.message}`);
  process.exitCode = error.exitCode;
}
