import { z } from 'zod';
import { formShape } from '../../../../core/api/applications.ts';
import { AppError } from '../../../../core/errors.ts';
import type { Applications } from '../../../applications/applications.ts';
import type { Operation } from '../../operation.ts';
import { everyone } from '../../operation.ts';
import { part } from './parameters.ts';

const query = z.object({ version: z.string().optional() });

/** The questions of an application type as data; an older version on request. */
export const getForm = (applications: Applications): Operation => ({
  method: 'GET',
  path: '/api/v1/forms/:type',
  access: everyone,
  summary: 'The form of an application type: access or request',
  request: { query },
  response: formShape,
  handle: (req, res) => {
    const type = part(req, 'type');
    const { version } = req.query as z.output<typeof query>;
    const form = type === 'access' || type === 'request' ? applications.form(type, version) : undefined;
    if (form === undefined) throw new AppError('not-found', 'unknown-form-version', 'There is no such form: the types are access and request; leave out the version for the current one.');
    res.set('cache-control', 'public, max-age=300').json(form);
  },
});
