import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sourceShape } from '../../core/api/sources.ts';
import { systemClock } from '../../core/clock.ts';
import { itemsOf } from '../../node/catalogue/sources/item-store.ts';
import { createSources } from '../../node/catalogue/sources/sources.ts';
import type { TestDatabase } from '../support/database.ts';
import { openTestDatabase } from '../support/database.ts';
import { testPorts } from './support/pipeline.ts';
import { startStandIn } from './support/stand-in.ts';

const demo = join(import.meta.dirname, '../demo/catalogue');

describe('the three national catalogues of the demo', () => {
  let open: TestDatabase;
  let fhir: Awaited<ReturnType<typeof startStandIn>>;
  let ckan: Awaited<ReturnType<typeof startStandIn>>;

  beforeAll(async () => {
    open = await openTestDatabase();
    fhir = await startStandIn('fhir', join(demo, 'fi'));
    ckan = await startStandIn('ckan', join(demo, 'de'));
  });
  afterAll(async () => {
    await Promise.all([fhir.stop(), ckan.stop()]);
    await open.close();
  });

  const sourceOf = (kind: 'file' | 'fhir' | 'ckan') => {
    if (kind === 'file') return { id: 'fr', kind, path: join(demo, 'fr') };
    return kind === 'fhir' ? { id: 'fi', kind, address: `${fhir.url}/fhir`, privateAddresses: true } : { id: 'de', kind, address: ckan.url, privateAddresses: true };
  };

  it.each(['file', 'fhir', 'ckan'] as const)('reads the %s source: at least 12 datasets, none refused, nothing new the second time', async (kind) => {
    const ports = testPorts(open, systemClock);
    const sources = createSources(ports);
    const source = sourceShape.parse(sourceOf(kind));
    await sources.declare([source]);
    const first = await sources.run(source.id, { mode: 'run', trigger: 'test', actor: 'test' });
    const items = await itemsOf(open.db, first.id, { limit: 100 });
    expect(items.filter((item) => item.outcome !== 'new').map((item) => `${item.record} ${item.outcome} ${item.code} ${item.detail}`)).toEqual([]);
    expect(first).toMatchObject({ state: 'done', complete: true });
    expect(first.counts.new).toBeGreaterThanOrEqual(12);
    const second = await sources.run(source.id, { mode: 'run', trigger: 'test', actor: 'test', full: true });
    expect(second).toMatchObject({ state: 'done', counts: { new: 0, changed: 0, unchanged: first.counts.new, missing: 0 } });
  });
});
