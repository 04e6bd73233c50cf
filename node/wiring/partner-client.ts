import type { PartnerClient } from '../../connectors/partner/partner-client.ts';
import { createPartnerClient } from '../../connectors/partner/undici-partner-client.ts';
import type { Directory } from '../directory/directory.ts';
import { createGatekeeper } from '../directory/gatekeeper.ts';
import type { Base } from './base.ts';

/** The one client for calls to partners: the exchange, the catalogue and the status part share its pools. */
export const wirePartnerClient = (base: Base, directory: Directory): PartnerClient => {
  const { config, keyRing } = base;
  const gate = createGatekeeper({ keyRing, directory, clock: base.clock, crlGraceHours: config.trust.crlGraceHours });
  const client = createPartnerClient({
    // Messages have their own limit; the rest is for catalogue and status reads.
    connections: config.exchange.concurrency + 4,
    identity: () => ({ ...keyRing.tls(), ca: keyRing.ca() }),
    // The same judgement as at our own door: listing, name, period, and the revocation lists.
    refuseServer: gate.refuseServer,
    gatewayOf: (node) => {
      const participant = directory.participant(node);
      if (participant === undefined || participant.state.code === 'revoked' || participant.state.code === 'suspended') return undefined;
      return { url: participant.gateway, generation: gate.generationOf(participant) };
    },
  });
  base.onStop('partner client', () => client.close());
  return client;
};
