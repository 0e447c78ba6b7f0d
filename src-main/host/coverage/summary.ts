import type { Reader } from '#host/archive/database.ts';
import { readGapStates, readOldestMessage } from '#host/archive/gaps.ts';
import type { Output } from '#shared/contract/contract.ts';
import { coverageOf } from './coverage-of.ts';
import { lengthOfFilled, runsOf, type Run } from './spans.ts';

const summaryMs = 30 * 86_400_000;

/** How well a line was captured lately, at a glance. */
export function summariseCoverage(reader: Reader, lineId: number, now: number): Output<'coverage.summary'> {
  const { since, spans, capturedMs, missingMs } = coverageOf(reader, lineId, now - summaryMs, now, now);
  const runs = runsOf(spans);
  const states = readGapStates(
    reader,
    runs.map(({ gapId }) => gapId),
  );
  const longest = runs.reduce<Run | null>(
    (found, run) => (found === null || run.to - run.from > found.to - found.from ? run : found),
    null,
  );
  return {
    since,
    historyFrom: readOldestMessage(reader, lineId),
    linkedMs: capturedMs + missingMs,
    capturedMs,
    filledMs: lengthOfFilled(runs.map((run) => ({ ...run, state: states.get(run.gapId) ?? 'waiting' }))),
    longest: longest && { from: longest.from, to: longest.to, cause: longest.cause },
  };
}
