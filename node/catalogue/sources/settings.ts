import type { SourceConfig } from '../../../core/api/sources.ts';
import type { NormaliseSettings } from '../../../mappings/normalise/settings.ts';

const without = <T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> };

/** How the pipeline is to read this source: its defaults, and whether aliases seen in one catalogue only may be used. */
export const settingsOf = (config: SourceConfig): NormaliseSettings => ({
  sourceAliases: config.options['sourceAliases'] === true,
  defaults: without(config.defaults) as NonNullable<NormaliseSettings['defaults']>,
});
