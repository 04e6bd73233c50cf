import { useEffect, type RefObject } from 'react';
import { useLocation } from 'react-router';

let lastPath: string | undefined;

/** Moves the focus to the heading and the view to the top when a page was reached by a link of the site; not on the first load,
 *  and not when only filters in the address changed. */
export const useArrival = (head: RefObject<HTMLElement | null>): void => {
  const { pathname, hash } = useLocation();
  useEffect(() => {
    const cameFrom = lastPath;
    lastPath = pathname;
    if (cameFrom === undefined || cameFrom === pathname || hash !== '') return;
    window.scrollTo(0, 0);
    head.current?.focus({ preventScroll: true });
  }, [pathname, hash, head]);
};
