import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'fhir-kit-client';
import type { Bundle, CapabilityStatement, Library } from 'fhir/r4.d.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Places } from './places.ts';
import { placesOf, root } from './places.ts';
import { freePortBase } from './ports.ts';
import type { Program, Running } from './processes.ts';
import { startProgram, stopProgram, untilReady } from './processes.ts';
import { standInPrograms } from './programs.ts';

let places: Places;
const running: Running[] = [];
const file = (): string => join(places.folder, 'libraries', 'all.json');
const library = (id: string): Library => ({ resourceType: 'Library', id, status: 'active', type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/library-type', code: 'asset-collection' }] } });

beforeAll(async () => {
  places = placesOf(await mkdtemp(join(tmpdir(), 'ehds-stand-ins-')), await freePortBase());
  for (const program of standInPrograms(places)) {
    const one = await startProgram(places.folder, program);
    running.push(one);
    await untilReady(one, 20_000);
  }
});
afterAll(async () => {
  await Promise.all(running.map((one) => stopProgram(one)));
  await rm(places.folder, { recursive: true, force: true });
});

const idsIn = (bundle: Bundle): string[] => (bundle.entry ?? []).map((entry) => entry.resource?.id ?? '');
const everything = async (client: Client, searchParams: Record<string, string>): Promise<string[]> => {
  let bundle = (await client.search({ resourceType: 'Library', searchParams })) as unknown as Bundle | undefined;
  const ids: string[] = [];
  for (let pages = 0; bundle !== undefined && pages < 100; pages++) {
    ids.push(...idsIn(bundle));
    bundle = bundle.link?.some((link) => link.relation === 'next') === true ? ((await client.nextPage({ bundle: bundle as never })) as unknown as Bundle) : undefined;
  }
  return ids;
};

describe('FHIR stand-in', () => {
  it('is walked page by page by fhir-kit-client, every Library once', async () => {
    const client = new Client({ baseUrl: places.fhirSource.url });
    expect(((await client.capabilityStatement()) as unknown as CapabilityStatement).fhirVersion).toBe('4.0.1');
    const whole = await everything(client, { _count: '100', type: 'asset-collection' });
    const paged = await everything(client, { _count: '5', type: 'asset-collection' });
    expect(whole.length).toBeGreaterThanOrEqual(12);
    expect(paged).toEqual(whole);
    expect(new Set(paged).size).toBe(paged.length);
  });

  it('gives what changed since a time, and an OperationOutcome for what is not there', async () => {
    const folder = join(places.folder, 'libraries');
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder);
    await writeFile(file(), JSON.stringify([library('a'), library('b')]));
    const [fhir] = standInPrograms(places) as [Program, Program];
    const port = places.portBase + 93;
    const base = `http://127.0.0.1:${port}/fhir`;
    const one = await startProgram(places.folder, {
      ...fhir, name: 'fhir-two', folder: join(places.folder, 'fhir-two'), args: [fhir.args[0]!, String(port), folder],
      ready: () => fetch(`${base}/metadata`).then((answer) => answer.ok, () => false),
    });
    running.push(one);
    await untilReady(one, 20_000);
    const client = new Client({ baseUrl: base });
    const all = await everything(client, {});
    expect(all).toEqual(['a', 'b']);
    const changed = ((await client.read({ resourceType: 'Library', id: 'a' })) as unknown as Library).meta?.lastUpdated ?? '';
    expect(await everything(client, { _lastUpdated: `gt${changed}` })).toEqual([]);
    expect(await everything(client, { _lastUpdated: `ge${changed}` })).toEqual(['a', 'b']);
    await expect(client.read({ resourceType: 'Library', id: 'z' })).rejects.toMatchObject({ response: { status: 404, data: { resourceType: 'OperationOutcome' } } });
  });
});

describe('CKAN stand-in', () => {
  const action = async (path: string) => (await (await fetch(`${places.ckanSource.url}/api/3/action/${path}`)).json()) as { success: boolean; result: { count: number; results: { id: string }[]; id: string } };

  it('pages through every package once, and shows one by id', async () => {
    const all = (await action('package_search?rows=1000')).result;
    const ids: string[] = [];
    for (let start = 0; start < all.count; start += 5) ids.push(...(await action(`package_search?rows=5&start=${start}`)).result.results.map((one) => one.id));
    expect(all.count).toBeGreaterThanOrEqual(12);
    expect(new Set(ids).size).toBe(all.count);
    expect((await action(`package_show?id=${ids[0]}`)).result.id).toBe(ids[0]);
    expect((await action('package_show?id=nothing')).success).toBe(false);
  });

  it('serves what is in the repository', async () => {
    const first = JSON.parse(await readFile(join(root, 'test/demo/catalogue/de/fdz.json'), 'utf8')) as { id: string } | { id: string }[];
    const { id } = Array.isArray(first) ? first[0]! : first;
    expect((await action(`package_show?id=${id}`)).success).toBe(true);
  });
});
