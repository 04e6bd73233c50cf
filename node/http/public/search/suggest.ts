import { z } from 'zod';
import { suggestions } from '../../../../core/api/datasets.ts';
import type { CatalogueService } from '../../../catalogue/catalogue.ts';
import type { Operation } from '../../operation.ts';
import { everyone } from '../../operation.ts';

const query = z.object({ q: z.string().max(200).default(''), lang: z.string().max(10).optional() });

export const suggestWords = (catalogue: CatalogueService): Operation => ({
  method: 'GET',
  path: '/api/v1/suggest',
  access: everyone,
  summary: 'Titles, holders and concepts that begin with what was typed (from 2 characters)',
  perMinute: 60_000,
  request: { query },
  response: suggestions,
  handle: async (req, res, { language }) => {
    const { q, lang } = req.query as unknown as z.output<typeof query>;
    res.json({ suggestions: await catalogue.suggest(q, lang ?? language) });
  },
});
