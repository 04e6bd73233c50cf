import { z } from 'zod';

/** RFC 9457 problem document, as every path but `/fhir/*` answers an error. */
export const problemShape = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  /** Stable code in the domain's words; also the last part of `type`. */
  code: z.string(),
  /** Quote this when asking for help. */
  requestId: z.string(),
  problems: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof problemShape>;
