import { z } from 'zod';
import { alertList, savedSearchList, watchedList } from '../../../../../core/api/datasets.ts';
import type { Alerts } from '../../../../catalogue/alerts/alerts.ts';
import { searchParameters } from '../../../../catalogue/search/read-query.ts';
import type { Operation } from '../../../operation.ts';
import { callerOf, signedIn } from '../../../operation.ts';

const saveBody = z.object({ name: z.string().trim().min(1).max(200), query: z.record(z.string(), z.union([z.string(), z.array(z.string()), z.number()])), language: z.string().min(2).max(5).default('en') });

/** Saved searches, watched datasets and alerts of the signed-in person; nobody else's can be reached. */
export const savedOperations = (alerts: Alerts): readonly Operation[] => [
  {
    method: 'GET', path: '/api/v1/saved-searches', access: signedIn, summary: 'My saved searches', response: savedSearchList,
    handle: async (_req, res, context) => {
      const searches = await alerts.searches(callerOf(context).person);
      res.json({ searches: searches.map(({ id, name, query, language, created_at }) => ({ id, name, query, language, createdAt: created_at })) });
    },
  },
  {
    method: 'POST', path: '/api/v1/saved-searches', access: signedIn, summary: 'Save a search: new, changed and withdrawn datasets that match it are told', request: { body: saveBody },
    handle: async (req, res, context) => {
      const body = req.body as z.output<typeof saveBody>;
      await alerts.know(callerOf(context));
      const saved = await alerts.save(callerOf(context).person, body.name, searchParameters.parse(body.query), body.language);
      res.status(201).json({ id: saved.id, name: saved.name, query: saved.query, language: saved.language, createdAt: saved.created_at });
    },
  },
  {
    method: 'DELETE', path: '/api/v1/saved-searches/:id', access: signedIn, summary: 'Forget a saved search and its alerts',
    handle: async (req, res, context) => {
      await alerts.forget(callerOf(context).person, String(req.params['id']));
      res.status(204).end();
    },
  },
  {
    method: 'GET', path: '/api/v1/watched', access: signedIn, summary: 'Datasets I watch', response: watchedList,
    handle: async (_req, res, context) => {
      const watched = await alerts.watched(callerOf(context).person);
      res.json({ datasets: watched.map(({ changed_at, ...one }) => ({ ...one, changedAt: changed_at })) });
    },
  },
  {
    method: 'PUT', path: '/api/v1/watched/:id', access: signedIn, summary: 'Watch a dataset', body: 'none',
    handle: async (req, res, context) => {
      await alerts.know(callerOf(context));
      await alerts.watch(callerOf(context).person, String(req.params['id']));
      res.status(204).end();
    },
  },
  {
    method: 'DELETE', path: '/api/v1/watched/:id', access: signedIn, summary: 'Stop watching a dataset',
    handle: async (req, res, context) => {
      await alerts.unwatch(callerOf(context).person, String(req.params['id']));
      res.status(204).end();
    },
  },
  {
    method: 'GET', path: '/api/v1/alerts', access: signedIn, summary: 'What changed in what I watch and searched for', response: alertList,
    handle: async (_req, res, context) => {
      const list = await alerts.alerts(callerOf(context).person);
      res.json({ unread: list.filter((one) => one.read_at === null).length, alerts: list.map((one) => ({ id: one.id, at: one.at, reason: one.reason, dataset: one.record_id, title: one.title, ...(one.saved_search === null ? {} : { savedSearch: one.saved_search }), read: one.read_at !== null })) });
    },
  },
  {
    method: 'POST', path: '/api/v1/alerts/read', access: signedIn, summary: 'Mark my alerts as read', body: 'none',
    handle: async (_req, res, context) => {
      await alerts.markRead(callerOf(context).person);
      res.status(204).end();
    },
  },
];
