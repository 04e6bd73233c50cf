import { lookup } from 'node:dns/promises';
import { connect as connectTcp, isIP } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { TLSSocket } from 'node:tls';

/** The lower steps of a link test, each by itself: what a whole request would fold into one error (exchange.md §6). */
export type ProbeTarget = { readonly url: string; readonly keyPem: string; readonly certPem: string; readonly ca: readonly string[]; readonly timeoutMs: number };
export type LowStep = { readonly ok: true; readonly ms: number; readonly detail: string } | { readonly ok: false; readonly ms: number; readonly detail: string; readonly code: string };
export type Probed = { readonly dns: LowStep; readonly tcp?: LowStep; readonly tls?: LowStep; readonly certificate?: Buffer; readonly notAfter?: string };

const timed = async (work: () => Promise<string>): Promise<LowStep> => {
  const started = performance.now();
  const ms = (): number => Math.round(performance.now() - started);
  try {
    return { ok: true, detail: await work(), ms: ms() };
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    return { ok: false, detail: error instanceof Error ? error.message : String(error), code: typeof code === 'string' ? code : 'UNKNOWN', ms: ms() };
  }
};

const timeoutError = (what: string): Error => Object.assign(new Error(`${what} took too long`), { code: 'ETIMEDOUT' });

const resolveName = async (host: string): Promise<string> => (isIP(host) === 0 ? (await lookup(host)).address : host);

const openTcp = (host: string, port: number, timeoutMs: number): Promise<string> =>
  new Promise((done, fail) => {
    const socket = connectTcp({ host, port, timeout: timeoutMs });
    socket.once('connect', () => {
      socket.destroy();
      done(`${host}:${port} answers`);
    });
    socket.once('timeout', () => {
      socket.destroy();
      fail(timeoutError('connecting'));
    });
    socket.once('error', fail);
  });

/** TLS 1.3 tells a client that its certificate was refused only after the handshake: hold the line for a moment and listen. */
const afterHandshakeMs = 300;

const openTls = (target: ProbeTarget, host: string, port: number, seen: (socket: TLSSocket) => void): Promise<string> =>
  new Promise((done, fail) => {
    // Whose certificate it is, is judged against the directory by the caller; here only: does it chain to the consortium's CA.
    const socket = connectTls({ host, port, key: target.keyPem, cert: target.certPem, ca: [...target.ca], minVersion: 'TLSv1.3', ...(isIP(host) === 0 ? { servername: host } : {}), checkServerIdentity: () => undefined });
    const finish = (outcome: () => void): void => {
      clearTimeout(timer);
      socket.destroy();
      outcome();
    };
    const timer = setTimeout(() => finish(() => fail(timeoutError('the TLS handshake'))), target.timeoutMs);
    socket.once('secureConnect', () => {
      seen(socket);
      // Read now: a destroyed socket has no cipher any more.
      const words = `${socket.getProtocol() ?? 'TLS'}, ${socket.getCipher().name}`;
      setTimeout(() => finish(() => done(words)), afterHandshakeMs);
    });
    socket.once('error', (error) => finish(() => fail(error)));
    socket.once('close', () => finish(() => fail(Object.assign(new Error('the partner closed the connection after the handshake'), { code: 'ECONNRESET' }))));
    socket.resume();
  });

/** Tries DNS, TCP and TLS one after the other and stops at the first that fails. */
export const probeLink = async (target: ProbeTarget): Promise<Probed> => {
  const url = new URL(target.url);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = Number(url.port === '' ? 443 : url.port);
  const dns = await timed(async () => `${host} is ${await resolveName(host)}`);
  if (!dns.ok) return { dns };
  const tcp = await timed(() => openTcp(host, port, target.timeoutMs));
  if (!tcp.ok) return { dns, tcp };
  let certificate: Buffer | undefined;
  let notAfter: string | undefined;
  const tls = await timed(() =>
    openTls(target, host, port, (socket) => {
      const peer = socket.getPeerCertificate();
      certificate = peer.raw;
      notAfter = new Date(peer.valid_to).toISOString();
    }),
  );
  return { dns, tcp, tls, ...(certificate === undefined ? {} : { certificate }), ...(notAfter === undefined ? {} : { notAfter }) };
};
