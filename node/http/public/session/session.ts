import type { Session } from '../../../../core/api/session.ts';
import { sessionShape } from '../../../../core/api/session.ts';
import type { Operation } from '../../operation.ts';
import { everyone } from '../../operation.ts';

export const readSession = (node: Session['node']): Operation => ({
  method: 'GET',
  path: '/api/v1/session',
  access: everyone,
  summary: 'Who is signed in, and what this node is',
  response: sessionShape,
  handle: (_req, res, { caller, csrf }) => {
    const person = caller && { name: caller.name, email: caller.email, roles: [...caller.roles], holder: caller.holder };
    res.setHeader('cache-control', 'no-store');
    res.json({ node, person, csrfToken: csrf });
  },
});
