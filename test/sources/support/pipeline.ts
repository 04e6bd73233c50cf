import { createAudit } from '../../../node/audit/audit.ts';
import { createIngest } from '../../../node/catalogue/ingest.ts';
import { createBatches } from '../../../node/catalogue/ingest/batches.ts';
import type { PrepareParts } from '../../../node/catalogue/ingest/prepare.ts';
import type { SourcePorts } from '../../../node/catalogue/sources/ports.ts';
import { createDescribe } from '../../../node/catalogue/describe.ts';
import { createReader } from '../../../node/wiring/sources.ts';
import type { Clock } from '../../../core/clock.ts';
import type { Description } from '../../../mappings/rdf/description.ts';
import { createValidator } from '../../../node/catalogue/validate/validator.ts';
import { toRecord } from '../../../mappings/dcat-to-dataset/to-record.ts';
import { normalise } from '../../../mappings/normalise/normalise.ts';
import type { NormaliseSettings } from '../../../mappings/normalise/settings.ts';
import type { OpenDb } from '../../../node/storage/db.ts';

/** The real pipeline without the validation: what comes through is what the sources brought. */
type Validate = Parameters<typeof createDescribe>[0]['validate'];
const publicUrl = 'http://127.0.0.1:8101';
const partsOf = (validate: Validate = () => [], after: (description: Description) => Description = (one) => one): PrepareParts<NormaliseSettings> => ({
  node: { id: 'FR', country: 'FR' }, publicUrl,
  normalise: (description, settings) => {
    const done = normalise(description, settings);
    return { description: after(done.description), notes: done.changes };
  },
  toRecord,
  describe: createDescribe({ base: publicUrl, validate }),
  countryOf: (node) => node,
});

export type Told = Parameters<SourcePorts['notify']>[0];

/** The sources part on a test database; `told` collects what owners would hear. */
export const testPorts = (open: OpenDb, clock: Clock, overrides: Partial<SourcePorts> = {}): SourcePorts & { readonly told: Told[] } => {
  const told: Told[] = [];
  return {
    db: open.db, clock, audit: createAudit({ clock }), ingest: createIngest({ ...partsOf(), clock }), batches: createBatches(partsOf()), read: createReader(clock, '/nowhere'),
    usage: () => Promise.resolve(new Map()),
    notify: (note) => {
      told.push(note);
      return Promise.resolve();
    },
    log: { info: () => undefined, warn: (fields, message) => console.warn(message, JSON.stringify(fields)) },
    told,
    ...overrides,
  };
};

/** With the validation, in threads when there is much to do as in a node, and a place where decisions on trusted holders are applied. */
export const realPorts = (open: OpenDb, clock: Clock): ReturnType<typeof testPorts> & { readonly trust: { apply: (description: Description) => Description } } => {
  const trust = { apply: (description: Description) => description };
  const validator = createValidator();
  const parts = partsOf(async (description, record) => (await validator).validate(description, record), (description) => trust.apply(description));
  const batches = createBatches(parts, { data: { id: 'FR', country: 'FR', publicUrl }, trusted: () => [] });
  return { ...testPorts(open, clock, { ingest: createIngest({ ...parts, clock }), batches }), trust };
};
