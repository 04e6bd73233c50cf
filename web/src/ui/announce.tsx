import { createContext, useCallback, useContext, useState, type ReactNode } from 'react';

const Announce = createContext<(message: string) => void>(() => undefined);

/** One polite live region for the whole site: counts of results, "saved", sorted columns. */
export const AnnounceProvider = ({ children }: { children: ReactNode }) => {
  const [message, setMessage] = useState('');
  const announce = useCallback((text: string) => setMessage(text), []);
  return (
    <Announce value={announce}>
      {children}
      <div className="visually-hidden" aria-live="polite" role="status">{message}</div>
    </Announce>
  );
};

export const useAnnounce = () => useContext(Announce);
