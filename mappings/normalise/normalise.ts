import type { Finding } from '../../core/catalogue/finding.ts';
import type { Description } from '../rdf/description.ts';
import { rewriteAliases } from './aliases.ts';
import { writeDefaults } from './defaults.ts';
import { dropPlaceholders } from './placeholders.ts';
import { mergeTwins } from './merge-twins.ts';
import { rename } from './rename.ts';
import { repairValues } from './repair.ts';
import type { Change, NormaliseSettings } from './settings.ts';
import { upConvertAgents } from './up-convert-agents.ts';
import { stateStructured, upConvertHealth } from './up-convert-health.ts';
import type { Work } from './work.ts';

/** In this order: names first, because every later step asks for right names; placeholders before defaults, because they count as missing. */
const steps = [rename, mergeTwins, dropPlaceholders, rewriteAliases, repairValues, upConvertAgents, upConvertHealth, writeDefaults, stateStructured] as const;

export type Normalised = { readonly description: Description; readonly changes: readonly Change[]; readonly warnings: readonly Finding[] };

/** Brings a description of HealthDCAT-AP Release 5 to 8 or plain DCAT-AP to Release 8, statement by statement. Each rewrite is listed; what is only likely
 *  is also a warning; what is not understood stays as it came. Normalising twice changes nothing more.
 *  @see catalogue.md §3.2 steps 3 to 8, §2.2 */
export const normalise = (description: Description, settings: NormaliseSettings = {}): Normalised => {
  const work: Work = { dataset: description.iri, quads: [...description.quads], changes: [], warnings: [], settings };
  for (const step of steps) step(work);
  return { description: { iri: description.iri, quads: work.quads }, changes: work.changes, warnings: work.warnings };
};
