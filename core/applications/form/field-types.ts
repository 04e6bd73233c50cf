import type { FormField } from '../../api/applications.ts';
import { formOf } from './forms.ts';

/** Type of each linkId in a form, e.g. to know a list of one choice from a single choice; nothing for a form this node does not know. */
export const fieldTypesOf = (form: string, version: string): ((linkId: string) => FormField['type'] | undefined) => {
  const fields = formOf(form === 'application-request' ? 'request' : 'access', version)?.fields ?? [];
  const types = new Map(fields.map((field) => [field.linkId, field.type]));
  return (linkId) => types.get(linkId);
};
