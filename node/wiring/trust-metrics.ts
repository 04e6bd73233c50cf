import type { Registry } from 'prom-client';
import { Counter, Gauge } from 'prom-client';
import type { KeyRing } from '../../certs/key-ring.ts';
import type { Clock } from '../../core/clock.ts';
import type { CrlKeeper } from '../directory/crl-keeper.ts';
import { keyExpiries } from '../directory/directory-view.ts';
import type { Directory } from '../directory/directory.ts';
import type { PeerRefused } from '../http/middleware/require-partner.ts';
import type { PartnerListener } from '../http/partner-listener.ts';

const standings = ['good', 'grace', 'outdated', 'missing'] as const;

type Parts = { readonly metrics: Registry; readonly directory: Directory; readonly crls: CrlKeeper; readonly keyRing: KeyRing; readonly clock: Clock };

/** Metrics of identity and trust: who was kept out and why, versions, days left. */
export const measureTrust = ({ metrics, directory, crls, keyRing, clock }: Parts) => {
  const registers = [metrics];
  const refusals = new Counter({ name: 'ehds_partner_refusals_total', help: 'Peers kept out of the partner listener, by reason', labelNames: ['code'], registers });
  let listener: PartnerListener | undefined;
  new Gauge({ name: 'ehds_directory_version', help: 'Directory version in use', registers, collect() { this.set(directory.version()); } });
  new Gauge({ name: 'ehds_directory_seconds_left', help: 'Until the directory in use expires', registers, collect() { this.set((new Date(directory.health().expiresAt).getTime() - clock.ms()) / 1000); } });
  new Gauge({ name: 'ehds_crl_standing', help: '1 for the present standing of each CA\'s revocation list', labelNames: ['issuer', 'standing'], registers,
    collect() { for (const one of crls.health()) for (const standing of standings) this.set({ issuer: one.issuer, standing }, one.standing === standing ? 1 : 0); } });
  new Gauge({ name: 'ehds_key_days_left', help: 'Days until a key of this node ends', labelNames: ['kind'], registers,
    collect() { for (const key of keyExpiries(keyRing, clock)) this.set({ kind: key.kind }, key.daysLeft); } });
  new Gauge({ name: 'ehds_partner_connections', help: 'Open connections on the partner listener', labelNames: ['partner'], registers,
    collect() { this.reset(); for (const [partner, count] of listener?.connections() ?? []) this.set({ partner: directory.document().participants.some((one) => one.nodeId === partner) ? partner : 'unknown' }, count); } });
  return {
    counting: (refused: PeerRefused): PeerRefused => (code, about) => {
      refusals.inc({ code });
      refused(code, about);
    },
    observe: (one: PartnerListener): PartnerListener => (listener = one),
  };
};
