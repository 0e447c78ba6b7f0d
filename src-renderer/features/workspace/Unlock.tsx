import { useState } from 'react';
import type { Output } from '#shared/contract/contract.ts';
import { useReady } from '../../ui/frame/useReady.ts';
import { Recover } from './Recover.tsx';
import { UnlockForm } from './UnlockForm.tsx';

export type KnownPeople = Output<'workspace.status'>['people'];

export interface UnlockProps {
  readonly company: string | null;
  /** Everybody who can sign in: colleagues who share a PC know each other, and nobody has to type a name. */
  readonly people: KnownPeople;
  /** Milliseconds until a recovery code may be tried, when the window opened. */
  readonly recoveryWaitMs: number;
}

/** The lock: somebody and their passphrase, or the recovery code. */
export function Unlock({ company, people, recoveryWaitMs }: UnlockProps) {
  useReady('unlock');
  const [isRecovering, setRecovering] = useState(false);
  const [chosen, setChosen] = useState<number | null>(null);
  const person = people.find(({ id }) => id === chosen) ?? people[0];
  if (person === undefined) return null;
  const choice = { people, personId: person.id, onChoose: setChosen };
  return isRecovering ? (
    <Recover {...choice} waitMs={recoveryWaitMs} onBack={() => setRecovering(false)} />
  ) : (
    <UnlockForm
      key={person.id}
      {...choice}
      company={company}
      waitMs={person.waitMs}
      onRecover={() => setRecovering(true)}
    />
  );
}
