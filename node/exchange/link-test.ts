import type { LinkTestReport } from '../../core/api/ops.ts';
import { linkSteps } from '../../core/api/ops.ts';
import type { Clock } from '../../core/clock.ts';
import { msOf } from '../../core/clock.ts';
import { isAppError } from '../../core/errors.ts';
import type { NodeId } from '../../core/ids.ts';
import type { CallPartner, DirectoryPort } from './ports.ts';

type Step = LinkTestReport['steps'][number];
type LowStep = { readonly ok: true; readonly ms: number; readonly detail: string } | { readonly ok: false; readonly ms: number; readonly detail: string; readonly code: string };

/** The lower steps, tried by connectors/partner: stops at the first that fails. */
export type ProbeLink = (partner: NodeId, gateway: string) => Promise<{ readonly dns: LowStep; readonly tcp?: LowStep; readonly tls?: LowStep; readonly certificate?: Buffer; readonly notAfter?: string }>;

export type LinkTestDeps = {
  readonly clock: Clock;
  readonly directory: Pick<DirectoryPort, 'participant' | 'version' | 'refresh'>;
  readonly probe: ProbeLink;
  /** Why this certificate (DER) is not this partner's; undefined when it is. */
  readonly refuseServer: (partner: NodeId, certificate: Buffer) => string | undefined;
  readonly call: CallPartner;
};

type Fault = { readonly side: NonNullable<Step['side']>; readonly advice: string };
const green = (step: Step['step'], detail: string, ms?: number): Step => ({ step, result: 'green', detail, ...(ms === undefined ? {} : { ms }) });
const red = (step: Step['step'], detail: string, fault: Fault, ms?: number): Step => ({ step, result: 'red', detail, ...fault, ...(ms === undefined ? {} : { ms }) });

const dnsFault: Fault = { side: 'coordinator', advice: 'The name in the directory cannot be found: the partner must repair its DNS entry, or the coordinator the address in the directory. If no name at all can be found, it is the DNS of this node.' };
const tcpFault = (code: string): Fault =>
  code === 'ECONNREFUSED'
    ? { side: 'partner', advice: 'The machine answers but nothing listens at this port: the partner must start its node, or the directory lists a wrong port.' }
    : { side: 'network', advice: 'No answer at all: a firewall on either side, or the partner is off. Try from another network, then call the partner.' };

const tlsFault = (code: string, detail: string): Fault => {
  if (/SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|DEPTH_ZERO/.test(code)) return { side: 'partner', advice: 'Its certificate does not come from the consortium CA: it must use the one it was issued, or something stands between the nodes.' };
  if (code === 'CERT_HAS_EXPIRED') return { side: 'partner', advice: 'Its certificate has expired: it must renew it.' };
  if (code === 'CERT_NOT_YET_VALID') return { side: 'this-node', advice: 'Its certificate counts from later on: compare the clocks.' };
  if (/alert|ECONNRESET|SSLV3|TLSV1/i.test(`${code} ${detail}`)) return { side: 'partner', advice: 'The partner refuses our certificate. Its audit log says why: not listed, expired, revoked, or an old directory. It must read the directory anew; we must check our own certificate.' };
  return { side: 'partner', advice: 'The handshake fails: the partner must offer TLS 1.3 with its consortium certificate.' };
};

const statusFault = (status: number): Fault =>
  status === 403
    ? { side: 'partner', advice: 'The partner does not take us for a participant: it must read the directory anew, or the coordinator must list us.' }
    : { side: 'partner', advice: 'The node behind the gateway does not answer as it should: its log says why.' };

// Five minutes ahead a message is refused (exchange.md §3.1); a minute is already worth a look.
const clockRedMs = 60_000;

const certificateStep = (deps: LinkTestDeps, partner: NodeId, certificate: Buffer | undefined, notAfter: string | undefined): Step => {
  if (certificate === undefined) return red('certificate', 'no certificate was shown', { side: 'partner', advice: 'The partner must present its certificate.' });
  const refused = deps.refuseServer(partner, certificate);
  if (refused !== undefined) return red('certificate', refused, { side: 'partner', advice: 'It uses a key the directory does not list for it: it must announce the key to the coordinator, or switch back; if it has, read the directory here.' });
  const days = notAfter === undefined ? undefined : Math.floor((msOf(notAfter) - deps.clock.ms()) / 86_400_000);
  return green('certificate', `it is ${partner}'s${days === undefined ? '' : `, ${days} days left`}`);
};

const directoryStep = async (deps: LinkTestDeps, partner: NodeId): Promise<Step> => {
  const started = deps.clock.ms();
  const listed = deps.directory.participant(partner);
  if (listed !== undefined && listed.state.code !== 'active') return red('directory', `the directory lists ${partner} as ${listed.state.code} since ${listed.state.since}`, { side: 'coordinator', advice: listed.state.note ?? 'The coordinator has put this participant on hold: ask there.' }, deps.clock.ms() - started);
  return green('directory', `${partner} is active in version ${deps.directory.version()}`, deps.clock.ms() - started);
};

const applicationSteps = async (deps: LinkTestDeps, partner: NodeId): Promise<Step[]> => {
  try {
    const answer = await deps.call(partner, { method: 'GET', path: '/fhir/metadata', timeoutMs: 10_000, maxBytes: 1024 * 1024 });
    if (answer.status !== 200) return [red('application', `it answers HTTP ${answer.status}`, statusFault(answer.status), Math.round(answer.durationMs))];
    return [green('application', 'the node answers', Math.round(answer.durationMs)), clockStep(deps, answer.headers['date'])];
  } catch (error) {
    return [red('application', isAppError(error) ? error.detail : 'the request failed', { side: 'partner', advice: 'The connection stands but the node does not answer: its log says why.' })];
  }
};

const clockStep = (deps: LinkTestDeps, date: string | undefined): Step => {
  const difference = date === undefined ? Number.NaN : msOf(date) - deps.clock.ms();
  if (!Number.isFinite(difference)) return red('clock', 'the answer carries no date', { side: 'partner', advice: 'A proxy before the partner removes the Date header.' });
  const seconds = Math.round(difference / 1000);
  const words = `its clock is ${Math.abs(seconds)} s ${seconds < 0 ? 'behind' : 'ahead of'} ours`;
  if (Math.abs(difference) <= clockRedMs) return green('clock', words);
  return red('clock', words, { side: 'this-node', advice: 'One of the two clocks is wrong: compare both with a time server; messages of a node more than 5 minutes ahead are refused.' });
};

const complete = (partner: NodeId, at: string, steps: readonly Step[]): LinkTestReport => {
  const tried = new Set(steps.map((step) => step.step));
  const rest = linkSteps.filter((step) => !tried.has(step)).map((step): Step => ({ step, result: 'not-tried', detail: 'an earlier step failed' }));
  return { partner, at, ok: steps.every((step) => step.result === 'green') && rest.length === 0, steps: [...steps, ...rest] };
};

/** Tests a link step by step, DNS → TCP → TLS → certificate → directory → application → clock; each step green, or red with the side that must act (exchange.md §6). */
export const createLinkTest =
  (deps: LinkTestDeps) =>
  async (partner: NodeId): Promise<LinkTestReport> => {
    const at = deps.clock.now();
    const gateway = deps.directory.participant(partner)?.gateway ?? '';
    const steps: Step[] = [];
    const done = (): LinkTestReport => complete(partner, at, steps);
    const low = await deps.probe(partner, gateway);
    const take = (step: 'dns' | 'tcp' | 'tls', found: LowStep | undefined, fault: (code: string, detail: string) => Fault): boolean => {
      if (found === undefined) return false;
      steps.push(found.ok ? green(step, found.detail, found.ms) : red(step, found.detail, fault(found.code, found.detail), found.ms));
      return found.ok;
    };
    if (!take('dns', low.dns, () => dnsFault) || !take('tcp', low.tcp, tcpFault) || !take('tls', low.tls, tlsFault)) return done();
    steps.push(certificateStep(deps, partner, low.certificate, low.notAfter));
    if (steps.at(-1)?.result === 'red') return done();
    steps.push(await directoryStep(deps, partner));
    steps.push(...(await applicationSteps(deps, partner)));
    return done();
  };
