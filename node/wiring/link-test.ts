import type { PartnerClient } from '../../connectors/partner/partner-client.ts';
import { probeLink } from '../../connectors/partner/probe-link.ts';
import type { LinkTestReport } from '../../core/api/ops.ts';
import type { NodeId } from '../../core/ids.ts';
import type { Gatekeeper } from '../directory/gatekeeper.ts';
import { createLinkTest } from '../exchange/link-test.ts';
import type { DirectoryPort } from '../exchange/ports.ts';
import type { Base } from './base.ts';

/** The link test with real sockets and this node's present certificate. */
export const wireLinkTest = ({ clock, keyRing }: Pick<Base, 'clock' | 'keyRing'>, gate: Pick<Gatekeeper, 'refuseServer'>, port: DirectoryPort, client: Pick<PartnerClient, 'request'>): ((partner: NodeId) => Promise<LinkTestReport>) =>
  createLinkTest({
    clock,
    directory: port,
    probe: (_partner, gateway) => probeLink({ url: gateway, ...keyRing.tls(), ca: keyRing.ca(), timeoutMs: 10_000 }),
    // The same judgement as every call to the partner: listing, name, periods, revocation lists.
    refuseServer: gate.refuseServer,
    call: (to, request) => client.request(to, request),
  });
