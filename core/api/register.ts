import { z } from 'zod';

/** Public register of applications, permits and refusals (Art. 57(1)(j), applications.md §6.3): public fields of section 2 only, never contact data,
 *  payment, persons, attachments or private reasons. */
export const registerEntry = z.object({
  id: z.string(),
  type: z.enum(['access', 'request']),
  title: z.string(),
  /** Public answers of the form: linkId → value. */
  answers: z.record(z.string(), z.unknown()),
  countries: z.array(z.string()),
  datasets: z.array(z.object({ iri: z.string(), title: z.record(z.string(), z.string()) })),
  hdab: z.string(),
  received: z.string(),
  status: z.string(),
  changed: z.string(),
  /** Once a decision maker has published it (K16). */
  decision: z.object({ outcome: z.enum(['positive', 'negative']), decisionId: z.string(), issuedAt: z.string(), justification: z.string().optional(), publishedAt: z.string() }).optional(),
});
export type RegisterEntry = z.infer<typeof registerEntry>;
export const registerPage = z.object({ total: z.int(), page: z.int(), perPage: z.int(), entries: z.array(registerEntry) });
export type RegisterPage = z.infer<typeof registerPage>;
