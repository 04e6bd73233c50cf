import { setTimeout as wait } from 'node:timers/promises';
import type { SearchAnswer } from '../../core/api/datasets.ts';
import type { Places } from './places.ts';

const countries = ['FR', 'FI', 'DE'] as const;
const patienceMs = 60_000;

const counts = async (places: Places): Promise<ReadonlyMap<string, number>> => {
  try {
    const answer = await fetch(`${places.node('FR').portal}/api/v1/search?perPage=1`, { signal: AbortSignal.timeout(5000) });
    return new Map(((await answer.json()) as SearchAnswer).nodes.map((node) => [node.node, node.datasets]));
  } catch {
    return new Map(); // the node is busy with its own first import
  }
};

const words = (found: ReadonlyMap<string, number>): string => countries.map((country) => `${country} ${found.get(country) ?? 0}`).join(', ');

/** Nodes answer before their first import is done; a visitor should not find an empty country. @returns the line to print: datasets per country as France shows them */
export const untilShared = async (places: Places, stopped: Promise<unknown>): Promise<string> => {
  const since = Date.now();
  let ended = false;
  void stopped.then(() => (ended = true));
  for (;;) {
    const found = await counts(places);
    const seconds = ((Date.now() - since) / 1000).toFixed(1);
    if (countries.every((country) => (found.get(country) ?? 0) > 0)) return `✓ shared catalogue: ${words(found)} datasets (${seconds} s)`;
    if (ended || Date.now() - since > patienceMs) return `! shared catalogue after ${seconds} s: ${words(found)} datasets. The rest comes when each node has read its source: see /ops/sources.`;
    await wait(300);
  }
};
