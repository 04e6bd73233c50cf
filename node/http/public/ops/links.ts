import { linkList, linkTestReport, pauseRequest } from '../../../../core/api/ops.ts';
import type { LinkTestReport } from '../../../../core/api/ops.ts';
import type { NodeId } from '../../../../core/ids.ts';
import type { OpsView } from '../../../exchange/ops-view.ts';
import type { Steering } from '../../../exchange/steer-links.ts';
import type { Operation } from '../../operation.ts';
import { only } from '../../operation.ts';
import { actorOf } from './actor.ts';

export type LinkParts = { readonly view: OpsView; readonly steering: Steering; readonly testLink: (partner: NodeId) => Promise<LinkTestReport> };

const partnerParam = (params: Record<string, unknown>): string => String(params['partner'] ?? '');

export const listLinks = ({ view }: LinkParts): Operation => ({
  method: 'GET', path: '/api/v1/ops/links', access: only('operator', 'coordinator'), summary: 'State and figures of the link to every partner', response: linkList,
  handle: async (_req, res) => void res.json({ links: await view.links() }),
});

export const pauseLink = ({ steering }: LinkParts): Operation => ({
  method: 'POST', path: '/api/v1/ops/links/:partner/pause', access: only('operator'), summary: 'Pause a partner: its messages wait', request: { body: pauseRequest },
  handle: async (req, res, context) => {
    const { reason } = req.body as { reason?: string };
    await steering.pause(partnerParam(req.params), reason, actorOf(context));
    res.status(204).end();
  },
});

export const resumeLink = ({ steering }: LinkParts): Operation => ({
  method: 'POST', path: '/api/v1/ops/links/:partner/resume', access: only('operator'), summary: 'End a pause or a hold: what waits goes out', body: 'none',
  handle: async (req, res, context) => {
    await steering.resume(partnerParam(req.params), actorOf(context));
    res.status(204).end();
  },
});

export const testLink = ({ steering, testLink: run }: LinkParts): Operation => ({
  method: 'POST', path: '/api/v1/ops/links/:partner/test', access: only('operator', 'coordinator'), summary: 'Test a link step by step and name the side that must act', body: 'none', perMinute: 30, response: linkTestReport,
  handle: async (req, res) => void res.json(await run(steering.partnerOf(partnerParam(req.params)))),
});
