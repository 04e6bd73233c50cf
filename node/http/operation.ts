import type { Request, Response } from 'express';
import type { ZodType } from 'zod';
import type { Caller, Role } from '../../core/roles.ts';
import type { Participant } from '../../core/directory.ts';

/** Who may call an operation. Closed unless opened: there is no default. `partner` operations exist on the mutual-TLS listener only. */
export type Access =
  | { readonly kind: 'public' }
  | { readonly kind: 'signed-in' }
  | { readonly kind: 'roles'; readonly roles: readonly Role[] }
  | { readonly kind: 'partner' }
  | { readonly kind: 'local' };

export const everyone: Access = { kind: 'public' };
export const signedIn: Access = { kind: 'signed-in' };
export const partners: Access = { kind: 'partner' };
/** The operations listener (metrics, health): bound to loopback unless configured. */
export const localOnly: Access = { kind: 'local' };
export const only = (...roles: readonly Role[]): Access => ({ kind: 'roles', roles });

/** Set by the guards before any handler runs. */
export type RequestContext = {
  readonly requestId: string;
  /** The reader's language, from `?lang=` or Accept-Language, cut to the portal's languages. */
  readonly language: string;
  readonly caller: Caller | undefined;
  readonly csrf?: string | undefined;
  readonly partner: Participant | undefined;
};

/** One HTTP operation: who, what it accepts, what it answers, and the work. One file each. */
export type Operation = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Express 5 path, e.g. `/dataset/:id`. */
  readonly path: string;
  readonly access: Access;
  /** One line for the OpenAPI document. */
  readonly summary: string;
  /** `json` (default for unsafe methods): parsed and checked against `request.body`; `bytes`: `req.body` is a Buffer; `none`. */
  readonly body?: 'json' | 'bytes' | 'none';
  /** Default 1 MiB. */
  readonly maxBodyBytes?: number;
  /** Requests per minute and caller; default 600. */
  readonly perMinute?: number;
  readonly request?: { readonly query?: ZodType; readonly body?: ZodType };
  readonly response?: ZodType;
  readonly handle: (req: Request, res: Response, context: RequestContext) => Promise<void> | void;
};

/** The caller of an operation whose access is not public; a defect if absent, because the guard ran before. */
export const callerOf = (context: RequestContext): Caller => {
  if (context.caller === undefined) throw new Error('operation without a caller behind a closed access rule');
  return context.caller;
};

export const partnerOf = (context: RequestContext): Participant => {
  if (context.partner === undefined) throw new Error('partner operation without a partner');
  return context.partner;
};
