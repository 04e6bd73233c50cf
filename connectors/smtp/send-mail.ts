import { createTransport } from 'nodemailer';

export type Mail = { readonly id: string; readonly to: string; readonly subject: string; readonly text: string };
export type SendOutcome = { readonly type: 'sent' } | { readonly type: 'refused'; readonly reason: string } | { readonly type: 'again'; readonly reason: string };

const loopback = (host: string): boolean => host === 'localhost' || host === '[::1]' || host.startsWith('127.');

/** Whether the server will never take this mail (RFC 5321 §4.2.1: 5yz about this recipient or message); no answer and 4yz may get better. Refused log-ins and senders are
 *  the operator's to mend: those wait. */
const isFinal = (error: { readonly responseCode?: number; readonly command?: string; readonly code?: string }): boolean =>
  error.code === 'EENVELOPE' && (error.responseCode ?? 0) >= 500 && error.command !== 'MAIL FROM';

/** A mail server by its address. Outside this machine nothing is sent without TLS. Plain text only; nothing is read from files or addresses.
 *  @param url smtp://user:password@host:port or smtps://… */
export const createMailSender = (url: string, from: string) => {
  const address = new URL(url);
  const transport = createTransport({
    host: address.hostname.replace(/^\[|\]$/g, ''), port: Number(address.port) || (address.protocol === 'smtps:' ? 465 : 587), secure: address.protocol === 'smtps:', requireTLS: address.protocol === 'smtp:' && !loopback(address.hostname),
    ignoreTLS: address.protocol === 'smtp:' && loopback(address.hostname),
    ...(address.username === '' ? {} : { auth: { user: decodeURIComponent(address.username), pass: decodeURIComponent(address.password) } }),
    connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000, disableFileAccess: true, disableUrlAccess: true,
  });
  const host = /@([^>\s]+)>?\s*$/.exec(from)?.[1] ?? 'localhost';
  return {
    send: async (mail: Mail): Promise<SendOutcome> => {
      try {
        await transport.sendMail({ from, to: { name: '', address: mail.to }, subject: mail.subject, text: mail.text, messageId: `<${mail.id}@${host}>`, headers: { 'Auto-Submitted': 'auto-generated' } });
        return { type: 'sent' };
      } catch (thrown) {
        const error = thrown as { responseCode?: number; command?: string; code?: string; response?: string };
        const reason = `${error.code ?? 'error'}${error.responseCode === undefined ? '' : ` ${error.responseCode}`}`;
        return { type: isFinal(error) ? 'refused' : 'again', reason };
      }
    },
    close: (): void => transport.close(),
  };
};
