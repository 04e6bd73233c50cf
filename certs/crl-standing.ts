import { X509Certificate } from './x509.ts';
import type { Crl } from './crl.ts';
import { plainSerial } from './crl.ts';

/** How far a CA's certificates may be believed, by the age of its newest list (exchange.md §2.3). */
export type CrlStanding = 'good' | 'grace' | 'outdated' | 'missing';

export const standingOf = (crl: Crl | undefined, at: { readonly nowMs: number; readonly graceMs: number }): CrlStanding => {
  if (crl === undefined) return 'missing';
  if (crl.nextUpdate === undefined) return 'good';
  const dueMs = new Date(crl.nextUpdate).getTime();
  if (at.nowMs < dueMs) return 'good';
  return at.nowMs < dueMs + at.graceMs ? 'grace' : 'outdated';
};

/** The newest list of each issuer. */
export const newestByIssuer = (crls: readonly Crl[]): ReadonlyMap<string, Crl> => {
  const newest = new Map<string, Crl>();
  for (const crl of crls) if ((newest.get(crl.issuer)?.number ?? -1) < crl.number) newest.set(crl.issuer, crl);
  return newest;
};

export const isRevoked = (crl: Crl | undefined, serial: string): boolean => crl?.revokedSerials.has(plainSerial(serial)) ?? false;

/** Subject of each CA, as its lists and leaves name it. */
export const issuersOf = (caPems: readonly string[]): readonly string[] => caPems.map((pem) => new X509Certificate(pem).subject);
