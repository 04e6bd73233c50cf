import { z } from 'zod';
import { roles } from '../roles.ts';

/** `GET /api/v1/session`: who is signed in, and what this node is. */
export const sessionShape = z.object({
  node: z.object({ id: z.string(), name: z.record(z.string(), z.string()), country: z.string(), demo: z.boolean(), coordinator: z.boolean(), version: z.string() }),
  person: z
    .object({ name: z.string(), email: z.string().optional(), roles: z.array(z.enum(roles)), holder: z.string().optional() })
    .optional(),
  /** To be sent back as `x-csrf-token` with every unsafe request of a cookie session. */
  csrfToken: z.string().optional(),
});
export type Session = z.infer<typeof sessionShape>;
