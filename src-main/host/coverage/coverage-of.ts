import { readCoverageStart, readSpans, type CoverageSpan } from '#host/archive/coverage.ts';
import type { Reader } from '#host/archive/database.ts';
import { clip, measure, type Extent, type Span } from './spans.ts';

/** What is known of a line's capture within a time. */
export interface Coverage extends Extent {
  /** When the line was first linked; before that there is neither coverage nor a gap. null: never. */
  readonly since: number | null;
  /** In order and without overlap; together they are all of the time in which the line was linked, up to the last proof. */
  readonly spans: readonly Span[];
}

/**
 * What of a time a line was captured, for everything that shows or exports its messages. Of the present, only what is
 * proven counts: a line that is captured now was so until its last sign of life.
 */
export function coverageOf(reader: Reader, lineId: number, from: number, to: number, now: number): Coverage {
  const spans = clip(
    readSpans(reader, lineId, from, to).map((span) => toSpan(span, now)),
    from,
    to,
  );
  return { since: readCoverageStart(reader, lineId), spans, ...measure(spans) };
}

function toSpan({ gap_id, cause, started_at, ended_at, proven_at }: CoverageSpan, now: number): Span {
  const present = cause === null ? proven_at : Math.max(now, proven_at);
  return { gapId: gap_id, cause, from: started_at, to: ended_at ?? present };
}
