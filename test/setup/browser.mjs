import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bin, cache, root } from './places.mjs';

// The browser of the tests comes packed inside an npm package. The package itself would unpack to the machine's temp folder, where
// a file of another user or of an interrupted run stays in the way for good; ours goes to a folder of this clone, whole or not at all.
const run = promisify(execFile);
const packed = join(root, 'node_modules', '@sparticuz', 'chromium');
const placeOf = () => join(cache, 'browser', JSON.parse(readFileSync(join(packed, 'package.json'), 'utf8')).version);

const unpack = async (folder) => {
  const code = `import { inflate } from '@sparticuz/chromium'; for (const name of ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br']) await inflate(${JSON.stringify(join(packed, 'bin'))} + '/' + name);`;
  await run(join(bin, 'node'), ['--input-type=module', '-e', code], { cwd: root, env: { ...process.env, TMPDIR: folder } });
};

/** A bare server lacks libraries a desktop has; the package carries a set of them, used only where the machine's own are missing. */
const launcher = (folder) => {
  const missing = spawnSync(join(folder, 'chromium'), ['--version']).status !== 0;
  const settings = [
    ...(missing ? [`LD_LIBRARY_PATH="$here/al2023/lib\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}" `] : []),
    ...(existsSync('/etc/fonts/fonts.conf') ? [] : ['FONTCONFIG_PATH="$here/fonts" ']),
  ].join('');
  return `#!/bin/sh\nhere=$(dirname "$0")\n${settings}exec "$here/chromium" "$@"\n`;
};

// The package's own file points to the machine's temp folder.
const fontSettings = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir prefix="relative">.</dir><cachedir prefix="xdg">fontconfig</cachedir></fontconfig>';

/** Unpacks the browser once. @returns the path of a program that starts it */
export const bringBrowser = async () => {
  const place = placeOf();
  const program = join(place, 'browser');
  if (existsSync(program)) return program;
  const half = `${place}.${process.pid}`;
  mkdirSync(half, { recursive: true });
  try {
    await unpack(half);
    writeFileSync(join(half, 'fonts', 'fonts.conf'), fontSettings);
    writeFileSync(join(half, 'browser'), launcher(half), { mode: 0o755 });
    rmSync(place, { recursive: true, force: true });
    renameSync(half, place);
  } finally {
    rmSync(half, { recursive: true, force: true });
  }
  return program;
};

/** True when the first start has it still to do. */
export const browserIsPacked = () => !existsSync(join(placeOf(), 'browser'));
