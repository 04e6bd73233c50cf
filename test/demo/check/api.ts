import type { ZodType } from 'zod';
import type { DemoNode, Places } from '../places.ts';
import { obtainToken } from '../token.ts';

export type Reply = { readonly status: number; readonly type: string; readonly text: string; readonly headers: Headers; json(): Record<string, unknown> };

type Call = { readonly as?: string; readonly token?: string; readonly accept?: string; readonly body?: unknown; readonly raw?: { readonly type: string; readonly bytes: string | Uint8Array } };

/** The consortium as an outside program sees it: public HTTP, bearer tokens from the provider, nothing else. */
export const createApi = (places: Places) => {
  const tokens = new Map<string, Promise<string>>();
  const tokenOf = (login: string, node: DemoNode): Promise<string> => {
    const key = `${login}@${node}`;
    const known = tokens.get(key) ?? obtainToken({ issuer: places.provider.issuer, login, audience: places.node(node).portal });
    tokens.set(key, known);
    return known;
  };
  const call = async (node: DemoNode, method: string, path: string, options: Call = {}): Promise<Reply> => {
    const token = options.token ?? (options.as === undefined ? undefined : await tokenOf(options.as, node));
    const payload = options.raw?.bytes ?? (options.body === undefined ? undefined : JSON.stringify(options.body));
    const response = await fetch(`${places.node(node).portal}${path}`, {
      method,
      redirect: 'manual',
      signal: AbortSignal.timeout(15_000),
      headers: {
        accept: options.accept ?? 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(payload === undefined ? {} : { 'content-type': options.raw?.type ?? 'application/json' }),
      },
      ...(payload === undefined ? {} : { body: payload }),
    });
    const text = await response.text();
    return { status: response.status, type: response.headers.get('content-type') ?? '', text, headers: response.headers, json: () => JSON.parse(text) as Record<string, unknown> };
  };
  /** A call that must succeed and have that shape. */
  const read = async <T>(shape: ZodType<T>, node: DemoNode, method: string, path: string, options: Call = {}): Promise<T> => {
    const reply = await call(node, method, path, options);
    if (reply.status >= 300) throw new Error(`${node} answered ${reply.status} to ${method} ${path}: ${reply.text.slice(0, 300)}`);
    const parsed = shape.safeParse(reply.json());
    if (!parsed.success) throw new Error(`${node} ${path}: not the promised shape: ${parsed.error.issues.slice(0, 3).map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; ')}`);
    return parsed.data;
  };
  return { call, read, tokenOf };
};
export type Api = ReturnType<typeof createApi>;
