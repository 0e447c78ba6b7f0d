import { useEffect, useState } from 'react';

const everyMs = 30_000;

/** The time, moved on twice a minute: for what is told of the present. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, []);
  return now;
}
