import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DirectoryDocument, Participant } from '../../core/directory.ts';
import { countsAt, participantStates } from '../../core/directory.ts';
import { asId } from '../../core/ids.ts';
import { checkDirectory, withoutEndedKeys } from './check-directory.ts';
import { stateMoves, withKeys, withParticipant, withRetired, withState } from './directory-changes.ts';

const now = '2027-03-29T00:30:00.000Z';
const period = { notBefore: '2027-01-01T00:00:00.000Z', notAfter: '2028-01-01T00:00:00.000Z' };
const key = (kid: string) => ({ kid, jwk: { kty: 'EC' }, ...period });
const participant = (id: string, more: Partial<Participant> = {}): Participant => ({
  nodeId: asId(id), name: { en: id }, country: id.slice(0, 2), roles: id === 'EU' ? ['coordinator'] : ['national-node'], gateway: `https://${id}`, portal: `https://${id}`,
  tls: [{ thumbprint: `${id}-tls`, ...period }], signingKeys: [key(`${id}-sig`)], encryptionKeys: [key(`${id}-enc`)], state: { code: 'active', since: now }, supports: { protocols: ['1.0'], events: [] }, ...more,
});
const directory = (...participants: Participant[]): DirectoryDocument => ({ consortium: 'C', version: 1, issuedAt: now, expiresAt: period.notAfter, participants, nextDirectoryKeys: [] });
const two = () => directory(participant('EU'), participant('FI'));
const stateOf = (document: DirectoryDocument, id: string) => document.participants.find((one) => one.nodeId === id)?.state.code;

describe('states', () => {
  it('no sequence of changes leaves revoked, or goes where the table does not', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...participantStates), { maxLength: 12 }), (wanted) => {
        let document = two();
        for (const code of wanted) {
          const before = stateOf(document, 'FI')!;
          try {
            document = withState('FI', { code, since: now })(document);
            expect(stateMoves[before]).toContain(code);
          } catch (error) {
            expect(error).toMatchObject({ code: 'state-not-allowed' });
            expect(stateMoves[before]).not.toContain(code);
          }
          if (before === 'revoked') expect(stateOf(document, 'FI')).toBe('revoked');
        }
      }),
    );
  });
  it('never lose the last coordinator', () => expect(() => withState('EU', { code: 'suspended', since: now })(two())).toThrow(/only coordinator/));
  it('of a node that is not listed cannot be changed', () => expect(() => withState('SE', { code: 'suspended', since: now })(two())).toThrow(/lists no node/));
});

describe('participants', () => {
  it('are listed once, and come back only after they were revoked', () => {
    expect(() => withParticipant(participant('FI'))(two())).toThrow(/already/);
    const gone = withState('FI', { code: 'revoked', since: now })(two());
    expect(stateOf(withParticipant(participant('FI', { signingKeys: [key('new')] }))(gone), 'FI')).toBe('active');
  });
  it('cannot bring the key of another', () => {
    expect(() => checkDirectory(withKeys('FI', { tls: [{ thumbprint: 'EU-tls', ...period }] })(two()))).toThrow(/listed twice/);
    expect(() => checkDirectory(withKeys('FI', { signingKeys: [key('EU-sig')] })(two()))).toThrow(/listed twice/);
    expect(() => checkDirectory(withKeys('FI', { encryptionKeys: [key('FI-sig')] })(two()))).toThrow(/listed twice/);
  });
});

describe('keys', () => {
  it('old and next count together, and the old one ends when it was said to', () => {
    const added = withKeys('FI', { signingKeys: [key('FI-sig-2')] })(two());
    const retired = withRetired('FI', ['FI-sig'], '2027-04-05T00:30:00.000Z')(added);
    const counting = (atText: string) => retired.participants[1]!.signingKeys.filter((one) => countsAt(one, new Date(atText).getTime())).map((one) => one.kid);
    expect(counting('2027-04-05T00:29:00.000Z')).toEqual(['FI-sig', 'FI-sig-2']);
    expect(counting('2027-04-05T00:31:00.000Z')).toEqual(['FI-sig-2']);
  });
  it('the last of a kind cannot be retired', () => expect(() => withRetired('FI', ['FI-enc'], now)(two())).toThrow(/without a key/));
  it('retiring never makes a key last longer', () => {
    const added = withKeys('FI', { tls: [{ thumbprint: 'next', ...period }] })(two());
    expect(withRetired('FI', ['FI-tls'], '2099-01-01T00:00:00.000Z')(added).participants[1]!.tls[0]!.notAfter).toBe(period.notAfter);
  });
  it('that ended are dropped, but not the last', () => {
    const late = new Date('2030-01-01T00:00:00.000Z').getTime();
    const mixed = withKeys('FI', { signingKeys: [{ ...key('FI-sig-2'), notAfter: '2031-01-01T00:00:00.000Z' }] })(two());
    const left = withoutEndedKeys(mixed, late).participants[1]!;
    expect([left.signingKeys.map((one) => one.kid), left.tls.length]).toEqual([['FI-sig-2'], 1]);
  });
});
