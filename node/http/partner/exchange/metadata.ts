import { messageEvents } from '../../../../core/exchange.ts';
import type { Operation } from '../../operation.ts';
import { partners } from '../../operation.ts';

/** What a partner's probe and link test ask for (exchange.md §4.3): a CapabilityStatement of the messaging door, and nothing else. */
export const metadata = (now: () => string): Operation => ({
  method: 'GET',
  path: '/fhir/metadata',
  access: partners,
  summary: 'CapabilityStatement of the messaging door; answers participants only',
  handle: (_req, res) => {
    const documentation = `Events: ${messageEvents.join(', ')}.`;
    res.type('application/fhir+json').send(
      JSON.stringify({ resourceType: 'CapabilityStatement', status: 'active', date: now(), kind: 'instance', fhirVersion: '4.0.1', format: ['json'], messaging: [{ documentation }] }),
    );
  },
});
