import { currentRun, send } from './control.ts';
import { keptPortBase } from './folder.ts';
import type { CommandOptions } from './options.ts';
import { defaultFolder, defaultPortBase, isDemoNode, nodeIds, placesOf } from './places.ts';
import { obtainToken } from './token.ts';
import { demoUsers, findUser, homeOf } from './users.ts';

const printToken = async (portBase: number, login: string, node: string): Promise<number> => {
  if (findUser(login) === undefined) return refuse(`There is no demo user "${login}". These are: ${demoUsers.map((user) => user.login).join(', ')}.`);
  if (!isDemoNode(node)) return refuse(`There is no node ${node}: one of ${nodeIds.join(', ')}.`);
  const places = placesOf(defaultFolder, portBase);
  console.log(await obtainToken({ issuer: places.provider.issuer, login, audience: places.node(node).portal }));
  return 0;
};

const refuse = (sentence: string): number => {
  console.error(sentence);
  return 1;
};

/** kill, start, status, token: on the demo that runs in another terminal. */
export const runCommand = async ({ command, rest }: CommandOptions): Promise<number> => {
  const run = await currentRun(placesOf(defaultFolder, (await keptPortBase(defaultFolder)) ?? defaultPortBase));
  if (run === undefined) return refuse('The demo is not running in this folder: start it with `npm run demo` in another terminal.');
  try {
    if (command === 'token') {
      const login = rest[0] ?? '';
      return await printToken(run.portBase, login, (rest[1] ?? homeOf(login)).toUpperCase());
    }
    const answer = await send(run, { command, ...(rest[0] === undefined ? {} : { node: rest[0] }) });
    console.log(answer);
    return answer.startsWith('That did not work') ? 1 : 0;
  } catch (error) {
    return refuse(`The demo did not answer: ${error instanceof Error ? error.message : String(error)}. If it was just started, wait until it says that it is ready.`);
  }
};
