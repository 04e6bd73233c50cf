import type { KeyRing } from '../../certs/key-ring.ts';
import { asId } from '../../core/ids.ts';
import type { Directory } from '../directory/directory.ts';
import type { AuditFilter } from '../audit/store.ts';
import { findAudit } from '../audit/store.ts';
import { createOpenHead, signHeadPayload } from '../audit/head-jws.ts';
import { sealAudit, signHead } from '../audit/seal.ts';
import type { OpenHead } from '../audit/verify.ts';
import { verifyAudit } from '../audit/verify.ts';
import type { Base } from './base.ts';
import { importJWK } from './public-key.ts';

const minuteMs = 60_000;

/** Opens heads with the signing key the directory listed for this node on that day; a node that was never listed falls back to the keys it holds. */
export const openHeadWith = (keyRing: KeyRing, directory: Pick<Directory, 'signingKeyAt'> | undefined): OpenHead =>
  createOpenHead(async (kid, at) => {
    const known = (await directory?.signingKeyAt(asId(keyRing.nodeId), kid, at)) ?? keyRing.publicKeys().signingKeys.find((key) => key.kid === kid);
    return known === undefined ? undefined : importJWK(known.jwk);
  });

/** Keeps the audit chain: linked every second, its end signed once a day; and lets it be read and checked. */
export const wireAuditHeads = (base: Base, directory: Directory) => {
  const { storage, clock, keyRing } = base;
  base.every('audit seal', 1000, async () => void (await sealAudit(storage.db)));
  base.every('audit head', minuteMs, async () => void (await signHead(storage.db, clock, (payload) => signHeadPayload(payload, keyRing.signing()))));
  return {
    findAudit: (filter: AuditFilter) => findAudit(storage.db, filter),
    verifyAudit: () => verifyAudit(storage.db, clock, openHeadWith(keyRing, directory)),
  };
};
