import { countsAt, isAdmitted } from '../../core/directory.ts';
import type { Participant } from '../../core/directory.ts';
import type { CrlStanding } from '../../certs/crl-standing.ts';
import type { PeerCertificate } from '../../certs/peer-certificate.ts';

/** Why a peer with a certificate of our CA is still kept out; each is an audit code of its own (exchange.md §5 "nobody gets in"). */
export const peerRefusalCodes = [
  'certificate-expired', 'certificate-not-yet-valid', 'certificate-revoked', 'crl-missing', 'crl-outdated', 'not-listed', 'thumbprint-outside-period',
  'no-node-name', 'other-name', 'name-affix', 'joining', 'suspended', 'revoked',
] as const;
export type PeerRefusalCode = (typeof peerRefusalCodes)[number];

export type PeerOutcome = { readonly type: 'admitted'; readonly participant: Participant } | { readonly type: 'refused'; readonly code: PeerRefusalCode; readonly detail: string };

/** What the judgement looks at besides the certificate. */
export type PeerFacts = {
  readonly nowMs: number;
  readonly listed: Participant | undefined;
  readonly crl: CrlStanding;
  readonly revoked: boolean;
};

const refused = (code: PeerRefusalCode, detail: string): PeerOutcome => ({ type: 'refused', code, detail });

const judgeCertificate = (peer: PeerCertificate, facts: PeerFacts): PeerOutcome | undefined => {
  if (facts.nowMs >= new Date(peer.notAfter).getTime()) return refused('certificate-expired', `The certificate expired on ${peer.notAfter}.`);
  if (facts.nowMs < new Date(peer.notBefore).getTime()) return refused('certificate-not-yet-valid', `The certificate counts from ${peer.notBefore}.`);
  if (facts.revoked) return refused('certificate-revoked', 'The certificate is on the revocation list of its CA.');
  if (facts.crl === 'missing') return refused('crl-missing', 'There is no revocation list of the CA of this certificate.');
  if (facts.crl === 'outdated') return refused('crl-outdated', 'The revocation list of the CA of this certificate is out of date beyond its grace.');
  return undefined;
};

/** Exact equality and nothing else: `FR-X` is not `FR`, and a name that merely begins or ends like a partner's gets a code of its own. */
const judgeName = (named: string | undefined, nodeId: string): PeerOutcome | undefined => {
  if (named === nodeId) return undefined;
  if (named === undefined) return refused('no-node-name', 'The certificate names no node, or several.');
  const affix = named.startsWith(nodeId) || named.endsWith(nodeId) || nodeId.startsWith(named) || nodeId.endsWith(named);
  return affix ? refused('name-affix', `The certificate names "${named}", which only resembles ${nodeId}.`) : refused('other-name', `The certificate names "${named}", the directory lists its key for ${nodeId}.`);
};

const judgeListing = (peer: PeerCertificate, facts: PeerFacts): PeerOutcome => {
  const { listed } = facts;
  if (listed === undefined) return refused('not-listed', 'The directory lists no participant with this key.');
  const entry = listed.tls.find((key) => key.thumbprint === peer.thumbprint);
  if (entry === undefined || !countsAt(entry, facts.nowMs)) return refused('thumbprint-outside-period', `The directory lists this key of ${listed.nodeId} for another period.`);
  const name = judgeName(peer.nodeId, listed.nodeId);
  if (name !== undefined) return name;
  const { code } = listed.state;
  if (!isAdmitted(listed)) return refused(code as 'joining' | 'suspended' | 'revoked', `${listed.nodeId} is ${code} since ${listed.state.since}.`);
  return { type: 'admitted', participant: listed };
};

/** Both, on every request: the key must be listed for an admitted participant, and the certificate must name exactly that participant (exchange.md §2.3). */
export const judgePeer = (peer: PeerCertificate, facts: PeerFacts): PeerOutcome => judgeCertificate(peer, facts) ?? judgeListing(peer, facts);
