import type { KeyRing } from '../../certs/key-ring.ts';
import { makeOwnChange } from '../../certs/own-change.ts';
import type { Clock } from '../../core/clock.ts';
import type { Participant } from '../../core/directory.ts';
import type { SendOwnChange } from './rotation.ts';

type Supports = Participant['supports'];

const same = (one: readonly string[], other: readonly string[]): boolean => one.length === other.length && one.every((value) => other.includes(value));

/** Keeps this node's entry true after its software was renewed (exchange.md §2.2 supports[]): partners send nothing that is not listed there, so a node that
 *  takes a new kind of message says so itself. Nothing is sent while the entry is right. @returns whether it was told @throws when the coordinator cannot be reached */
export const createTellSupports =
  (deps: { keyRing: Pick<KeyRing, 'nodeId' | 'signing'>; clock: Clock; listed: () => Supports | undefined; supports: Supports; send: SendOwnChange }) =>
  async (): Promise<boolean> => {
    const listed = deps.listed();
    if (listed === undefined || (same(listed.protocols, deps.supports.protocols) && same(listed.events, deps.supports.events))) return false;
    await deps.send(await makeOwnChange({ kind: 'supports', ...deps.supports, nodeId: deps.keyRing.nodeId, at: deps.clock.now() }, deps.keyRing.signing()));
    return true;
  };
