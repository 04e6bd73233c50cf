import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { RunItem } from '../../core/api/sources.ts';
import { createSourceViews } from '../catalogue/sources/views.ts';
import { createSources } from '../catalogue/sources/sources.ts';
import type { SourcePorts } from '../catalogue/sources/ports.ts';
import { createTrustedHolders } from '../catalogue/sources/holder/trusted-holders.ts';
import { ownBatches, ownIngest } from '../wiring/own-ingest.ts';
import { createReader } from '../wiring/sources.ts';
import type { NodeContext } from './node-context.ts';
import { withNode } from './node-context.ts';
import { operator } from './trust-context.ts';

const portsOf = async ({ storage, clock, audit, config, log }: NodeContext): Promise<SourcePorts> => {
  const ports = { db: storage.db, clock, audit };
  const trust = createTrustedHolders({ ...ports, ingest: () => () => Promise.reject(new Error('no decision is made here')) });
  await trust.load();
  return {
    ...ports, ingest: ownIngest(config, clock, trust), batches: ownBatches(config, trust), read: createReader(clock, config.trust.keysDir), usage: () => Promise.resolve(new Map()),
    notify: () => Promise.resolve(), log: { info: () => undefined, warn: (fields, text) => log.warn(fields, text) },
  };
};

const line = (item: RunItem): string => {
  const place = [item.field, item.line === undefined ? undefined : `line ${item.line}`].filter((part) => part !== undefined).join(', ');
  const state = item.state === undefined ? '' : ` as ${item.state}${(item.violations ?? 0) > 0 ? `, ${item.violations} to mend` : ''}`;
  return `  ${item.outcome.padEnd(9)} ${item.title ?? item.record}${state}${item.code === undefined ? '' : `\n            ${item.code}${place === '' ? '' : ` (${place})`}: ${item.detail ?? ''}`}`;
};

type Options = { dryRun?: boolean; lang?: string; json?: boolean };

const importFile = (file: string, options: Options): Promise<void> =>
  withNode(async (node) => {
    const ports = await portsOf(node);
    const sources = createSources(ports);
    const run = await sources.importFile(resolve(file), { mode: options.dryRun === true ? 'dry-run' : 'run', actor: operator.actor, language: options.lang });
    const views = createSourceViews(ports);
    const items = await views.items(run.source, run.id, { limit: 1000 });
    if (options.json === true) console.log(JSON.stringify({ ...(await views.run(run.source, run.id)), items }, undefined, 1));
    else {
      for (const item of items) console.log(line(item));
      const { counts } = run;
      console.log(`${options.dryRun === true ? 'Would be' : 'Done'}: ${counts.new} new, ${counts.changed} changed, ${counts.unchanged} unchanged, ${counts.refused + counts.duplicate} refused; ${counts.draft} kept as draft until mended.${run.detail === null ? '' : `\n${run.detail}`}`);
    }
    await sources.stop();
    process.exitCode = run.state === 'done' || run.state === 'held' ? 0 : 1;
  });

/** `ehds-node catalogue import FILE`: the same code as a source of kind `file`. */
export const register = (program: Command): void => {
  const catalogue = program.command('catalogue').description('the national catalogue');
  catalogue
    .command('import <file>')
    .description('read a file or folder into the catalogue: RDF, CKAN, FHIR, Zenodo or NFDI4Health JSON, MOLGENIS CSV or ZIP, Excel template')
    .option('--dry-run', 'show what would change, change nothing')
    .option('--lang <language>', 'language of texts that say none (BCP 47)')
    .option('--json', 'the whole report as JSON')
    .action(importFile);
};
