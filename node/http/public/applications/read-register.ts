import { z } from 'zod';
import { registerPage } from '../../../../core/api/register.ts';
import type { Applications } from '../../../applications/applications.ts';
import type { Operation } from '../../operation.ts';
import { everyone } from '../../operation.ts';

const query = z.object({ page: z.coerce.number().int().min(1).max(10_000).default(1), perPage: z.coerce.number().int().min(1).max(100).default(20) });

export const readRegister = (applications: Applications): Operation => ({
  method: 'GET',
  path: '/api/v1/register',
  access: everyone,
  summary: 'Public register of applications and decisions of this body (Art. 57(1)(j))',
  request: { query },
  response: registerPage,
  handle: async (req, res) => {
    res.json(await applications.register(req.query as unknown as z.output<typeof query>));
  },
});
