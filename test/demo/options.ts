import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { DemoNode } from './places.ts';
import { isDemoNode, nodeIds } from './places.ts';
import type { Catalogues } from './sources.ts';

export const usage = `npm run demo                              start the consortium; Ctrl-C stops it, state stays in .demo/
npm run demo -- --fresh                   begin with empty databases and new keys
npm run demo -- --port-base 9000          other ports (9101, 9102, …) instead of 8101, 8102, …
npm run demo -- --catalogue FR=FILE       load this file as the catalogue of a node
npm run demo -- --check                   walk the whole journey on a fresh consortium, print what was seen
in a second terminal:
npm run demo -- status                    who runs
npm run demo -- kill FI                   SIGKILL a node (EU, FR, FI, DE)
npm run demo -- start FI                  start it again
npm run demo -- token researcher [FR]     print an access token of a demo user for a node`;

export type StartOptions = { readonly kind: 'start'; readonly fresh: boolean; readonly portBase: number | undefined; readonly catalogues: Catalogues };
export type CommandOptions = { readonly kind: 'command'; readonly command: 'kill' | 'start' | 'status' | 'token'; readonly rest: readonly string[] };
export type Options = StartOptions | CommandOptions | { readonly kind: 'check' } | { readonly kind: 'help' } | { readonly kind: 'wrong'; readonly problem: string };

const wrong = (problem: string): Options => ({ kind: 'wrong', problem });

const commandOf = (words: readonly string[]): Options => {
  const [command = '', ...rest] = words;
  if (command !== 'kill' && command !== 'start' && command !== 'status' && command !== 'token') return wrong(`"${command}" is not something the demo can do.`);
  if ((command === 'kill' || command === 'start') && !isDemoNode((rest[0] ?? '').toUpperCase())) return wrong(`${command} which node? One of ${nodeIds.join(', ')}.`);
  if (command === 'token' && rest[0] === undefined) return wrong('A token for whom? For example: npm run demo -- token researcher');
  return { kind: 'command', command, rest };
};

/** Arguments of the demo; never throws. */
export const readOptions = (args: readonly string[]): Options => {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args], allowPositionals: true,
      options: { fresh: { type: 'boolean' }, check: { type: 'boolean' }, help: { type: 'boolean', short: 'h' }, 'port-base': { type: 'string' }, catalogue: { type: 'string', multiple: true } },
    });
  } catch (error) {
    return wrong((error as Error).message);
  }
  const { values, positionals } = parsed;
  if (values.help === true || positionals[0] === 'help') return { kind: 'help' };
  if (positionals.length > 0) return commandOf(positionals);
  if (values.check === true) return { kind: 'check' };
  const portBase = values['port-base'] === undefined ? undefined : Number(values['port-base']);
  if (portBase !== undefined && !(Number.isInteger(portBase) && portBase >= 1000 && portBase <= 65_000)) return wrong(`--port-base ${values['port-base']}: give a whole number from 1000 to 65000.`);
  const catalogues: Partial<Record<DemoNode, string>> = {};
  for (const entry of values.catalogue ?? []) {
    const [, node = '', file = ''] = /^([A-Za-z]{2})=(.+)$/.exec(entry) ?? [];
    if (!isDemoNode(node.toUpperCase())) return wrong(`--catalogue ${entry}: write it as FR=FILE, with one of ${nodeIds.join(', ')}.`);
    if (!existsSync(file)) return wrong(`--catalogue ${entry}: there is no file ${file}.`);
    catalogues[node.toUpperCase() as DemoNode] = file;
  }
  return { kind: 'start', fresh: values.fresh === true, portBase, catalogues };
};
