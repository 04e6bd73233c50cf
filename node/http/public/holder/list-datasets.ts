import { z } from 'zod';
import { datasetVersion, holderDataset, propertyDifference } from '../../../../core/api/holder.ts';
import type { HolderViews } from '../../../catalogue/sources/holder/holder-views.ts';
import type { Operation } from '../../operation.ts';
import { callerOf, everyone, only } from '../../operation.ts';
import { holders } from './submission.ts';

const datasets = z.object({ datasets: z.array(holderDataset) });

export const listMine = (views: HolderViews): Operation => ({
  method: 'GET',
  path: '/api/v1/holder/datasets',
  access: holders,
  summary: 'Own descriptions with state, score and the date of the yearly check',
  response: datasets,
  handle: async (_req, res, context) => {
    res.json({ datasets: await views.mine(callerOf(context)) });
  },
});

export const listInReview = (views: HolderViews): Operation => ({
  method: 'GET',
  path: '/api/v1/holder/review',
  access: only('case-handler', 'decision-maker'),
  summary: 'Descriptions that wait for review',
  response: datasets,
  handle: async (_req, res) => {
    res.json({ datasets: await views.inReview() });
  },
});

export const listVersions = (views: HolderViews): Operation => ({
  method: 'GET',
  path: '/api/v1/datasets/:id/versions',
  access: everyone,
  summary: 'Versions of a description: when, who (role), with what findings',
  response: z.object({ versions: z.array(datasetVersion) }),
  handle: async (req, res, context) => {
    res.json({ versions: await views.versions(String(req.params['id']), context.caller) });
  },
});

const range = z.object({ from: z.coerce.number().int().min(1), to: z.coerce.number().int().min(1) });

export const compareVersions = (views: HolderViews): Operation => ({
  method: 'GET',
  path: '/api/v1/datasets/:id/difference',
  access: everyone,
  summary: 'What differs between two versions, property by property',
  request: { query: range },
  response: z.object({ properties: z.array(propertyDifference) }),
  handle: async (req, res, context) => {
    const { from, to } = range.parse(req.query);
    res.json({ properties: await views.difference(String(req.params['id']), from, to, context.caller) });
  },
});
