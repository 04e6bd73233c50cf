import type { Request, RequestHandler } from 'express';
import type { TLSSocket } from 'node:tls';
import { AppError } from '../../../core/errors.ts';
import type { Participant } from '../../../core/directory.ts';
import { attach } from '../run-operation.ts';

/** What the listener asks about a connection's certificate; the directory's gatekeeper answers. */
export type PeerJudgement =
  | { readonly type: 'admitted'; readonly participant: Participant }
  | { readonly type: 'refused'; readonly code: string; readonly detail: string };
export type JudgeSocket = (socket: TLSSocket) => Promise<PeerJudgement>;

export type PeerRefused = (code: string, about: { readonly address: string | undefined; readonly detail: string }) => void;

/** Guard 1 of the chain (exchange.md §3.1): the peer's key is listed for an admitted participant and its URI names exactly that one — on every request, so also on
 *  connections that were open when the directory or a CRL changed. Sets the request's partner. @throws AppError `forbidden` `not-a-participant` */
export const requirePartner =
  (judge: JudgeSocket, refused: PeerRefused): RequestHandler =>
  async (req: Request, res, next) => {
    const judged = await judge(req.socket as TLSSocket);
    if (judged.type === 'refused') {
      refused(judged.code, { address: req.socket.remoteAddress, detail: judged.detail });
      // Nobody who is refused keeps a connection.
      res.setHeader('connection', 'close');
      throw new AppError('forbidden', 'not-a-participant', judged.detail, { extra: { reason: judged.code } });
    }
    attach(req, { partner: judged.participant });
    next();
  };
