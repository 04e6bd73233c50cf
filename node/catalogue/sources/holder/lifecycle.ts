import type { Role } from '../../../../core/roles.ts';
import type { RecordState } from '../../store.ts';

/** What a person can do with a holder's record. `submit` asks for review, `return` sends it back, `publish` shows it, `withdraw` makes the tombstone. */
export type HolderAction = 'save' | 'submit' | 'return' | 'publish' | 'withdraw';

type Move = { readonly to: RecordState; readonly roles: readonly Role[] };

const holders: readonly Role[] = ['data-holder', 'trusted-holder'];
const staff: readonly Role[] = ['case-handler', 'decision-maker'];
const all = [...holders, ...staff];

/** Draft → in review → published → withdrawn (issue of the holders' door; catalogue.md §7.1). A published record that is edited stays published:
 *  the version the public sees changes only when the new one is clean. A withdrawn one comes back as a draft under the same id. */
const moves: Readonly<Record<RecordState, Partial<Record<HolderAction, Move>>>> = {
  draft: { save: { to: 'draft', roles: holders }, submit: { to: 'in-review', roles: holders }, publish: { to: 'published', roles: all }, withdraw: { to: 'withdrawn', roles: all } },
  'in-review': { save: { to: 'draft', roles: holders }, submit: { to: 'in-review', roles: holders }, return: { to: 'draft', roles: staff }, publish: { to: 'published', roles: all }, withdraw: { to: 'withdrawn', roles: all } },
  published: { save: { to: 'published', roles: holders }, submit: { to: 'published', roles: holders }, publish: { to: 'published', roles: all }, withdraw: { to: 'withdrawn', roles: all } },
  missing: { withdraw: { to: 'withdrawn', roles: all } },
  withdrawn: { save: { to: 'draft', roles: holders }, submit: { to: 'in-review', roles: holders }, publish: { to: 'published', roles: holders } },
};

export type Step = { readonly type: 'go'; readonly to: RecordState } | { readonly type: 'not-possible' } | { readonly type: 'not-allowed'; readonly roles: readonly Role[] };

/** Where an action leads, or why it does not. Pure. */
export const nextRecordState = (state: RecordState, action: HolderAction, roles: readonly Role[]): Step => {
  const move = moves[state][action];
  if (move === undefined) return { type: 'not-possible' };
  return roles.some((role) => move.roles.includes(role)) ? { type: 'go', to: move.to } : { type: 'not-allowed', roles: move.roles };
};
