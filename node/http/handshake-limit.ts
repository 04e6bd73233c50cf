import type { Socket } from 'node:net';
import type { Server } from 'node:tls';

const keyOf = (socket: Pick<Socket, 'remoteAddress' | 'remotePort'>): string => `${socket.remoteAddress} ${socket.remotePort}`;

/** Keeps connections that have not shown a certificate few: over `limit` the oldest goes. A partner's handshake takes milliseconds, so it is never the oldest
 *  among strangers who connect and wait; refusing the newest instead would let them keep everybody out. */
export const limitHandshakes = (server: Server, limit: number): void => {
  const pending = new Map<string, Socket>();
  server.on('connection', (socket: Socket) => {
    const key = keyOf(socket);
    pending.set(key, socket);
    socket.once('close', () => pending.delete(key));
    if (pending.size <= limit) return;
    const [oldestKey, oldest] = pending.entries().next().value ?? [];
    if (oldestKey !== undefined) pending.delete(oldestKey);
    oldest?.destroy();
  });
  server.on('secureConnection', (socket) => pending.delete(keyOf(socket)));
};
