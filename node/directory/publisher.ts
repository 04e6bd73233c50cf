import type { JWK } from 'jose';
import { signDirectory } from '../../certs/directory-jws.ts';
import type { Clock } from '../../core/clock.ts';
import { instantOf, msOf } from '../../core/clock.ts';
import type { DirectoryDocument } from '../../core/directory.ts';
import { directoryShape } from '../../core/directory.ts';
import { AppError } from '../../core/errors.ts';
import type { Audit } from '../audit/audit.ts';
import type { Db, Tx } from '../storage/db.ts';
import { inTransaction } from '../storage/db.ts';
import { checkDirectory, withoutEndedKeys } from './check-directory.ts';
import type { DirectoryChange } from './directory-changes.ts';
import { unchanged } from './directory-changes.ts';
import { directoryStore } from './directory-store.ts';
import type { Directory } from './directory-type.ts';

export type PublisherDeps = {
  readonly db: Db;
  readonly audit: Audit;
  readonly clock: Clock;
  readonly directory: Directory;
  /** The private directory key that signs now; read anew each time, so that its rotation needs no restart. */
  readonly signingKey: () => Promise<JWK>;
  readonly validDays: number;
  /** Asks the participants for the newest version they hold. A coordinator put back from a backup must neither publish numbers that everybody refuses as
   *  rollback, nor undo revocations it no longer remembers. Never throws. */
  readonly learn: () => Promise<void>;
};

export type ChangeReason = { readonly actor: string; readonly role: string | undefined; readonly action: string; readonly target: string; readonly details?: Readonly<Record<string, string | number | boolean>> };

export type Publisher = {
  /** Makes the next version: change, check, sign, store and audit in one transaction; then everybody in this process sees it.
   *  @param also runs in the same transaction @throws AppError of the change or the check */
  publish(change: DirectoryChange, why: ChangeReason, also?: (tx: Tx) => Promise<void>): Promise<DirectoryDocument>;
  /** Publishes again when less than half of the period of validity is left. @returns whether it did */
  renewIfDue(): Promise<boolean>;
};

const dayMs = 86_400_000;
// Long enough that a row of changes asks once; the coordinator's own schedule asks again.
const learnEveryMs = 15 * 60_000;

export const createPublisher = (deps: PublisherDeps): Publisher => {
  const { clock, directory } = deps;

  const next = (latest: DirectoryDocument, change: DirectoryChange): DirectoryDocument => {
    const now = clock.ms();
    const changed = withoutEndedKeys(change(latest), now);
    return directoryShape.parse(checkDirectory({ ...changed, version: latest.version + 1, issuedAt: instantOf(now), expiresAt: instantOf(now + deps.validDays * dayMs) }));
  };

  let learntMs = Number.NEGATIVE_INFINITY;
  const learnFirst = async (): Promise<void> => {
    if (clock.ms() - learntMs < learnEveryMs) return;
    await deps.learn();
    learntMs = clock.ms();
  };

  const publishNow: Publisher['publish'] = async (change, why, also) => {
    await learnFirst();
    const key = await deps.signingKey();
    const document = await inTransaction(deps.db, async (tx) => {
      await directoryStore.takeTurns(tx);
      // Whatever another process published meanwhile is verified on its way in.
      await directory.refresh('store');
      const made = next(directory.document(), change);
      const jws = await signDirectory(made, key);
      const added = await directoryStore.add(tx, { version: made.version, jws, kid: key.kid ?? '', issued_at: made.issuedAt, expires_at: made.expiresAt, used_from: clock.now() });
      if (!added) throw new AppError('conflict', 'directory-changed-meanwhile', 'The directory was changed by somebody else at the same moment: try again.');
      await deps.audit.record(tx, { ...why, outcome: 'success', details: { ...why.details, version: made.version } });
      await also?.(tx);
      return made;
    });
    await directory.refresh('store');
    return document;
  };

  // One at a time in this process: a crowd waiting for the lock would hold every connection of the pool, also the one the winner needs.
  let turn: Promise<unknown> = Promise.resolve();
  const publish: Publisher['publish'] = (change, why, also) => {
    const mine = turn.then(() => publishNow(change, why, also));
    turn = mine.catch(() => undefined);
    return mine;
  };

  return {
    publish,
    renewIfDue: async () => {
      const { issuedAt, expiresAt } = directory.document();
      if (clock.ms() < (msOf(issuedAt) + msOf(expiresAt)) / 2) return false;
      await publish(unchanged, { actor: 'system:directory', role: undefined, action: 'directory-renewed', target: 'directory' });
      return true;
    },
  };
};
