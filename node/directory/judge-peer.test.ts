import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Participant } from '../../core/directory.ts';
import { participantStates } from '../../core/directory.ts';
import { asId } from '../../core/ids.ts';
import { judgePeer } from './judge-peer.ts';

const now = '2027-03-29T00:30:00.000Z';
const period = { notBefore: '2027-01-01T00:00:00.000Z', notAfter: '2028-01-01T00:00:00.000Z' };
const listedAs = (nodeId: string, more: Partial<Participant> = {}): Participant => ({
  nodeId: asId(nodeId), name: { en: nodeId }, country: 'FI', roles: ['national-node'], gateway: 'https://fi', portal: 'https://fi', tls: [{ thumbprint: 'T', ...period }], signingKeys: [], encryptionKeys: [],
  state: { code: 'active', since: now }, supports: { protocols: [], events: [] }, ...more,
});
const peer = (nodeId: string | undefined, more = {}) => ({ thumbprint: 'T', nodeId, serial: '1', issuer: 'CN=CA', ...period, ...more });
const facts = (listed: Participant | undefined, more = {}) => ({ nowMs: new Date(now).getTime(), listed, crl: 'good' as const, revoked: false, ...more });
const codeOf = (outcome: ReturnType<typeof judgePeer>): string => (outcome.type === 'admitted' ? 'admitted' : outcome.code);

const nodeIds = fc.stringMatching(/^[A-Z]{2}(-[A-Z0-9]{2,16})?$/);

describe('judging a peer', () => {
  it('admits a name only when it equals the listed one, whatever either looks like', () => {
    fc.assert(fc.property(nodeIds, fc.oneof(nodeIds, fc.string()), (listed, named) => (judgePeer(peer(named), facts(listedAs(listed))).type === 'admitted') === (listed === named)));
  });
  it('gives a name that begins or ends like the listed one a code of its own', () => {
    fc.assert(
      fc.property(nodeIds, fc.string({ minLength: 1 }), fc.boolean(), (listed, more, front) => {
        expect(codeOf(judgePeer(peer(front ? more + listed : listed + more), facts(listedAs(listed))))).toBe('name-affix');
      }),
    );
  });
  it.each(participantStates)('admits a participant that is %s only when it is active or in maintenance', (code) => {
    expect(codeOf(judgePeer(peer('FI'), facts(listedAs('FI', { state: { code, since: now } }))))).toBe(code === 'active' || code === 'maintenance' ? 'admitted' : code);
  });
  it('says what is wrong, the certificate first', () => {
    expect(codeOf(judgePeer(peer('FI'), facts(undefined)))).toBe('not-listed');
    expect(codeOf(judgePeer(peer('DE'), facts(listedAs('FI'))))).toBe('other-name');
    expect(codeOf(judgePeer(peer(undefined), facts(listedAs('FI'))))).toBe('no-node-name');
    expect(codeOf(judgePeer(peer('FI', { thumbprint: 'U' }), facts(listedAs('FI'))))).toBe('thumbprint-outside-period');
    expect(codeOf(judgePeer(peer('FI', { notAfter: now }), facts(undefined)))).toBe('certificate-expired');
    expect(codeOf(judgePeer(peer('FI', { notBefore: '2027-03-29T00:30:00.001Z' }), facts(undefined)))).toBe('certificate-not-yet-valid');
    expect(codeOf(judgePeer(peer('FI'), facts(listedAs('FI'), { revoked: true })))).toBe('certificate-revoked');
    expect(codeOf(judgePeer(peer('FI'), facts(listedAs('FI'), { crl: 'grace' })))).toBe('admitted');
    expect(codeOf(judgePeer(peer('FI'), facts(listedAs('FI'), { crl: 'outdated' })))).toBe('crl-outdated');
    expect(codeOf(judgePeer(peer('FI'), facts(listedAs('FI'), { crl: 'missing' })))).toBe('crl-missing');
  });
  it('does not take a listed key outside its period', () => {
    expect(codeOf(judgePeer(peer('FI'), facts(listedAs('FI', { tls: [{ thumbprint: 'T', notBefore: period.notBefore, notAfter: now }] }))))).toBe('thumbprint-outside-period');
  });
});
