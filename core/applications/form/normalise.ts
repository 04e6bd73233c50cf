import type { FormField } from '../../api/applications.ts';

/** An answer as it is kept and sent: without leading and trailing blanks, whole numbers as numbers, each choice once. */
export const normaliseValue = (field: FormField, value: unknown): unknown => {
  if (field.type === 'integer' && typeof value === 'string' && /^\d+$/.test(value.trim())) return Number(value);
  if (typeof value === 'string') return value.trim();
  if (field.type === 'choices' && Array.isArray(value)) return [...new Set<unknown>(value)];
  return value;
};
