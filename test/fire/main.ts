// `npm run test:fire -- --minutes N [--rate per-second] [--every ms] [--drain s]`: kills and cuts under load; the last line is one JSON object; exit 1 when anything was lost or doubled.
import { parseArgs } from 'node:util';
import { playWithFire } from './fire.ts';

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '1' }, rate: { type: 'string', default: '30' }, every: { type: 'string', default: '4000' }, drain: { type: 'string', default: '180' } } });
const result = await playWithFire({ minutes: Number(values.minutes), perSecond: Number(values.rate), everyMs: Number(values.every), drainMs: Number(values.drain) * 1000, say: (line) => console.log(line) });
console.log(JSON.stringify(result));
process.exit(result.lost === 0 && result.doubled === 0 && result.outOfOrder === 0 && result.outcomesLost === 0 && result.crashed === 0 && result.sent > 0 ? 0 : 1);
