import { useEffect, useState } from 'react';

/** The value once it has not changed for a moment: one request per pause of typing, not per key. */
export const useSettled = (value: string, pauseMs = 150): string => {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pauseMs);
    return () => clearTimeout(timer);
  }, [value, pauseMs]);
  return settled;
};
