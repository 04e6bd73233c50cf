import type { Clock } from '../../../../core/clock.ts';
import { AppError } from '../../../../core/errors.ts';
import type { Caller } from '../../../../core/roles.ts';
import type { Description } from '../../../../mappings/rdf/description.ts';
import type { Audit } from '../../../audit/audit.ts';
import type { Db, Tx } from '../../../storage/db.ts';
import { inTransaction } from '../../../storage/db.ts';
import type { IngestOptions, IngestResult } from '../../ingest-types.ts';
import { recordById } from '../../store.ts';
import { stateTrust } from './state-trust.ts';
import { currentDescription } from './stored-description.ts';
import type { TrustDecision } from './trust-store.ts';
import { allTrust, putTrust, recordsOfCustodian } from './trust-store.ts';

export type TrustedHolders = {
  /** Reads the decisions; before that nobody is trusted. */
  load(): Promise<void>;
  /** The description with the flag on its custodian, as decided here; a flag that came with the data is not believed. Pure but for the decisions. */
  apply(description: Description): Description;
  /** Holders who are trusted now. */
  iris(): readonly string[];
  list(): Promise<readonly TrustDecision[]>;
  /** A decision of the health data access body (Art. 72(2)); every description of the holder is brought up to date.
   *  @returns how many descriptions changed */
  decide(caller: Caller, decision: { iri: string; name: string; trusted: boolean; reason: string }): Promise<number>;
};

export type TrustParts = {
  readonly db: Db;
  readonly clock: Clock;
  readonly audit: Audit;
  readonly ingest: () => (tx: Tx, description: Description, options: IngestOptions<never>) => Promise<IngestResult>;
};

export const createTrustedHolders = (parts: TrustParts): TrustedHolders => {
  let trusted: ReadonlySet<string> = new Set();
  const load = async (): Promise<void> => {
    trusted = new Set((await allTrust(parts.db)).filter((decision) => decision.trusted).map((decision) => decision.iri));
  };
  return {
    load,
    apply: (description) => stateTrust(description, trusted),
    iris: () => [...trusted],
    list: () => allTrust(parts.db),
    decide: async (caller, decision) => {
      if (!caller.roles.includes('decision-maker')) throw new AppError('forbidden', 'role-missing', 'Only a decision maker of the health data access body designates trusted data holders.');
      await inTransaction(parts.db, async (tx) => {
        await putTrust(tx, { ...decision, decided_at: parts.clock.now(), decided_by: caller.person });
        await parts.audit.record(tx, { actor: caller.person, role: 'decision-maker', action: decision.trusted ? 'trusted-holder-designated' : 'trusted-holder-ended', target: `holder:${decision.iri}`, outcome: 'success' });
      });
      await load();
      let changed = 0;
      for (const id of await recordsOfCustodian(parts.db, decision.iri)) {
        await inTransaction(parts.db, async (tx) => {
          const record = await recordById(tx, id);
          if (record === undefined) return;
          const wanted = record.shown !== null ? 'publish' : record.state === 'in-review' ? 'in-review' : 'draft';
          const result = await parts.ingest()(tx, await currentDescription(tx, record), { origin: { kind: 'own', source: record.source ?? '' }, actor: caller.person, wanted, recordId: id });
          if (result.outcome === 'changed') changed += 1;
        });
      }
      return changed;
    },
  };
};
