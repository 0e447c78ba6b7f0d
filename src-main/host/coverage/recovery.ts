import { listOpenSpans, turnCoverage } from '#host/archive/coverage.ts';
import type { Writer } from '#host/archive/database.ts';
import type { GapCause } from '#shared/model/coverage.ts';

/** Causes that hold whether the program runs or not. */
const standing: ReadonlySet<GapCause | null> = new Set<GapCause>([
  'logged-out',
  'replaced',
  'banned',
  'failed',
  'paused',
  'no-notice',
]);

/**
 * The program ended without a trace, or long ago: nothing is claimed after the last proof. `lockedSince` says since
 * when it has been waiting for its key, null when it had it from the start.
 */
export function recoverCoverage(writer: Writer, lockedSince: number | null, now: number): void {
  writer.transaction(() => {
    for (const span of listOpenSpans(writer)) {
      if (standing.has(span.cause)) continue;
      if (span.cause !== 'not-running')
        turnCoverage(writer, span.line_id, 'not-running', span.proven_at, now);
      if (lockedSince !== null && lockedSince > span.proven_at)
        turnCoverage(writer, span.line_id, 'locked', lockedSince, now);
    }
  });
}
