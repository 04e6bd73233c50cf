import { z } from 'zod';

/** What an evidence archive holds (exchange.md §7): `manifest.json` names every file with its SHA-256, `manifest.jws` is that text signed by the exporting node.
 *  Messages and receipts are the exact bytes; contents stay encrypted. */
export const evidenceMessage = z.object({
  messageId: z.string(),
  direction: z.enum(['sent', 'received']),
  sender: z.string(),
  receiver: z.string(),
  event: z.string(),
  sequence: z.int(),
  at: z.string(),
  state: z.string(),
  result: z.string().optional(),
  directoryVersion: z.int(),
  digest: z.string(),
  file: z.string(),
  receiptFile: z.string().optional(),
});
export type EvidenceMessage = z.infer<typeof evidenceMessage>;

export const evidenceManifest = z.object({
  format: z.literal('ehds-node-evidence/1'),
  application: z.string(),
  exportedBy: z.string(),
  exportedAt: z.string(),
  /** Version in force at export: its keys check the manifest's own signature. */
  directoryVersion: z.int(),
  messages: z.array(evidenceMessage),
  files: z.record(z.string(), z.string()),
});
export type EvidenceManifest = z.infer<typeof evidenceManifest>;

export const manifestType = 'ehds-evidence+jws';
export const directoryFile = (version: number): string => `directory/${version}.jws`;
