import type { Server, Socket } from 'node:net';
import { connect, createServer } from 'node:net';

export type TcpProxy = {
  readonly port: number;
  /** Breaks every open connection and takes no new one until `mend`. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
};

/** A stretch of wire that can be cut: forwards bytes to `target` and knows nothing of them. */
export const startProxy = async (port: number, target: number): Promise<TcpProxy> => {
  const open = new Set<Socket>();
  let whole = true;
  const keep = (socket: Socket): void => {
    open.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => open.delete(socket));
  };
  const server: Server = createServer((near) => {
    keep(near);
    if (!whole) return void near.destroy();
    const far = connect(target, '127.0.0.1');
    keep(far);
    near.pipe(far).pipe(near);
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(port, '127.0.0.1', done);
  });
  return {
    port,
    cut: () => {
      whole = false;
      for (const socket of open) socket.destroy();
    },
    mend: () => {
      whole = true;
    },
    close: () =>
      new Promise((done) => {
        for (const socket of open) socket.destroy();
        server.close(() => done());
      }),
  };
};
