import type { TLSSocket } from 'node:tls';
import type { PeerJudgement, PeerRefused } from './middleware/require-partner.ts';

/** One connection's certificate: what it claims, and who that makes it. */
export type Peer = { readonly nodeId: string | undefined; judge(): PeerJudgement; judgeAfterRefresh(): Promise<PeerJudgement> };

/** Reads a peer's certificate (DER); the directory's gatekeeper fits. @throws Error when it is not a certificate */
export type PeerGate = { peer(raw: Buffer): Peer };

const unreadable: PeerJudgement = { type: 'refused', code: 'tls-no-certificate', detail: 'The connection carries no readable client certificate.' };

/** The open connections of the partner listener: each one's certificate is read once, and judged as often as asked. */
export const createPeerSockets = (gate: PeerGate, perPartner: number, refused: PeerRefused) => {
  const open = new Map<TLSSocket, Peer | undefined>();

  const readPeer = (socket: TLSSocket): Peer | undefined => {
    const raw = socket.getPeerCertificate().raw as Buffer | undefined;
    // Belt and braces: OpenSSL has verified the chain already, or this socket would not be here.
    if (raw === undefined || !socket.authorized) return undefined;
    try {
      return gate.peer(raw);
    } catch {
      return undefined;
    }
  };
  const peerOf = (socket: TLSSocket): Peer | undefined => open.get(socket) ?? readPeer(socket);

  const count = (): ReadonlyMap<string, number> => {
    const byNode = new Map<string, number>();
    for (const peer of open.values()) byNode.set(peer?.nodeId ?? '?', (byNode.get(peer?.nodeId ?? '?') ?? 0) + 1);
    return byNode;
  };

  const destroyWhere = (which: (peer: Peer | undefined) => boolean): number => {
    const hit = [...open].filter(([, peer]) => which(peer));
    for (const [socket] of hit) socket.destroy();
    return hit.length;
  };

  return {
    add: (socket: TLSSocket): void => {
      const peer = readPeer(socket);
      open.set(socket, peer);
      socket.once('close', () => open.delete(socket));
      if ((count().get(peer?.nodeId ?? '?') ?? 0) <= perPartner) return;
      refused('too-many-connections', { address: socket.remoteAddress, detail: `More than ${perPartner} connections of ${peer?.nodeId ?? 'one peer'}.` });
      socket.destroy();
    },
    judge: async (socket: TLSSocket): Promise<PeerJudgement> => {
      const peer = peerOf(socket);
      return peer === undefined ? unreadable : peer.judgeAfterRefresh();
    },
    /** After a change: whoever is no longer allowed loses the connection in the middle of whatever it was doing. */
    destroyRefused: (): number => destroyWhere((peer) => peer === undefined || peer.judge().type === 'refused'),
    destroyOf: (nodeId: string): number => destroyWhere((peer) => peer?.nodeId === nodeId),
    count,
  };
};
