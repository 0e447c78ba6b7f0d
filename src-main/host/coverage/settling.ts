import type { Archive } from '#host/archive/archive.ts';
import { getLine } from '#host/archive/lines.ts';
import { addGapOutcome, countGapMessages, listGaps, type Gap, type GapOutcome } from '#host/archive/gaps.ts';
import { coverageOf } from './coverage-of.ts';
import { judgeGap, judgePlatformGap, repeatedMs, type Replay } from './outcome.ts';

/** How long after its end a gap is looked at again: history and keys can come late. */
const recheckMs = 86_400_000;
/** What was filled is looked at again only so long: its last messages are committed a moment after they came. */
const recheckFilledMs = 600_000;
const mostGaps = 200;

/** What is known of the connection that ended a line's gaps. */
export interface AfterGap {
  /** What the server said of what it had kept; null when it said nothing. */
  readonly replay: Replay | null;
  /** Gaps that a connection outlived. */
  readonly outlived: ReadonlySet<number>;
}

/**
 * Decides on the gaps of a line that are over, and looks again at those that were decided on lately. `after` is null
 * while the server may still say what it had kept. Returns whether anything was found out.
 */
export function settleGaps(
  { reader, writer }: Archive,
  lineId: number,
  after: AfterGap | null,
  now: number,
): boolean {
  const isPlatform = getLine(reader, lineId).connector === 'cloud-api';
  let changed = false;
  for (const gap of listGaps(reader, lineId, { before: null, limit: mostGaps, minor: true })) {
    const outcome =
      gap.ended_at === null ? null : (isPlatform ? platformOutcomeOf : outcomeOf)(gap, gap.ended_at);
    if (outcome === null || isSame(outcome, gap.outcome)) continue;
    addGapOutcome(writer, gap.id, outcome, now);
    changed = true;
  }
  return changed;

  function outcomeOf(gap: Gap, endedAt: number): GapOutcome | null {
    const { outcome: before } = gap;
    if (before === null && after === null) return null;
    if (before !== null && now - endedAt > (before.state === 'filled' ? recheckFilledMs : recheckMs))
      return null;
    const found = countGapMessages(reader, lineId, gap.started_at, endedAt);
    const replay = before === null ? (after?.replay ?? null) : replayOf(before);
    const judged = judgeGap({
      causes: gap.causes,
      lastedMs: endedAt - gap.started_at,
      sameConnection:
        before === null ? (after?.outlived.has(gap.id) ?? false) : before.evidence === 'same-connection',
      replay,
      messages: found.messages,
      unreadable: found.unreadable,
    });
    return { ...judged, announced: replay?.announced ?? null, arrived: replay?.arrived ?? 0, ...found };
  }

  /** Meta says nothing of what it has kept; what it repeats comes for days. */
  function platformOutcomeOf(gap: Gap, endedAt: number): GapOutcome | null {
    const endedMs = now - endedAt;
    if (gap.outcome !== null && endedMs > repeatedMs) return null;
    const found = countGapMessages(reader, lineId, gap.started_at, endedAt);
    const judged = judgePlatformGap({
      causes: gap.causes,
      lastedMs: endedAt - gap.started_at,
      endedMs,
      reachableMs: coverageOf(reader, lineId, endedAt, now, now).capturedMs,
      messages: found.messages,
    });
    return judged && { ...judged, announced: null, arrived: 0, ...found };
  }
}

function replayOf({ announced, arrived }: GapOutcome): Replay | null {
  return announced === null ? null : { announced, arrived };
}

function isSame(a: GapOutcome, b: GapOutcome | null): boolean {
  return (
    b !== null &&
    a.state === b.state &&
    a.messages === b.messages &&
    a.unreadable === b.unreadable &&
    a.conversations === b.conversations &&
    a.first_at === b.first_at &&
    a.last_at === b.last_at
  );
}
