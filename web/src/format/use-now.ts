import { useSyncExternalStore } from 'react';

const stepMs = 30_000; // distances are told in minutes at the finest: half a minute keeps them true
const current = (): number => Math.floor(Date.now() / stepMs) * stepMs;

const subscribe = (changed: () => void): (() => void) => {
  const timer = setInterval(changed, stepMs);
  return () => clearInterval(timer);
};

/** The time, moving in steps: text that tells distances stays true while a page is open. */
export const useNow = (): number => useSyncExternalStore(subscribe, current);
