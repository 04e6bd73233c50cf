// `npm run demo`: a consortium of four nodes on this machine. Without a word it starts everything and stays in the foreground;
// kill, start, status and token talk to it from a second terminal; --check walks the whole journey on a consortium of its own.
import { readOptions, usage } from './options.ts';
import { runCheck } from './check.ts';
import { runCommand } from './second-terminal.ts';
import { runForeground } from './foreground.ts';

const options = readOptions(process.argv.slice(2));
if (options.kind === 'wrong') {
  console.error(`${options.problem}\n\n${usage}`);
  process.exitCode = 64;
} else if (options.kind === 'help') console.log(usage);
else if (options.kind === 'check') process.exitCode = await runCheck();
else if (options.kind === 'command') process.exitCode = await runCommand(options);
else process.exitCode = await runForeground(options);
