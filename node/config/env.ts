import { settings } from './settings.ts';

/** The raw environment: only the names this product knows. The one place that reads `process.env`. */
export const readEnv = (): Readonly<Record<string, string>> => {
  const found: Record<string, string> = {};
  for (const setting of settings) {
    const value = process.env[setting.name];
    if (value !== undefined && value !== '') found[setting.name] = value;
  }
  if (process.env['NODE_ENV'] !== undefined) found['NODE_ENV'] = process.env['NODE_ENV'];
  return found;
};
