import { useSyncExternalStore } from 'react';

const stepMs = 5_000; // distances are told in seconds at the finest; no text changes faster than one can read it
const current = (): number => Math.ceil(Date.now() / stepMs) * stepMs;

const subscribe = (changed: () => void): (() => void) => {
  const timer = setInterval(changed, stepMs);
  return () => clearInterval(timer);
};

/** The time, rounded up (what has happened is never shown as yet to come), moving in steps: text that tells distances stays true while a page is open. */
export const useNow = (): number => useSyncExternalStore(subscribe, current);
