import type { DirectoryView, KeyExpiry } from '../../core/api/directory.ts';
import type { KeyRing } from '../../certs/key-ring.ts';
import type { Clock } from '../../core/clock.ts';
import { msOf } from '../../core/clock.ts';
import type { CrlKeeper } from './crl-keeper.ts';
import type { Directory } from './directory-type.ts';

const dayMs = 86_400_000;

/** How long each key in use lasts; daysLeft is negative once it has ended. */
export const keyExpiries = (ring: KeyRing, clock: Clock): readonly KeyExpiry[] => {
  const of = (kind: KeyExpiry['kind'], id: string, notAfter: string): KeyExpiry => ({ kind, id, notAfter, daysLeft: Math.floor((msOf(notAfter) - clock.ms()) / dayMs) });
  const next = ring.nextTls();
  const encryption = ring.encryption()[0];
  return [
    of('tls', ring.tls().thumbprint, ring.tls().notAfter),
    ...(next === undefined ? [] : [of('tls-next', next.thumbprint, next.notAfter)]),
    of('signing', ring.signing().kid, ring.signing().notAfter),
    ...(encryption === undefined ? [] : [of('encryption', encryption.kid, encryption.notAfter)]),
  ];
};

export const directoryViewOf = (deps: { directory: Directory; keyRing: KeyRing; crls: CrlKeeper; clock: Clock; coordinator: boolean }): DirectoryView => {
  const { consortium, version, issuedAt, expiresAt, participants } = deps.directory.document();
  return {
    consortium, version, issuedAt, expiresAt, participants,
    state: deps.directory.health().state,
    coordinator: deps.coordinator,
    keys: [...keyExpiries(deps.keyRing, deps.clock)],
    crls: deps.crls.health().map(({ number, nextUpdate, ...rest }) => ({ ...rest, ...(number === undefined ? {} : { number }), ...(nextUpdate === undefined ? {} : { nextUpdate }) })),
  };
};
