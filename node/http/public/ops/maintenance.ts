import type { z } from 'zod';
import { maintenanceRequest, maintenanceView } from '../../../../core/api/ops.ts';
import type { Maintenance } from '../../../exchange/maintenance.ts';
import type { Operation } from '../../operation.ts';
import { only } from '../../operation.ts';
import { actorOf } from './actor.ts';

type Parts = { readonly maintenance: Maintenance };

export const showMaintenance = ({ maintenance }: Parts): Operation => ({
  method: 'GET', path: '/api/v1/ops/maintenance', access: only('operator', 'coordinator'), summary: 'Maintenance this node has announced', response: maintenanceView,
  handle: (_req, res) => void res.json(maintenance.view() ?? { active: false }),
});

export const announceMaintenance = ({ maintenance }: Parts): Operation => ({
  method: 'PUT', path: '/api/v1/ops/maintenance', access: only('operator'), summary: 'Announce maintenance: partners hold their messages', request: { body: maintenanceRequest }, response: maintenanceView,
  handle: async (req, res, context) => void res.json(await maintenance.announce(req.body as z.output<typeof maintenanceRequest>, actorOf(context))),
});

export const endMaintenance = ({ maintenance }: Parts): Operation => ({
  method: 'DELETE', path: '/api/v1/ops/maintenance', access: only('operator'), summary: 'End the maintenance now',
  handle: async (_req, res, context) => {
    await maintenance.end(actorOf(context));
    res.status(204).end();
  },
});
