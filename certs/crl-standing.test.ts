import { describe, expect, it } from 'vitest';
import type { Crl } from './crl.ts';
import { plainSerial } from './crl.ts';
import { isRevoked, newestByIssuer, standingOf } from './crl-standing.ts';

const crl = (number: number, more: Partial<Crl> = {}): Crl => ({ pem: '', issuer: 'CN=CA', number, thisUpdate: '2027-03-01T00:00:00.000Z', nextUpdate: '2027-03-08T00:00:00.000Z', revokedSerials: new Set(['7f01']), ...more });
const at = (text: string) => ({ nowMs: new Date(text).getTime(), graceMs: 48 * 3_600_000 });

describe('standing of a revocation list', () => {
  it('is good to its nextUpdate, then in grace for 48 hours, then outdated', () => {
    expect(standingOf(crl(1), at('2027-03-07T23:59:59.999Z'))).toBe('good');
    expect(standingOf(crl(1), at('2027-03-08T00:00:00.000Z'))).toBe('grace');
    expect(standingOf(crl(1), at('2027-03-09T23:59:59.999Z'))).toBe('grace');
    expect(standingOf(crl(1), at('2027-03-10T00:00:00.000Z'))).toBe('outdated');
    expect(standingOf(undefined, at('2027-03-01T00:00:00.000Z'))).toBe('missing');
  });
  it('the list with the highest number counts', () => expect(newestByIssuer([crl(2), crl(9), crl(3)]).get('CN=CA')?.number).toBe(9));
});

describe('serial numbers', () => {
  it('are compared whatever zeros and case they come with', () => {
    expect(plainSerial('007F01')).toBe('7f01');
    expect(plainSerial('00')).toBe('0');
    expect(isRevoked(crl(1), '00:7F:01'.replaceAll(':', ''))).toBe(true);
    expect(isRevoked(crl(1), '7f0100')).toBe(false);
  });
});
