import { useState } from 'react';
import { useReady } from '../../ui/frame/useReady.ts';
import { Recover } from './Recover.tsx';
import { UnlockForm } from './UnlockForm.tsx';

export interface UnlockProps {
  readonly company: string | null;
  /** Milliseconds until a passphrase may be tried, when the window opened. */
  readonly waitMs: number;
}

/** The lock: by passphrase, or by the recovery code. */
export function Unlock({ company, waitMs }: UnlockProps) {
  useReady('unlock');
  const [isRecovering, setRecovering] = useState(false);
  return isRecovering ? (
    <Recover waitMs={waitMs} onBack={() => setRecovering(false)} />
  ) : (
    <UnlockForm company={company} waitMs={waitMs} onRecover={() => setRecovering(true)} />
  );
}
