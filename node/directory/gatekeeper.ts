// Who may use the partner listener: joins key ring, CRLs and directory into one judgement, and says when it has to be made again.
import type { SecureContextOptions } from 'node:tls';
import { isRevoked, issuersOf, newestByIssuer, standingOf } from '../../certs/crl-standing.ts';
import type { Crl } from '../../certs/crl.ts';
import { readCrl } from '../../certs/crl.ts';
import type { KeyRing } from '../../certs/key-ring.ts';
import { readPeerCertificate } from '../../certs/peer-certificate.ts';
import type { PeerCertificate } from '../../certs/peer-certificate.ts';
import { serverContextOf } from '../../certs/tls-context.ts';
import type { Clock } from '../../core/clock.ts';
import { msOf } from '../../core/clock.ts';
import type { Participant } from '../../core/directory.ts';
import { countsAt } from '../../core/directory.ts';
import type { NodeId } from '../../core/ids.ts';
import type { Directory } from './directory-type.ts';
import type { PeerOutcome } from './judge-peer.ts';
import { judgePeer } from './judge-peer.ts';

export type GatekeeperDeps = { readonly keyRing: KeyRing; readonly directory: Directory; readonly clock: Clock; readonly crlGraceHours: number };

/** One connection's certificate, read once and judged as often as asked. */
export type Peer = {
  readonly certificate: PeerCertificate;
  /** The node it claims to be; believed only when `judge` admits it. */
  readonly nodeId: string | undefined;
  judge(): PeerOutcome;
  /** An unknown key may be a partner's new one: reads the directory (at most once per 30 s), then judges again. */
  judgeAfterRefresh(): Promise<PeerOutcome>;
};

export type Gatekeeper = {
  /** @param raw DER of the peer's leaf @throws Error when it is not a certificate */
  peer(raw: Buffer): Peer;
  /** The other way round: why the server that answered at a partner's address is not that partner; undefined when it is. */
  refuseServer(node: NodeId, raw: Buffer): string | undefined;
  /** Changes whenever `refuseServer` may judge that partner anew: another of its keys counts, or there is another revocation list, or one ran out. Open
   *  connections are not looked at again, so a client opens new ones then. */
  generationOf(participant: Participant): string;
  /** Key, certificate, CAs and the CRLs that are in date. */
  secureContext(): SecureContextOptions;
  /** Something above may have changed: directory, keys or lists. */
  onChange(listener: () => void): () => void;
};

const hourMs = 3_600_000;
// A list about to run out is left to our own check: OpenSSL would refuse everybody the second it does.
const leaveEarlyMs = 120_000;

export const createGatekeeper = (deps: GatekeeperDeps): Gatekeeper => {
  const { keyRing, directory, clock } = deps;
  const graceMs = deps.crlGraceHours * hourMs;
  let lists: ReadonlyMap<string, Crl> = new Map();
  const readLists = (): void => {
    lists = newestByIssuer(keyRing.crls().map(readCrl));
  };
  readLists();
  // First of all listeners, so that whoever hears of the change after us judges by the new lists.
  keyRing.onChange(readLists);

  /** All CAs or none: OpenSSL, once given one list, wants one of every CA. */
  const listsInDate = (): readonly string[] => {
    const soon = { nowMs: clock.ms() + leaveEarlyMs, graceMs: 0 };
    const needed = issuersOf(keyRing.ca()).map((issuer) => lists.get(issuer));
    // One that begins in the future (a clock is wrong somewhere) would have OpenSSL refuse everybody too.
    return needed.every((crl) => standingOf(crl, soon) === 'good' && crl !== undefined && msOf(crl.thisUpdate) <= clock.ms()) ? needed.flatMap((crl) => (crl === undefined ? [] : [crl.pem])) : [];
  };

  const judge = (peer: PeerCertificate): PeerOutcome => {
    const list = lists.get(peer.issuer);
    const nowMs = clock.ms();
    return judgePeer(peer, { nowMs, listed: directory.byThumbprint(peer.thumbprint), crl: standingOf(list, { nowMs, graceMs }), revoked: isRevoked(list, peer.serial) });
  };

  const judgeAfterRefresh = async (peer: PeerCertificate): Promise<PeerOutcome> => {
    const first = judge(peer);
    if (first.type === 'admitted' || (first.code !== 'not-listed' && first.code !== 'thumbprint-outside-period')) return first;
    await directory.refresh('unknown thumbprint');
    return judge(peer);
  };

  return {
    peer: (raw) => {
      const certificate = readPeerCertificate(raw);
      return { certificate, nodeId: certificate.nodeId, judge: () => judge(certificate), judgeAfterRefresh: () => judgeAfterRefresh(certificate) };
    },
    refuseServer: (node, raw) => {
      const judged = judge(readPeerCertificate(raw));
      if (judged.type === 'refused') return `the server's key is not ${node}'s (${judged.code}): ${judged.detail}`;
      return judged.participant.nodeId === node ? undefined : `the server's key belongs to ${judged.participant.nodeId}, not to ${node}`;
    },
    generationOf: (participant) => {
      const nowMs = clock.ms();
      const keys = participant.tls.filter((key) => countsAt(key, nowMs)).map((key) => key.thumbprint);
      return [...keys, ...[...lists.values()].map((crl) => `${crl.issuer} ${crl.number} ${standingOf(crl, { nowMs, graceMs }) === 'outdated' ? 'outdated' : 'counts'}`)].join('\n');
    },
    secureContext: () => serverContextOf(keyRing, listsInDate()),
    onChange: (listener) => {
      const stops = [directory.onChange(listener), keyRing.onChange(listener)];
      return () => stops.forEach((stop) => stop());
    },
  };
};
