import { gapStateOf, type Gap } from '#host/archive/gaps.ts';
import type { GapView } from '#shared/contract/coverage.ts';

/** A gap as a window shows it. */
export function toGapView(gap: Gap): GapView {
  const { id, causes, started_at, ended_at, outcome } = gap;
  return {
    id,
    cause: causes[0] ?? 'not-running',
    causes: [...causes],
    from: started_at,
    to: ended_at,
    state: gapStateOf(gap),
    outcome: outcome && {
      evidence: outcome.evidence,
      announced: outcome.announced,
      arrived: outcome.arrived,
      messages: outcome.messages,
      conversations: outcome.conversations,
      unreadable: outcome.unreadable,
      firstAt: outcome.first_at,
      lastAt: outcome.last_at,
    },
  };
}
