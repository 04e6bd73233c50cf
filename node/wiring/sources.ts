import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readCkan } from '../../connectors/ckan/read-ckan.ts';
import { readDcat } from '../../connectors/dcat/read-dcat.ts';
import { readFdp } from '../../connectors/fdp/read-fdp.ts';
import { readFhir } from '../../connectors/fhir-server/read-fhir.ts';
import { readAddress, readLocal } from '../../connectors/file/read-file.ts';
import type { HttpClient } from '../../connectors/http/http-client.ts';
import { createHttpClient } from '../../connectors/http/http-client.ts';
import { readLdes } from '../../connectors/ldes/read-ldes.ts';
import { readMolgenis } from '../../connectors/molgenis/read-molgenis.ts';
import { readZenodo } from '../../connectors/zenodo/read-zenodo.ts';
import type { SourceConfig, SourceKind } from '../../core/api/sources.ts';
import { sourceList } from '../../core/api/sources.ts';
import type { Clock } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import type { ReadContext, ReadEvent, SourceReader } from '../../mappings/source-events/read-event.ts';
import { sourcesQueue } from '../../queues/names.ts';
import type { Queues } from '../../queues/queues.ts';
import type { HolderDoor } from '../catalogue/sources/holder/door.ts';
import { createHolderDoor } from '../catalogue/sources/holder/door.ts';
import { createHolderViews } from '../catalogue/sources/holder/holder-views.ts';
import { createHolderWorkbooks } from '../catalogue/sources/holder/workbooks.ts';
import type { TrustedHolders } from '../catalogue/sources/holder/trusted-holders.ts';
import { createTrustedHolders } from '../catalogue/sources/holder/trusted-holders.ts';
import { remindHolders } from '../catalogue/sources/holder/yearly-check.ts';
import type { SourcePorts, SourceTimer } from '../catalogue/sources/ports.ts';
import { keepSchedules } from '../catalogue/sources/schedule.ts';
import type { Sources } from '../catalogue/sources/sources.ts';
import { createSources } from '../catalogue/sources/sources.ts';
import type { SourceViews } from '../catalogue/sources/views.ts';
import { createSourceViews } from '../catalogue/sources/views.ts';
import { ConfigError } from '../config/config.ts';
import { holderOperations } from '../http/public/holder/index.ts';
import { sourceOperations } from '../http/public/sources/index.ts';
import type { Base, Offers } from './base.ts';
import { ownBatches } from './own-ingest.ts';

const dayMs = 86_400_000;
/** The job scheduler wakes sources on time; the sweep finds what failed, was cut off, or was not woken. */
const sweepMs = 5_000;

const timerOn = (queues: Pick<Queues, 'schedule' | 'unschedule' | 'schedules'>): SourceTimer => ({
  all: () => queues.schedules(sourcesQueue),
  set: (id, everyMs) => queues.schedule(sourcesQueue, id, everyMs),
  drop: (id) => queues.unschedule(sourcesQueue, id),
});

type Headers = Readonly<Record<string, string>>;
type WebReader = (context: ReadContext, http: HttpClient, credentials: Headers) => AsyncIterable<ReadEvent>;

const webReaders: Readonly<Record<SourceKind, WebReader>> = {
  file: readAddress,
  dcat: readDcat,
  fdp: readFdp,
  ckan: readCkan,
  fhir: readFhir,
  zenodo: readZenodo,
  nfdi4health: readAddress,
  molgenis: readMolgenis,
  xlsx: readAddress,
  ldes: readLdes,
};

/** `header-name: value` lines of a file in `{keys}/sources/`; the name comes from the configuration, never a path. */
const readCredentials = async (folder: string, name: string | undefined): Promise<Headers> => {
  if (name === undefined) return {};
  const text = await readFile(join(folder, name), 'utf8').catch(() => {
    throw new AppError('unavailable', 'no-credentials', `The credentials "${name}" cannot be read: put a file of that name with "header: value" lines into the folder "sources" beside the keys.`);
  });
  return Object.fromEntries(text.split('\n').flatMap((line) => {
    const at = line.indexOf(':');
    return at < 1 ? [] : [[line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim()]];
  }));
};

const limitsOf = (config: SourceConfig) => Object.fromEntries(Object.entries(config.limits).filter(([, value]) => value !== undefined));

/** Any source by its kind: local files directly, everything else through a guarded HTTP client that lives as long as the walk. */
export const createReader = (clock: Clock, credentialsFolder: string): SourceReader =>
  async function* read(context) {
    const { source } = context;
    if (source.path !== undefined) return yield* readLocal(context);
    const reader = webReaders[source.kind];
    const credentials = await readCredentials(credentialsFolder, source.credentials);
    const http = createHttpClient({ address: source.address ?? '', privateAddresses: source.privateAddresses, clock, limits: limitsOf(source), credentials, signal: context.signal });
    try {
      yield* reader(context, http, credentials);
    } finally {
      await http.close();
    }
  };

/** SOURCES_FILE. @throws ConfigError with every problem, one sentence each */
const readSourcesFile = async (file: string): Promise<readonly SourceConfig[]> => {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new ConfigError([`SOURCES_FILE "${file}" cannot be read: give a file that this user may read.`]);
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new ConfigError([`SOURCES_FILE "${file}" is not JSON: ${(error as Error).message}.`]);
  }
  const parsed = sourceList.safeParse(json);
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map((issue) => `SOURCES_FILE, ${z.core.toDotPath(issue.path)}: ${issue.message}.`));
  const ids = parsed.data.map((source) => source.id);
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice !== undefined) throw new ConfigError([`SOURCES_FILE names the source "${twice}" twice: give each its own id.`]);
  return parsed.data;
};

/** Decisions on trusted holders; built before the catalogue, whose pipeline applies them. */
export const wireTrustedHolders = (base: Base, ingest: () => SourcePorts['ingest']): TrustedHolders =>
  createTrustedHolders({ db: base.storage.db, clock: base.clock, audit: base.audit, ingest: ingest as never });

export type SourcesWiring = Offers & { readonly sources: Sources; readonly views: SourceViews; readonly door: HolderDoor };

/** Builds the sources part: reads SOURCES_FILE, goes on with runs that were cut off, and runs every source at once and then on its schedule. */
export const wireSources = async (base: Base, needs: Pick<SourcePorts, 'ingest'> & { readonly trusted: TrustedHolders } & Partial<Pick<SourcePorts, 'usage' | 'notify'>> & { readonly queues?: Pick<Queues, 'schedule' | 'unschedule' | 'schedules' | 'work'> }): Promise<SourcesWiring> => {
  const { config, clock, log } = base;
  const ports: SourcePorts = {
    db: base.storage.db, clock, audit: base.audit, ingest: needs.ingest, batches: ownBatches(config, needs.trusted),
    read: createReader(clock, join(config.trust.keysDir, 'sources')),
    usage: needs.usage ?? (() => Promise.resolve(new Map())),
    notify: needs.notify ?? ((note) => {
      log.warn({ source: note.source, run: note.run, code: note.code }, 'something is wrong with a source');
      return Promise.resolve();
    }),
    timer: needs.queues === undefined ? undefined : timerOn(needs.queues),
    log: { info: (fields, message) => log.info(fields, message), warn: (fields, message) => log.warn(fields, message) },
  };
  const sources = createSources(ports);
  if (config.catalogue.sourcesFile !== undefined) await sources.declare(await readSourcesFile(config.catalogue.sourcesFile));
  await keepSchedules(ports);
  needs.queues?.work(sourcesQueue, { concurrency: 4, work: sources.wake });
  base.every('catalogue-sources', sweepMs, () => sources.tick());
  sources.tick().catch((error: unknown) => log.warn({ err: error }, 'sources not started; the sweep tries again'));
  base.onStop('catalogue-sources', () => sources.stop());
  const views = createSourceViews(ports);
  const holderViews = createHolderViews(ports);
  const door = createHolderDoor(ports, config.listeners.public.url);
  await needs.trusted.load();
  base.every('yearly checks', dayMs, async () => void (await remindHolders(ports)));
  return { sources, views, door, publicOperations: [...sourceOperations(sources, views), ...holderOperations(door, holderViews, needs.trusted, createHolderWorkbooks(ports, holderViews))] };
};
