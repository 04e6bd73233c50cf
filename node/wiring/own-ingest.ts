import type { Clock } from '../../core/clock.ts';
import type { NormaliseSettings } from '../../mappings/normalise/settings.ts';
import type { Ingest } from '../catalogue/ingest.ts';
import { createIngest } from '../catalogue/ingest.ts';
import type { Batches } from '../catalogue/ingest/batches.ts';
import { createBatches } from '../catalogue/ingest/batches.ts';
import type { OwnNode } from '../catalogue/ingest/own-prepare.ts';
import { ownPrepareParts } from '../catalogue/ingest/own-prepare.ts';
import type { TrustedHolders } from '../catalogue/sources/holder/trusted-holders.ts';
import type { Config } from '../config/config.ts';

const ownNode = (config: Config): OwnNode => ({ id: config.node.id, country: config.node.country, publicUrl: config.listeners.public.url });
type Trust = Pick<TrustedHolders, 'apply' | 'iris'>;

/** The pipeline for the runs of sources: own descriptions, the many of a large run in threads. */
export const ownBatches = (config: Config, trust: Trust): Batches<NormaliseSettings> => createBatches(ownPrepareParts(ownNode(config), trust.apply), { data: ownNode(config), trusted: trust.iris });

/** The one pipeline for a command beside the running node: own descriptions only. */
export const ownIngest = (config: Config, clock: Clock, trust: Trust): Ingest<NormaliseSettings> => createIngest({ ...ownPrepareParts(ownNode(config), trust.apply), clock });
