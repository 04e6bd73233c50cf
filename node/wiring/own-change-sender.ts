import type { KeyRing } from '../../certs/key-ring.ts';
import { ownChangeDone } from '../../core/api/directory.ts';
import { AppError } from '../../core/errors.ts';
import type { Directory } from '../directory/directory.ts';
import type { Gatekeeper } from '../directory/gatekeeper.ts';
import type { ParticipantDesk } from '../directory/participant-desk.ts';
import type { SendOwnChange } from '../directory/rotation.ts';
import { openTrustClient } from './trust-client.ts';

type Parts = { readonly keyRing: KeyRing; readonly directory: Directory; readonly gate: Gatekeeper };

const toCoordinator = (parts: Parts): SendOwnChange => async (jws) => {
  const coordinator = parts.directory.partners().find((one) => one.roles.includes('coordinator'));
  if (coordinator === undefined) throw new AppError('unavailable', 'no-coordinator', 'The directory names no active coordinator.');
  const client = openTrustClient(parts);
  try {
    const body = Buffer.from(JSON.stringify({ request: jws }));
    const answer = await client.request(coordinator.nodeId, { method: 'POST', path: '/directory/own-change', headers: { 'content-type': 'application/json' }, body, timeoutMs: 20_000, maxBytes: 100_000 });
    const told = JSON.parse(answer.body.toString('utf8')) as { code?: string; detail?: string };
    if (answer.status !== 200) throw new AppError('conflict', told.code ?? 'coordinator-refused', told.detail ?? `The coordinator answers ${answer.status}.`);
    await parts.directory.refresh('own change');
    return ownChangeDone.parse(told);
  } finally {
    await client.close();
  }
};

/** How this node changes its own directory entry: over mutual TLS at the coordinator, or at its own desk when it is the coordinator. */
export const ownChangeSender = (parts: Parts & { readonly coordination: { readonly participants: ParticipantDesk } | undefined }): SendOwnChange => {
  const desk = parts.coordination?.participants;
  return desk === undefined ? toCoordinator(parts) : (jws) => desk.ownChange(jws, parts.directory.self());
};
