import { nodeNamedBy } from '../../certs/node-urn.ts';
import { thumbprintOfCertificate } from '../../certs/spki-thumbprint.ts';
import type { PartnerClient } from '../../connectors/partner/partner-client.ts';
import { createPartnerClient } from '../../connectors/partner/undici-partner-client.ts';
import { countsAt } from '../../core/directory.ts';
import type { NodeId } from '../../core/ids.ts';
import type { Directory } from '../directory/directory.ts';
import { createGatekeeper } from '../directory/gatekeeper.ts';
import type { Base } from './base.ts';

/** Why this server is not the partner it should be; undefined when it is: its key is listed and in force, and its certificate names exactly that node. */
export const refuseServer =
  ({ clock }: Pick<Base, 'clock'>, directory: Directory) =>
  (node: NodeId, certificate: Buffer): string | undefined => {
    const listed = directory.participant(node)?.tls.find((key) => key.thumbprint === thumbprintOfCertificate(certificate));
    if (listed === undefined || !countsAt(listed, clock.ms())) return `the server's key is not listed for ${node} in the directory`;
    return nodeNamedBy(certificate) === node ? undefined : `the server's certificate does not name ${node}`;
  };

/** The one client for calls to partners: the exchange, the catalogue and the status part share its pools. */
export const wirePartnerClient = (base: Base, directory: Directory): PartnerClient => {
  const { config, keyRing } = base;
  const client = createPartnerClient({
    // Messages have their own limit; the rest is for catalogue and status reads.
    connections: config.exchange.concurrency + 4,
    identity: () => ({ ...keyRing.tls(), ca: keyRing.ca() }),
    // The same judgement as at our own door: listing, name, period, and the revocation lists.
    refuseServer: createGatekeeper({ keyRing, directory, clock: base.clock, crlGraceHours: config.trust.crlGraceHours }).refuseServer,
    gatewayOf: (node) => {
      const participant = directory.participant(node);
      if (participant === undefined || participant.state.code === 'revoked' || participant.state.code === 'suspended') return undefined;
      return { url: participant.gateway, generation: participant.tls.map((key) => key.thumbprint).join(' ') };
    },
  });
  base.onStop('partner client', () => client.close());
  return client;
};
