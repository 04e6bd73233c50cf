import { createServer } from 'node:net';
import { placesOf } from './places.ts';

const isFree = (port: number): Promise<boolean> =>
  new Promise((answer) => {
    const probe = createServer();
    probe.once('error', () => answer(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => answer(true)));
  });

export const takenPorts = async (ports: readonly number[]): Promise<number[]> => {
  const free = await Promise.all(ports.map(isFree));
  return ports.filter((_port, index) => free[index] === false);
};

/** Holds one port of a range for the life of this process, so that no other check or test takes the same range. */
const claim = (port: number): Promise<boolean> =>
  new Promise((answer) => {
    const server = createServer().unref();
    server.once('error', () => answer(false));
    server.listen(port, '127.0.0.1', () => answer(true));
  });

// One range is base+90 to base+303; ranges stay below 32768, from which on the kernel hands out ports of its own.
const rangeSize = 400;
const ranges = 30;

/** A port base whose ports are all free and which no other process of ours uses. */
export const freePortBase = async (): Promise<number> => {
  const first = Math.floor(Math.random() * ranges);
  for (let tries = 0; tries < ranges; tries++) {
    const base = 20_000 + ((first + tries) % ranges) * rangeSize;
    if ((await claim(base + 99)) && (await takenPorts(placesOf('', base).ports)).length === 0) return base;
  }
  throw new Error('no free range of ports between 20000 and 32000 was found');
};
