import type { KeyKind } from '../../certs/ring-manifest.ts';
import { AppError } from '../../core/errors.ts';
import type { Directory } from '../directory/directory.ts';
import type { Gatekeeper } from '../directory/gatekeeper.ts';
import { createGatekeeper } from '../directory/gatekeeper.ts';
import type { Rotation, SendOwnChange } from '../directory/rotation.ts';
import { createRotation } from '../directory/rotation.ts';
import type { CrlKeeper } from '../directory/crl-keeper.ts';
import { ownChangeSender } from '../wiring/own-change-sender.ts';
import type { Coordination } from '../wiring/trust-open.ts';
import { openCoordination, openCrls, openDirectory } from '../wiring/trust-open.ts';
import type { NodeContext } from './node-context.ts';
import { withNode } from './node-context.ts';

export type TrustContext = NodeContext & {
  readonly directory: Directory;
  readonly crls: CrlKeeper;
  readonly gate: Gatekeeper;
  /** On the coordinator's node only. */
  readonly coordination: Coordination | undefined;
  readonly sendOwnChange: SendOwnChange;
  readonly rotation: Rotation;
};

/** Runs `work` with this node's directory and keys. */
export const withTrust = <T>(work: (trust: TrustContext) => Promise<T>): Promise<T> =>
  withNode(async (node) => {
    const directory = await openDirectory(node);
    const crls = openCrls(node, directory);
    const gate = createGatekeeper({ keyRing: node.keyRing, directory, clock: node.clock, crlGraceHours: node.config.trust.crlGraceHours });
    const coordination = openCoordination(node, directory, gate, crls.take);
    const sendOwnChange = ownChangeSender({ keyRing: node.keyRing, directory, gate, coordination });
    const rotation = createRotation({ keysDir: node.config.trust.keysDir, keyRing: node.keyRing, directory, clock: node.clock, send: sendOwnChange });
    return work({ ...node, directory, crls, gate, coordination, sendOwnChange, rotation });
  });

export const coordinationOf = (trust: TrustContext): Coordination => {
  if (trust.coordination === undefined) throw new AppError('forbidden', 'not-the-coordinator', 'This node is not the coordinator (COORDINATOR, DIRECTORY_SIGNING_KEY_FILE and CONSORTIUM_CA_DIR are set on the coordinator\'s node).');
  return trust.coordination;
};

/** Who acts on the command line: whoever may read this node's keys. */
export const operator = { actor: 'operator:command-line', role: 'operator' } as const;

export const kindOf = (text: string): KeyKind => {
  if (text === 'tls' || text === 'signing' || text === 'encryption') return text;
  throw new AppError('invalid', 'unknown-kind', 'Say which key: tls, signing or encryption.');
};
