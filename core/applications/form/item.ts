import type { FormField } from '../../api/applications.ts';
import type { CodeListName, Label } from './code-lists.ts';
import { codeLists } from './code-lists.ts';
import { countries } from './countries.ts';

/** One question of the common form as data: its field and whom it is for (A access, R request, AR both; applications.md §1.2). */
export type FormItem = FormField & { readonly for: 'A' | 'R' | 'AR' };

type Condition = { readonly linkId: string; readonly equals: string | boolean };
type Details = {
  readonly for?: 'A' | 'R';
  /** Optional questions are the exception; everything else is required while it is shown. */
  readonly optional?: boolean;
  readonly list?: CodeListName;
  readonly help?: Label;
  readonly all?: readonly Condition[];
  readonly any?: readonly Condition[];
  readonly min?: number;
  readonly max?: number;
  readonly mustBeTrue?: boolean;
  readonly public?: boolean;
};

/** applications.md §1.2, ours: string 250 characters, text 10,000. */
const maxLengths: Partial<Record<FormField['type'], number>> = { string: 250, email: 250, phone: 50, url: 2000, text: 10_000 };

const optionsOf = (name: CodeListName): FormField['options'] =>
  Object.entries(name === 'country' ? countries : codeLists[name]).map(([key, label]) => ({ key, label: { ...label } }));

/** A question; `s6.` means once per country. */
export const item = (linkId: string, type: FormField['type'], label: readonly [en: string, fr: string, de: string], details: Details = {}): FormItem => ({
  linkId,
  section: Number(/^s(\d+)\./.exec(linkId)?.[1]),
  type,
  perCountry: linkId.startsWith('s6.'),
  required: details.optional !== true,
  label: { en: label[0], fr: label[1], de: label[2] },
  for: details.for ?? 'AR',
  ...(details.help === undefined ? {} : { help: { ...details.help } }),
  ...(details.list === undefined ? {} : { options: optionsOf(details.list) }),
  ...(details.all === undefined && details.any === undefined ? {} : { enableWhen: [...(details.all ?? details.any ?? [])] }),
  ...(details.any === undefined ? {} : { enableBehavior: 'any' as const }),
  ...(maxLengths[type] === undefined ? {} : { maxLength: maxLengths[type] }),
  ...(details.min === undefined ? {} : { min: details.min }),
  ...(details.max === undefined ? {} : { max: details.max }),
  ...(details.mustBeTrue === undefined ? {} : { mustBeTrue: details.mustBeTrue }),
  ...(details.public === undefined ? {} : { public: details.public }),
});

export const when = (linkId: string, equals: string | boolean): Condition => ({ linkId, equals });
