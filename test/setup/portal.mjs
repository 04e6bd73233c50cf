import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { bin, cache, root } from './places.mjs';
import { runQuietly } from './child.mjs';
import { Stop, step } from './progress.mjs';

const stampFile = join(cache, 'portal.sha256');

/** What the portal is made of: its own sources, the shapes it shares with the server, the versions of its packages. */
const sources = () =>
  ['web', 'core']
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)))
    .filter((file) => !file.startsWith('web/dist/') && !file.includes('node_modules/') && !file.endsWith('.test.ts'))
    .concat('package-lock.json')
    .sort();

const hashOfSources = () => {
  const hash = createHash('sha256');
  for (const file of sources()) hash.update(file).update('\0').update(readFileSync(join(root, file))).update('\0');
  return hash.digest('hex');
};

const lastBuilt = () => (existsSync(stampFile) && existsSync(join(root, 'web', 'dist', 'index.html')) ? readFileSync(stampFile, 'utf8') : undefined);

/** Builds the portal when it was never built or its sources have changed since. */
export const buildPortal = async () => {
  const hash = hashOfSources();
  if (lastBuilt() === hash) return;
  await step('Building the portal', async () => {
    const result = await runQuietly(join(bin, 'vite'), ['build', '--config', 'web/vite.config.ts'], { logName: 'portal' });
    if (result.code !== 0) throw new Stop(`The portal could not be built:\n${result.output.trim().split('\n').slice(0, 15).join('\n')}\nThe whole log is ${result.log}.`);
    mkdirSync(cache, { recursive: true });
    writeFileSync(stampFile, hash);
  });
};
