import type { KeyRing, TlsIdentity } from '../../certs/key-ring.ts';
import type { PartnerClient } from '../../connectors/partner/partner-client.ts';
import { createPartnerClient } from '../../connectors/partner/undici-partner-client.ts';
import { isAdmitted } from '../../core/directory.ts';
import type { Directory } from '../directory/directory.ts';
import type { Gatekeeper } from '../directory/gatekeeper.ts';

/** Calls about trust itself (own entry, hints, rehearsal): one connection per partner, apart from the pools that carry messages.
 *  @param identity which of our certificates to show; default the one in use */
export const openTrustClient = (parts: { keyRing: KeyRing; directory: Directory; gate: Gatekeeper }, identity: () => TlsIdentity = parts.keyRing.tls): PartnerClient =>
  createPartnerClient({
    gatewayOf: (node) => {
      const participant = parts.directory.participant(node);
      return participant === undefined || !isAdmitted(participant) ? undefined : { url: participant.gateway, generation: parts.gate.generationOf(participant) };
    },
    refuseServer: parts.gate.refuseServer,
    identity: () => ({ keyPem: identity().keyPem, certPem: identity().certPem, ca: parts.keyRing.ca() }),
    connections: 1,
  });
