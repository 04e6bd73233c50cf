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

/** A port base whose ports are all free now; below the range from which the kernel hands out ports of its own (32768). */
export const freePortBase = async (): Promise<number> => {
  for (let tries = 0; tries < 50; tries++) {
    const base = 20_000 + Math.floor(Math.random() * 25) * 480;
    if ((await takenPorts(placesOf('', base).ports)).length === 0) return base;
  }
  throw new Error('no free range of ports between 20000 and 32000 was found');
};
