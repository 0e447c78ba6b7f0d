import { useEffect, useRef, useState } from 'react';
import { AtalayaError } from '#shared/errors.ts';
import type { PolicyDefinition } from '#shared/model/policy.ts';
import { client } from '../../api/client.ts';
import { keepBacktest } from './backtests.ts';
import type { DraftKey } from './drafts.ts';
import { sendable } from './useTryOut.ts';

/** What is run: a draft, and the policy that it would change. */
export interface BacktestSubject {
  readonly draftKey: DraftKey;
  readonly policyId: number | null;
  readonly definition: PolicyDefinition;
}

/** Runs a draft over the archive; what is running is cancelled when the component goes. */
export function useBacktest({ draftKey, policyId, definition }: BacktestSubject) {
  const [isRunning, setRunning] = useState(false);
  const [error, setError] = useState<AtalayaError | null>(null);
  const controller = useRef<AbortController | null>(null);
  useEffect(() => () => controller.current?.abort(), []);

  async function run(period: { from: number | null; to: number | null }): Promise<void> {
    const mine = new AbortController();
    controller.current = mine;
    setRunning(true);
    setError(null);
    try {
      const input = { policyId, definition: sendable(definition), ...period };
      const result = await client.request('policy.backtest', input, mine.signal);
      if (!mine.signal.aborted) keepBacktest({ draftKey, definition, result });
    } catch (cause) {
      if (!mine.signal.aborted)
        setError(cause instanceof AtalayaError ? cause : new AtalayaError('internal'));
    } finally {
      setRunning(false);
    }
  }

  return { isRunning, error, run, cancel: () => controller.current?.abort() };
}
