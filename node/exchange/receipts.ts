import { v7 as newId } from 'uuid';
import type { OwnKey } from '../../certs/key-ring.ts';
import type { Receipt } from '../../core/envelope.ts';
import type { NodeId } from '../../core/ids.ts';
import { receiptToFhir } from '../../mappings/envelope-to-fhir/receipt-to-fhir.ts';
import { fhirToReceipt } from '../../mappings/fhir-to-envelope/fhir-to-receipt.ts';
import type { DirectoryPort } from './ports.ts';
import { canonicalBytes, readSignature, signBundle, signatureHolds } from './signature.ts';

/** Builds and signs the receipt of a stored message (exchange.md §3.2). @returns the exact bytes, to be stored and re-sent as they are */
export const makeReceipt = async (
  facts: { messageId: string; sender: NodeId; receiver: NodeId; receivedAt: string; digest: string; directoryVersion: number },
  endpoints: { sender: string; receiver: string },
  key: OwnKey,
): Promise<Buffer> => {
  const receipt: Receipt = { ...facts, receiptId: newId(), timestamp: facts.receivedAt };
  return (await signBundle(receiptToFhir(receipt, newId(), endpoints), key, facts.receiver)).bytes;
};

export type ReceiptReading = { readonly receipt: Receipt } | { readonly problem: 'receipt-malformed' | 'receipt-of-another-message' | 'receipt-signature' };

const parse = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
};

/** Checks an answer against the message it should acknowledge: shape, names, digest, signature of the receiver. An answer that is no valid receipt is no delivery. */
export const readReceipt = async (
  bytes: Uint8Array,
  sent: { messageId: string; sender: NodeId; receiver: NodeId; digest: string },
  directory: Pick<DirectoryPort, 'signingKey' | 'refresh'>,
): Promise<ReceiptReading> => {
  const json = parse(bytes);
  const receipt = fhirToReceipt(json);
  const signature = readSignature(json);
  if (receipt === undefined || signature === undefined) return { problem: 'receipt-malformed' };
  const same = receipt.messageId === sent.messageId && receipt.sender === sent.sender && receipt.receiver === sent.receiver && receipt.digest === sent.digest;
  if (!same) return { problem: 'receipt-of-another-message' };
  let key = directory.signingKey(sent.receiver, signature.kid);
  if (key === undefined) {
    await directory.refresh(`unknown signing key of ${sent.receiver}`);
    key = directory.signingKey(sent.receiver, signature.kid);
  }
  if (key === undefined || !(await signatureHolds(signature, canonicalBytes(json as object), key))) return { problem: 'receipt-signature' };
  return { receipt };
};
