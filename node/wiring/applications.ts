import { textIn } from '../../core/languages.ts';
import type { Addressee, DeliveryOf, FindDataset, Wake } from '../applications/ports.ts';
import { createApplications } from '../applications/applications.ts';
import type { Applications } from '../applications/applications.ts';
import type { Parts } from '../applications/parts.ts';
import { clockRulesOf, readApplicationSettings } from '../applications/settings.ts';
import type { Directory } from '../directory/directory.ts';
import { createHandlers } from '../exchange/handlers/index.ts';
import type { AddToOutbox, DeliveryHooks, Handlers } from '../exchange/ports.ts';
import { applicationOperations } from '../http/public/applications/index.ts';
import { deskOperations } from '../http/public/desk/index.ts';
import { ConfigError } from '../config/config.ts';
import type { Base, Offers } from './base.ts';

export type ApplicationNeeds = {
  readonly directory: Pick<Directory, 'participant'>;
  readonly datasetForApplication: FindDataset;
  readonly addToOutbox: AddToOutbox;
  readonly wake: Wake;
  readonly deliveryOf: DeliveryOf;
  readonly used?: Parts['used'];
};

export type ApplicationsPart = Offers & {
  readonly applications: Applications;
  /** For the exchange: event → handler, and what receipts and dead letters set in motion. */
  readonly handlers: Handlers;
  readonly hooks: DeliveryHooks;
  readonly applicationStatus: Applications['status'];
};

const addresseeOf =
  (directory: ApplicationNeeds['directory']) =>
  (node: Parameters<Directory['participant']>[0]): Addressee | undefined => {
    const found = directory.participant(node);
    if (found === undefined) return undefined;
    // A node in maintenance is still addressed: its messages wait.
    return { nodeId: found.nodeId, country: found.country, name: found.name, active: found.state.code === 'active' || found.state.code === 'maintenance' };
  };

// The longest statutory period that is counted ahead is six months, so this year and the next.
const yearsWithoutHolidays = (holidays: readonly string[], year: number): readonly number[] => [year, year + 1].filter((wanted) => !holidays.some((day) => day.startsWith(`${wanted}-`)));

/** The application side on the real catalogue, directory and exchange. @throws ConfigError when SETTINGS_FILE is wrong */
export const wireApplications = async (base: Base, needs: ApplicationNeeds): Promise<ApplicationsPart> => {
  const { config } = base;
  const settings = await readApplicationSettings(config.applications.settingsFile).catch((error: unknown) => {
    throw new ConfigError([`SETTINGS_FILE cannot be used: ${error instanceof Error ? error.message : String(error)}. Give a JSON file with the settings of the application side.`]);
  });
  const rules = clockRulesOf(settings, config.node);
  const missing = yearsWithoutHolidays(rules.calendar.holidays, Number(base.clock.now().slice(0, 4)));
  if (missing.length > 0 && !config.node.coordinator)
    base.log.warn({ years: missing }, 'no public holidays are known for these years: due dates count weekends only (setting clock.holidays)');
  const name = Object.fromEntries(Object.entries(config.node.name));
  const applications = createApplications({
    db: base.storage.db, clock: base.clock, audit: base.audit, settings, rules, publicUrl: config.listeners.public.url,
    node: { id: config.node.id, country: config.node.country, timeZone: config.node.timeZone, name: { ...name, en: textIn(name, 'en')?.text ?? config.node.id } },
    send: (tx, { to, event, applicationId, content }) => needs.addToOutbox(tx, { to, event, correlationId: applicationId, content }),
    wake: needs.wake, deliveryOf: needs.deliveryOf, findDataset: needs.datasetForApplication, findAddressee: addresseeOf(needs.directory), used: needs.used,
  });
  return {
    applications,
    handlers: createHandlers(applications.receivers, applications.receiveOutcome),
    hooks: { onDelivered: applications.onDelivered, onDead: applications.onDead },
    applicationStatus: applications.status,
    publicOperations: [...applicationOperations(applications), ...deskOperations(applications)],
  };
};
