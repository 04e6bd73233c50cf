import { createHash } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import type { Finding } from '../../../../core/catalogue/finding.ts';
import { AppError } from '../../../../core/errors.ts';
import type { Caller } from '../../../../core/roles.ts';
import type { Tx } from '../../../storage/db.ts';
import { inTransaction } from '../../../storage/db.ts';
import type { IngestOptions, IngestResult } from '../../ingest-types.ts';
import { describeFinding } from '../../findings/describe-finding.ts';
import { recordRefusal } from '../../record-check.ts';
import type { StoredRecord } from '../../store.ts';
import { lockCatalogue, recordById } from '../../store.ts';
import { withdraw } from '../../withdraw.ts';
import type { SourcePorts } from '../ports.ts';
import { answerOnce, keptAnswer, putCheck } from './holder-store.ts';
import type { HolderAction } from './lifecycle.ts';
import { nextRecordState } from './lifecycle.ts';
import { readLibrary } from './fhir-submission.ts';
import { maxSubmissionBytes, readSubmission } from './read-submission.ts';
import { readOwnWorkbook } from './workbook-submission.ts';
import { currentDescription, setRecordState } from './stored-description.ts';

export type Wanted = 'publish' | 'draft' | 'in-review';
export type Submission = { readonly bytes: Uint8Array; readonly contentType: string | undefined; readonly wanted: Wanted; readonly idempotencyKey: string | undefined; readonly language: string; /** A FHIR Library: merged into what is stored. */ readonly library?: boolean; /** Version a filled workbook is to be put onto though it was written from an older one. */ readonly onto?: string | undefined };

/** What the holder's programs get back. `version` is the description version; as ETag it stands in quotes. */
export type Saved = { readonly id: string; readonly iri: string; readonly state: string; readonly version: string; readonly findings: readonly (Finding & { readonly message: string })[] };

export type HolderDoor = {
  create(caller: Caller, submission: Submission): Promise<Saved>;
  replace(caller: Caller, id: string, ifMatch: string | undefined, submission: Submission): Promise<Saved>;
  withdraw(caller: Caller, id: string, ifMatch: string | undefined, reason: string | undefined): Promise<void>;
  /** The holder vouches for the description again (Art. 60(3)). */
  confirm(caller: Caller, id: string): Promise<void>;
  /** Review: staff publish or return, holders submit. */
  move(caller: Caller, id: string, action: 'submit' | 'return' | 'publish'): Promise<Saved>;
};

const actionOf: Readonly<Record<Wanted, HolderAction>> = { publish: 'publish', draft: 'save', 'in-review': 'submit' };

/** Records of one holder are one source: their identifiers are told apart from everybody else's. */
export const holderSource = (caller: Caller): string => {
  if (caller.holder === undefined || caller.holder === '') throw new AppError('forbidden', 'no-holder', 'Your account acts for no data holder: ask the health data access body to add yours.');
  return `holder:${caller.holder}`;
};

const isStaff = (caller: Caller): boolean => caller.roles.some((role) => role === 'case-handler' || role === 'decision-maker');

/** Same person, same key, same request: same answer; anything else under that key is a mistake of the caller. */
const digestOf = (submission: Submission, target: string): string => createHash('sha256').update(target).update('\0').update(submission.wanted).update('\0').update(submission.bytes).digest('hex');

const told = (findings: readonly Finding[], language: string): Saved['findings'] =>
  findings.map((finding) => {
    const words = describeFinding(finding, language);
    return { ...finding, message: [words.what, words.mend].filter((part) => part !== '').join(' ') };
  });

/** What is too large is refused by the reader that comes next. */
const workbookOf = (tx: Tx, submission: Submission, stored: StoredRecord | undefined) =>
  stored === undefined || submission.bytes.length > maxSubmissionBytes ? Promise.resolve(undefined) : readOwnWorkbook(tx, submission.bytes, stored, submission.onto);

const refusal = (result: IngestResult): AppError | undefined => {
  if (result.outcome === 'duplicate') return new AppError('conflict', result.code ?? 'duplicate-identifier', result.detail ?? 'Another record has this identifier.');
  if (result.outcome === 'refused') return new AppError('unprocessable', result.code ?? 'refused', result.detail ?? 'The description was refused.');
  const violations = result.findings.filter((finding) => finding.severity === 'violation').length;
  return violations === 0 ? undefined : new AppError('unprocessable', 'validation-failed', `${violations} ${violations === 1 ? 'thing' : 'things'} must be mended before this can be published. To keep it meanwhile, send it with ?state=draft.`);
};

/** Holders' own door to the catalogue (catalogue.md §5.1, §7.1): validation before publication, states, versions, one answer per request. */
export const createHolderDoor = (ports: SourcePorts, publicUrl: string): HolderDoor => {
  const recordFor = async (tx: Tx, caller: Caller, id: string): Promise<StoredRecord> => {
    const record = /^[0-9a-f-]{36}$/.test(id) ? await recordById(tx, id) : undefined;
    if (record === undefined || record.origin !== 'own') throw new AppError('not-found', 'unknown-dataset', `There is no dataset ${id} of this node.`);
    const own = record.source === (caller.holder === undefined ? undefined : `holder:${caller.holder}`);
    if (own || (isStaff(caller) && record.source?.startsWith('holder:') === true)) return record;
    if (record.source?.startsWith('holder:') !== true) throw new AppError('conflict', 'harvested', `This dataset is read from the source "${record.source ?? ''}": change it there, the next run brings it.`);
    throw new AppError('forbidden', 'not-your-dataset', 'This dataset belongs to another data holder.');
  };

  const matches = (record: StoredRecord, ifMatch: string | undefined): void => {
    if (ifMatch === undefined) throw new AppError('precondition-failed', 'if-match-needed', 'Send If-Match with the ETag you got, so that nobody else\'s change is overwritten.');
    const tags = ifMatch.split(',').map((tag) => tag.trim().replace(/^W\//, '').replace(/^"|"$/g, ''));
    if (!tags.includes('*') && !tags.includes(record.version) && !tags.includes(String(record.current))) throw new AppError('precondition-failed', 'changed-meanwhile', 'The dataset changed since you read it: read it again and repeat your change.', { extra: { version: record.version } });
  };

  const step = (record: StoredRecord | undefined, action: HolderAction, caller: Caller): void => {
    const next = nextRecordState(record?.state ?? 'draft', action, caller.roles);
    if (next.type === 'not-possible') throw new AppError('conflict', 'state-forbids', `A record that is ${record?.state ?? 'new'} cannot be ${action === 'return' ? 'returned' : `${action}ed`}.`);
    if (next.type === 'not-allowed') throw new AppError('forbidden', 'role-missing', `This needs one of the roles: ${next.roles.join(', ')}.`);
  };

  const save = async (tx: Tx, caller: Caller, submission: Submission, target: { id: string; create: boolean; source: string; stored?: StoredRecord }): Promise<Saved> => {
    const iri = `${publicUrl}/dataset/${target.id}`;
    const description = submission.library === true
      ? await readLibrary(tx, submission.bytes, iri, publicUrl, target.stored)
      : ((await workbookOf(tx, submission, target.stored)) ?? (await readSubmission(submission.bytes, submission.contentType, iri)));
    const unfit = recordRefusal(description);
    if (unfit !== undefined) throw new AppError('unprocessable', unfit.code, unfit.detail);
    const options: IngestOptions<never> = { origin: { kind: 'own', source: target.source }, actor: caller.person, wanted: submission.wanted, ...(target.create ? {} : { recordId: target.id }) };
    const result = await ports.ingest(tx, description, options);
    if (target.create && (result.outcome === 'changed' || result.outcome === 'unchanged'))
      throw new AppError('conflict', 'duplicate-identifier', `You published this dataset already: PUT /api/v1/datasets/${result.recordId ?? ''} changes it.`, { extra: { id: result.recordId } });
    const refused = submission.wanted === 'draft' && result.outcome !== 'refused' && result.outcome !== 'duplicate' ? undefined : refusal(result);
    const findings = told(result.findings, submission.language);
    if (refused !== undefined) {
      // thrown inside the transaction: nothing of a refused request is kept
      throw new AppError(refused.kind, refused.code, refused.detail, { problems: findings.map((one) => ({ path: one.path, code: one.code, message: one.message })), extra: { findings } });
    }
    const record = await recordById(tx, result.recordId ?? target.id);
    if (record === undefined) throw new Error(`no record ${target.id}`);
    await ports.audit.record(tx, { actor: caller.person, role: 'data-holder', action: target.create ? 'dataset-created' : 'dataset-changed', target: `dataset:${record.id}`, outcome: 'success', details: { state: record.state, version: record.version } });
    return { id: record.id, iri: record.iri, state: record.state, version: record.version, findings };
  };

  const once = async (caller: Caller, submission: Submission, target: string, work: (tx: Tx) => Promise<Saved>): Promise<Saved> => {
    const key = submission.idempotencyKey;
    if (key === undefined) return inTransaction(ports.db, work);
    const digest = digestOf(submission, target);
    const same = (kept: { digest: string; answer: unknown }): Saved => {
      if (kept.digest !== digest) throw new AppError('conflict', 'idempotency-key-reused', 'This Idempotency-Key was used for another request: make a new one for each.');
      return kept.answer as Saved;
    };
    const before = await keptAnswer(ports.db, caller.person, key);
    if (before !== undefined) return same(before);
    class Late extends Error {}
    try {
      return await inTransaction(ports.db, async (tx) => {
        const saved = await work(tx);
        if ((await answerOnce(tx, caller.person, key, digest, saved, ports.clock.now())) !== undefined) throw new Late();
        return saved;
      });
    } catch (error) {
      const kept = await keptAnswer(ports.db, caller.person, key);
      // two copies at once: the other one was first, and its answer counts for both
      if (kept !== undefined && (error instanceof Late || kept.digest === digest)) return same(kept);
      throw error;
    }
  };

  return {
    create: async (caller, submission) => {
      const source = holderSource(caller);
      step(undefined, actionOf[submission.wanted], caller);
      return once(caller, submission, 'create', (tx) => save(tx, caller, submission, { id: uuid(), create: true, source }));
    },
    replace: (caller, id, ifMatch, submission) =>
      once(caller, submission, `replace:${id}`, async (tx) => {
        // read under the lock: of two changes with one ETag the second finds the first one's version
        await lockCatalogue(tx);
        const record = await recordFor(tx, caller, id);
        matches(record, ifMatch);
        step(record, actionOf[submission.wanted], caller);
        return save(tx, caller, submission, { id, create: false, source: record.source ?? holderSource(caller), stored: record });
      }),
    withdraw: (caller, id, ifMatch, reason) =>
      inTransaction(ports.db, async (tx) => {
        await lockCatalogue(tx);
        const record = await recordFor(tx, caller, id);
        matches(record, ifMatch);
        if (record.state === 'withdrawn') return;
        step(record, 'withdraw', caller);
        await withdraw(tx, id, { at: ports.clock.now(), reason: reason ?? 'Withdrawn by the data holder.' });
        await ports.audit.record(tx, { actor: caller.person, role: caller.roles[0], action: 'dataset-withdrawn', target: `dataset:${id}`, outcome: 'success' });
      }),
    confirm: (caller, id) =>
      inTransaction(ports.db, async (tx) => {
        const record = await recordFor(tx, caller, id);
        await putCheck(tx, record.id, caller.person, ports.clock.now());
        await ports.audit.record(tx, { actor: caller.person, role: 'data-holder', action: 'dataset-checked', target: `dataset:${id}`, outcome: 'success', details: { version: record.version } });
      }),
    move: (caller, id, action) =>
      inTransaction(ports.db, async (tx) => {
        await lockCatalogue(tx);
        const record = await recordFor(tx, caller, id);
        step(record, action, caller);
        return moveRecord(ports, tx, caller, record, action);
      }),
  };
};

const moveRecord = async (ports: SourcePorts, tx: Tx, caller: Caller, record: StoredRecord, action: 'submit' | 'return' | 'publish'): Promise<Saved> => {
  const wanted: Wanted = action === 'publish' ? 'publish' : action === 'submit' ? 'in-review' : 'draft';
  const description = await currentDescription(tx, record);
  if (wanted !== 'publish') {
    await setRecordState(tx, record.id, wanted);
    await ports.audit.record(tx, { actor: caller.person, role: caller.roles[0], action: `dataset-${action}`, target: `dataset:${record.id}`, outcome: 'success' });
    return { id: record.id, iri: record.iri, state: wanted, version: record.version, findings: [] };
  }
  const result = await ports.ingest(tx, description, { origin: { kind: 'own', source: record.source ?? '' }, actor: caller.person, wanted, recordId: record.id });
  const refused = refusal(result);
  if (refused !== undefined) throw new AppError(refused.kind, refused.code, refused.detail, { extra: { findings: told(result.findings, caller.language) } });
  await ports.audit.record(tx, { actor: caller.person, role: caller.roles[0], action: 'dataset-published', target: `dataset:${record.id}`, outcome: 'success', details: { version: record.version } });
  return { id: record.id, iri: record.iri, state: result.state ?? record.state, version: record.version, findings: told(result.findings, caller.language) };
};
