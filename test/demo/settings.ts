import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DemoNode, Places } from './places.ts';

/** National terms of appeal, without which a node cannot issue a refusal (applications.md §3.2, K24). Facts of general administrative law:
 *  two months in France, thirty days in Finland, one month in Germany. */
const appeals: Partial<Record<DemoNode, { readonly days: number; readonly text: string }>> = {
  FR: { days: 60, text: 'Recours devant le tribunal administratif dans un délai de deux mois.' },
  FI: { days: 30, text: 'Valitus hallinto-oikeuteen 30 päivän kuluessa.' },
  DE: { days: 30, text: 'Widerspruch innerhalb eines Monats.' },
};

/** Writes SETTINGS_FILE of a node. @returns its place, or undefined when the node decides nothing */
export const writeSettings = async (places: Places, id: DemoNode): Promise<string | undefined> => {
  const appeal = appeals[id];
  if (appeal === undefined) return undefined;
  const file = join(places.node(id).folder, 'settings.json');
  await mkdir(places.node(id).folder, { recursive: true });
  await writeFile(file, JSON.stringify({ 'appeal.days': appeal.days, 'appeal.text': appeal.text }, undefined, 2));
  return file;
};
