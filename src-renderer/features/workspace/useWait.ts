import { useEffect, useState } from 'react';
import type { AtalayaError } from '#shared/errors.ts';

interface Wait {
  /** Seconds that are left; 0 when another attempt is allowed. */
  readonly seconds: number;
  /** Begins anew with what a failed attempt told. */
  readonly begin: (error: AtalayaError) => void;
}

/** Counts down until another attempt is allowed, beginning with the milliseconds that the status told. */
export function useWait(waitMs: number): Wait {
  const [until, setUntil] = useState(() => Date.now() + waitMs);
  const [now, setNow] = useState(() => Date.now());
  const seconds = Math.max(0, Math.ceil((until - now) / 1000));
  useEffect(() => {
    if (seconds === 0) return undefined;
    // The next change of the number, and a little more so as not to come too early.
    const timer = setTimeout(() => setNow(Date.now()), until - now - (seconds - 1) * 1000 + 10);
    return () => clearTimeout(timer);
  }, [seconds, until, now]);
  return {
    seconds,
    begin(error) {
      const told = error.data['seconds'];
      setNow(Date.now());
      if (typeof told === 'number') setUntil(Date.now() + told * 1000);
    },
  };
}
