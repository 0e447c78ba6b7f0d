import { useEffect, useEffectEvent } from 'react';
import { useRequest } from '../../api/requests.ts';
import { useLock } from './useLock.ts';

const signsOfLife = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const;
/** How often it is looked whether somebody is still there, in milliseconds. */
const lookEvery = 5_000;

/** Locks the window after the time without input that the workspace has set. Capture goes on. */
export function useAutoLock(): void {
  const { lock } = useLock();
  const minutes = useRequest('workspace.settings', {}).data?.lockAfterMinutes ?? null;
  const lockNow = useEffectEvent(lock);
  useEffect(() => {
    if (minutes === null) return undefined;
    let last = Date.now();
    const seen = () => {
      last = Date.now();
    };
    for (const sign of signsOfLife) window.addEventListener(sign, seen, { capture: true, passive: true });
    const timer = setInterval(() => {
      if (Date.now() - last >= minutes * 60_000) lockNow();
    }, lookEvery);
    return () => {
      clearInterval(timer);
      for (const sign of signsOfLife) window.removeEventListener(sign, seen, { capture: true });
    };
  }, [minutes]);
}
