import { describe, expect, it } from 'vitest';
import type { DirectoryDocument, Participant } from '../../core/directory.ts';
import { crlUrl } from './trust-open.ts';

const one = (nodeId: string, code: Participant['state']['code']): Participant => ({ nodeId, portal: `https://${nodeId.toLowerCase()}.example`, roles: ['coordinator'], state: { code } }) as unknown as Participant;
const urlOf = (...participants: Participant[]): string => crlUrl({ document: () => ({ participants }) as unknown as DirectoryDocument });

describe('where revocation lists come from', () => {
  it('is a coordinator that is still one', () => {
    expect(urlOf(one('EU-OLD', 'revoked'), one('EU-OFF', 'suspended'), one('EU', 'maintenance'))).toBe('https://eu.example/crl');
    expect(() => urlOf(one('EU-OLD', 'revoked'))).toThrow(/no active coordinator/);
  });
});
