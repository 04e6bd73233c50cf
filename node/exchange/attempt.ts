import type { Clock } from '../../core/clock.ts';
import type { AttemptResult } from '../../core/delivery.ts';
import type { NodeId } from '../../core/ids.ts';
import { isAppError } from '../../core/errors.ts';
import { envelopeNames } from '../../core/envelope.ts';
import { contextOf, inSpan } from '../tracing/spans.ts';
import type { ClaimedRow } from './claim-store.ts';
import type { CallPartner, DeliveryPolicy, DirectoryPort } from './ports.ts';
import { readReceipt } from './receipts.ts';
import { spanAttributes } from './traceparent.ts';

export type AttemptDeps = {
  readonly self: NodeId;
  readonly clock: Clock;
  readonly directory: Pick<DirectoryPort, 'signingKey' | 'refresh' | 'participant'>;
  readonly call: CallPartner;
  readonly timeoutMs: number;
  readonly policy: Pick<DeliveryPolicy, 'parseRetryAfter'>;
};

export type Attempted = {
  readonly result: AttemptResult;
  /** What came back, in one line for the operator. */
  readonly said: string | null;
  readonly status: number | null;
  readonly durationMs: number;
  readonly address: string;
  readonly receivedAt: string | undefined;
  readonly receipt: Buffer | undefined;
  /** Partner's Date header minus our clock, to the second. */
  readonly clockDifferenceMs: number | undefined;
};

export const messagePath = '/fhir/$process-message';
// A receipt has under 3 kB; an error page that is longer says nothing more.
const answerBytes = 64 * 1024;

/** Code and text of an OperationOutcome in our own refusal system; anything else is not believed. */
const refusalIn = (body: Buffer): { code: string | undefined; text: string } => {
  try {
    const outcome = JSON.parse(body.toString('utf8')) as { issue?: { details?: { coding?: { system?: string; code?: string }[]; text?: string } }[] };
    const details = outcome.issue?.[0]?.details;
    const coding = details?.coding?.find((one) => one.system === envelopeNames.refusalSystem);
    return { code: coding?.code, text: typeof details?.text === 'string' ? details.text.slice(0, 300) : '' };
  } catch {
    return { code: undefined, text: '' };
  }
};

const differenceOf = (date: string | undefined, nowMs: number): number | undefined => {
  const at = date === undefined ? Number.NaN : new Date(date).getTime();
  return Number.isFinite(at) ? at - nowMs : undefined;
};

/** One attempt to deliver: the stored bytes, as they are. Never throws for what the network or the partner does. */
export const attemptDelivery = (deps: AttemptDeps, row: ClaimedRow): Promise<Attempted> =>
  inSpan('message deliver', { kind: 'client', parent: contextOf(row.traceparent), attributes: { ...spanAttributes(row.message_id, row.receiver, row.event, row.correlation_id), 'ehds.attempt': row.attempts + 1 } }, async (span) => {
    const attempted = await attempt(deps, row);
    span.setAttributes({ 'ehds.result': attempted.result.kind, ...(attempted.status === null ? {} : { 'http.response.status_code': attempted.status }) });
    return attempted;
  });

const attempt = async (deps: AttemptDeps, row: ClaimedRow): Promise<Attempted> => {
  const to = row.receiver as NodeId;
  const address = deps.directory.participant(to)?.gateway ?? 'unknown';
  const base = { address, receipt: undefined, receivedAt: undefined, clockDifferenceMs: undefined, status: null };
  const started = deps.clock.ms();
  try {
    const answer = await deps.call(to, { method: 'POST', path: messagePath, headers: { 'content-type': 'application/fhir+json', accept: 'application/fhir+json' }, body: row.bytes, timeoutMs: deps.timeoutMs, maxBytes: answerBytes });
    const now = deps.clock.ms();
    const seen = { ...base, status: answer.status, durationMs: answer.durationMs, clockDifferenceMs: differenceOf(answer.headers['date'], now) };
    if (answer.status !== 202) {
      const { code, text } = refusalIn(answer.body);
      const result: AttemptResult = { kind: 'answer', status: answer.status, code, retryAfterMs: deps.policy.parseRetryAfter(answer.headers['retry-after'], now) };
      return { ...seen, result, said: `HTTP ${answer.status}${code === undefined ? '' : ` ${code}: ${text}`}` };
    }
    // Whatever the partner wrote there, it is an answer and not a defect of ours.
    const reading = await readReceipt(answer.body, { messageId: row.message_id, sender: deps.self, receiver: to, digest: row.digest }, deps.directory).catch(() => ({ problem: 'receipt-malformed' as const }));
    if ('problem' in reading) return { ...seen, result: { kind: 'bad-receipt', why: reading.problem }, said: `HTTP 202, but ${reading.problem}` };
    return { ...seen, result: { kind: 'receipt' }, said: null, receivedAt: reading.receipt.receivedAt, receipt: answer.body };
  } catch (error) {
    if (!isAppError(error)) throw error;
    const cause = error.cause as { code?: unknown } | undefined;
    const said = typeof cause?.code === 'string' ? `${error.detail} (${cause.code})` : error.detail;
    return { ...base, durationMs: deps.clock.ms() - started, result: { kind: 'network', code: error.code }, said };
  }
};
