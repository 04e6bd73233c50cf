// `npm run demo -- --check`: a fresh consortium on free ports in a folder of its own, the whole journey through public interfaces,
// a table of what was seen. Everything it starts it stops, by pid.
import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApi } from './check/api.ts';
import type { Story } from './check/application-steps.ts';
import { decisionSteps, returnSteps, submitSteps } from './check/application-steps.ts';
import { badInputSteps } from './check/bad-input-steps.ts';
import { catalogueSteps } from './check/catalogue-steps.ts';
import type { Outcome } from './check/journey.ts';
import { Journey } from './check/journey.ts';
import { absenceSteps, recoverySteps } from './check/status-steps.ts';
import { Consortium } from './consortium.ts';
import { emptyFolder } from './folder.ts';
import { placesOf } from './places.ts';
import { freePortBase } from './ports.ts';

// A node counts as unreachable after five rounds of status: the check need not wait the demo's 25 s for it.
const checkTimes = { STATUS_MS: '2000', HARVEST_MS: '2000' };

const marks = { passed: '✓', failed: '✗', 'not reached': '–' } as const;
const row = (outcome: Outcome): string => `${marks[outcome.state]} ${outcome.name.padEnd(38)} ${`${(outcome.ms / 1000).toFixed(1)} s`.padStart(7)}  ${outcome.saw}`;

const walk = async (journey: Journey, consortium: Consortium): Promise<void> => {
  const api = createApi(consortium.places);
  const story: Story = { id: '' };
  await journey.step('every node is ready', [], async () => {
    await consortium.start();
    return (await consortium.states()).map((one) => `${one.node} ${one.memoryMb} MB`).join(', ');
  });
  await catalogueSteps(journey, api);
  await submitSteps(journey, api, consortium, story);
  await decisionSteps(journey, api, story);
  await absenceSteps(journey, api);
  await returnSteps(journey, api, consortium, story);
  await badInputSteps(journey, api, consortium.places);
  await recoverySteps(journey, api);
  await journey.step('memory of the four nodes', ['every node is ready'], async () => (await consortium.states()).map((one) => `${one.node} ${one.memoryMb ?? 0} MB`).join(', '));
};

const summary = (journey: Journey, ms: number): string => {
  const count = (state: Outcome['state']): number => journey.outcomes.filter((outcome) => outcome.state === state).length;
  return `check: ${count('passed')} steps passed, ${count('failed')} failed, ${count('not reached')} not reached in ${(ms / 1000).toFixed(1)} s`;
};

export const runCheck = async (): Promise<number> => {
  const folder = await mkdtemp(join(tmpdir(), 'ehds-node-check-'));
  // Under root the databases run as another user, who must be able to pass through; the files inside keep their own modes.
  await chmod(folder, 0o711);
  const consortium = new Consortium(placesOf(folder, await freePortBase()), { times: checkTimes });
  const journey = new Journey((outcome) => console.log(row(outcome)));
  const since = Date.now();
  const interrupted = new Promise<'interrupted'>((stop) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop('interrupted'));
  });
  console.log(`A fresh consortium in ${folder}, ports from ${consortium.places.portBase + 90}`);
  const end = await Promise.race([walk(journey, consortium).then(() => 'done' as const), interrupted]);
  await consortium.stop();
  console.log(summary(journey, Date.now() - since));
  if (end === 'done' && journey.passed) {
    await emptyFolder(folder);
    return 0;
  }
  console.log(`Logs and databases are kept for a look: ${folder}`);
  return 1;
};
