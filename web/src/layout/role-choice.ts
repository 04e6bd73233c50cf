import { useSyncExternalStore } from 'react';
import { roles, type Role } from '../../../core/roles.ts';
import type { Session } from '../../../core/api/session.ts';

export const isRole = (text: string): text is Role => roles.some((role) => role === text);

const storageKey = 'ehds.role';
const listeners = new Set<() => void>();
let chosen: string | null | undefined;

const snapshot = (): string | null => {
  if (chosen === undefined) {
    try {
      chosen = localStorage.getItem(storageKey);
    } catch {
      chosen = null;
    }
  }
  return chosen;
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const chooseRole = (role: Role): void => {
  chosen = role;
  try {
    localStorage.setItem(storageKey, role);
  } catch {
    // lasts for this page only
  }
  listeners.forEach((listener) => listener());
};

/** Where a role's day starts (portal.md §1). */
export const homeOf: Record<Role, string> = {
  researcher: '/applications',
  'case-handler': '/desk',
  'decision-maker': '/desk',
  'data-holder': '/holder',
  'trusted-holder': '/holder',
  coordinator: '/board',
  operator: '/ops/links',
  auditor: '/ops/audit',
};

/** The role a person works in now: what they chose, as long as they have it, else their first. */
export const useRole = (session: Session | undefined): Role | undefined => {
  const wanted = useSyncExternalStore(subscribe, snapshot);
  const own = session?.person?.roles ?? [];
  return own.find((role) => role === wanted) ?? own[0];
};
