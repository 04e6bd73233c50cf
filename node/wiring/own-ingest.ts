import type { Clock } from '../../core/clock.ts';
import { toRecord } from '../../mappings/dcat-to-dataset/to-record.ts';
import { normalise } from '../../mappings/normalise/normalise.ts';
import type { NormaliseSettings } from '../../mappings/normalise/settings.ts';
import type { Description } from '../../mappings/rdf/description.ts';
import { createDescribe } from '../catalogue/describe.ts';
import type { Ingest } from '../catalogue/ingest.ts';
import { createIngest } from '../catalogue/ingest.ts';
import { createValidator } from '../catalogue/validate/validator.ts';
import type { Config } from '../config/config.ts';

/** The one pipeline for a command beside the running node: own descriptions only. */
export const ownIngest = (config: Config, clock: Clock, applyTrust: (description: Description) => Description): Ingest<NormaliseSettings> => {
  const validator = createValidator();
  validator.catch(() => undefined); // told by the first description that needs it
  return createIngest<NormaliseSettings>({
    clock, node: { id: config.node.id, country: config.node.country }, publicUrl: config.listeners.public.url, toRecord,
    normalise: (description, settings) => {
      const { description: normal, changes } = normalise(description, settings);
      return { description: applyTrust(normal), notes: changes };
    },
    describe: createDescribe({ base: config.listeners.public.url, validate: async (description, record) => (await validator).validate(description, record) }),
    countryOf: (node) => (node === config.node.id ? config.node.country : node.slice(0, 2)),
  });
};
