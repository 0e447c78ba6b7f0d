import type { Output } from '#shared/contract/contract.ts';
import type { PolicyDefinition } from '#shared/model/policy.ts';
import { createSessionStore } from '../../ui/sessionStore.ts';
import { samePolicy } from './difference.ts';
import type { DraftKey } from './drafts.ts';

export type Backtest = Output<'policy.backtest'>;
export type BacktestSampleView = Backtest['samples']['hits'][number];

/** Judgements by message: whether it should be flagged. */
export type Judgements = ReadonlyMap<number, boolean>;

/** A run that is finished: what was run and what came of it. */
export interface FinishedBacktest {
  readonly draftKey: DraftKey;
  readonly definition: PolicyDefinition;
  readonly result: Backtest;
  readonly judgements: Judgements;
}

/** The last run outlives the dialog, so that somebody can look at a conversation and come back to it. */
export const useBacktests = createSessionStore<{ readonly last: FinishedBacktest | null }>({ last: null });

/** The last run, if it was of this draft as it stands. */
export function backtestOf(
  last: FinishedBacktest | null,
  draftKey: DraftKey,
  definition: PolicyDefinition,
): FinishedBacktest | null {
  return last?.draftKey === draftKey && samePolicy(last.definition, definition) ? last : null;
}

/** Keeps a run that is finished, in place of the one before. */
export function keepBacktest(run: Omit<FinishedBacktest, 'judgements'>): void {
  useBacktests.setState({ last: { ...run, judgements: new Map() } });
}

/** Judges a message of the last run; the same judgement again takes it back. */
export function judge(messageId: number, isRight: boolean): void {
  useBacktests.setState(({ last }) => {
    if (last === null) return { last };
    const judgements = new Map(last.judgements);
    if (judgements.get(messageId) === isRight) judgements.delete(messageId);
    else judgements.set(messageId, isRight);
    return { last: { ...last, judgements } };
  });
}

/** How many of some samples were judged, and how many of those should be flagged. */
export function tally(
  samples: readonly Pick<BacktestSampleView, 'messageId'>[],
  judgements: Judgements,
): { judged: number; right: number } {
  const judged = samples.flatMap(({ messageId }) => judgements.get(messageId) ?? []);
  return { judged: judged.length, right: judged.filter(Boolean).length };
}
