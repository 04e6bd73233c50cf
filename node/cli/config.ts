import type { Command } from 'commander';
import type { Setting } from '../config/settings.ts';
import { settings } from '../config/settings.ts';
import { table } from './table.ts';

const defaultOf = (setting: Setting): string => {
  const parsed = setting.shape.safeParse(undefined);
  if (!parsed.success) return '(must be given)';
  if (parsed.data === undefined) return '';
  return typeof parsed.data === 'object' ? JSON.stringify(parsed.data) : String(parsed.data);
};

/** `ehds-node config`: the manual of every setting, from the same table that reads them. */
export const register = (program: Command): void => {
  program
    .command('config')
    .description('every environment variable with its unit, default and meaning')
    .action(() => {
      console.log(table(['name', 'unit', 'default', 'meaning'], settings.map((setting) => [setting.name, setting.unit, defaultOf(setting), setting.meaning])));
    });
};
