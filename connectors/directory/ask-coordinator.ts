import { request } from 'undici';
import { z } from 'zod';
import { AppError } from '../../core/errors.ts';
import { joinAsked, joinOutcome } from '../../core/api/directory.ts';

const timeoutMs = 15_000;
const problem = z.object({ code: z.string(), detail: z.string().optional() });

const call = async (url: string, body: unknown): Promise<unknown> => {
  const answer = await request(url, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    body: body === undefined ? null : JSON.stringify(body),
    signal: AbortSignal.timeout(timeoutMs),
  }).catch((error: unknown) => {
    throw new AppError('unavailable', 'coordinator-unreachable', `${url} cannot be reached.`, { cause: error });
  });
  const text = await answer.body.text();
  if (answer.statusCode < 300) return JSON.parse(text) as unknown;
  const told = problem.safeParse((() => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      return undefined;
    }
  })());
  throw new AppError(answer.statusCode < 500 ? 'conflict' : 'unavailable', told.data?.code ?? 'coordinator-refused', told.data?.detail ?? `${url} answers ${answer.statusCode}.`);
};

/** An applicant's two questions to the coordinator's public listener. @param portal base URL, given by the operator @throws AppError with the coordinator's code, or `coordinator-unreachable` */
export const askCoordinator = (portal: string) => ({
  ask: async (jws: string): Promise<z.infer<typeof joinAsked>> => joinAsked.parse(await call(`${portal}/api/v1/directory/join-requests`, { request: jws })),
  outcome: async (id: string): Promise<z.infer<typeof joinOutcome>> => joinOutcome.parse(await call(`${portal}/api/v1/directory/join-requests/${id}/outcome`, undefined)),
});
