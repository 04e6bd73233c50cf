import { z } from 'zod';
import { propertyDifference } from '../../../../core/api/holder.ts';
import type { SameDatasets } from '../../../catalogue/same-dataset.ts';
import type { Operation } from '../../operation.ts';
import { everyone } from '../../operation.ts';

const published = z.array(z.object({ id: z.string(), node: z.string(), iri: z.string(), differences: z.array(propertyDifference) }));
const likely = z.array(z.object({ id: z.string(), iri: z.string(), node: z.string(), title: z.string(), similarity: z.number(), because: z.enum(['holder', 'landing-page']) }));
const staff: readonly string[] = ['case-handler', 'decision-maker', 'operator'];

/** `GET /api/v1/datasets/{id}/same`: who else publishes this dataset and what they say otherwise; staff also see what is only likely the same (catalogue.md §6.6). */
export const getSame = (same: SameDatasets): Operation => ({
  method: 'GET',
  path: '/api/v1/datasets/:id/same',
  access: everyone,
  summary: 'Other publications of a dataset and their differences, property by property',
  perMinute: 300,
  response: z.object({ published, likely: likely.optional() }),
  handle: async (req, res, context) => {
    const id = String(req.params['id']);
    const found = await same.published(id);
    const suspected = context.caller?.roles.some((role) => staff.includes(role)) === true ? { likely: await same.likely(id) } : {};
    res.json({ published: found, ...suspected });
  },
});
