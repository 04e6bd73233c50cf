import type { FormDefinition } from '../../api/applications.ts';
import type { ApplicationType } from '../messages.ts';
import { shortFormItems, shortFormVersion } from './application-form-1.ts';
import type { FormItem } from './item.ts';

const titles: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  1: { en: 'Data sources', fr: 'Sources de données', de: 'Datenquellen' },
  2: { en: 'Public information', fr: 'Informations publiques', de: 'Öffentliche Angaben' },
  3: { en: 'Applicant and contact', fr: 'Demandeur et contact', de: 'Antragsteller und Kontakt' },
  5: { en: 'Purpose', fr: 'Finalité', de: 'Zweck' },
  6: { en: 'Data needed, by country', fr: 'Données nécessaires, par pays', de: 'Benötigte Daten, je Land' },
  8: { en: 'Processing and safeguards', fr: 'Traitement et garanties', de: 'Verarbeitung und Schutzmaßnahmen' },
  10: { en: 'Confirmations', fr: 'Confirmations', de: 'Bestätigungen' },
};

/** Every version this node can read; the last is the one offered to new applications. */
const versions: Readonly<Record<string, readonly FormItem[]>> = { [shortFormVersion]: shortFormItems };
export const currentFormVersion = shortFormVersion;

export const questionnaireName = (type: ApplicationType): string => `application-${type}`;

const fieldOf = ({ for: _for, ...field }: FormItem): FormDefinition['fields'][number] => field;

/** The form of a type and version, as the portal draws it and the node checks it.
 *  @param base public base address of this node, for the canonical `url`
 *  @returns undefined for a version this node does not know (`unknown-form-version`) */
export const formOf = (type: ApplicationType, version: string = currentFormVersion, base = ''): FormDefinition | undefined => {
  const items = versions[version];
  if (items === undefined) return undefined;
  const fields = items.filter((entry) => entry.for.includes(type === 'access' ? 'A' : 'R')).map(fieldOf);
  const sections = [...new Set(fields.map((field) => field.section))].map((number) => ({ number, title: { ...titles[number] } }));
  return { url: `${base}/fhir/Questionnaire/${questionnaireName(type)}`, version, type, sections, fields };
};
