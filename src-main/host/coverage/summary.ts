import type { Reader } from '#host/archive/database.ts';
import { readOldestMessage } from '#host/archive/gaps.ts';
import type { Output } from '#shared/contract/contract.ts';
import { coverageOf } from './coverage-of.ts';
import { runsOf } from './spans.ts';

const summaryMs = 30 * 86_400_000;

/** How well a line was captured lately, at a glance. */
export function summariseCoverage(reader: Reader, lineId: number, now: number): Output<'coverage.summary'> {
  const { since, spans, capturedMs, missingMs } = coverageOf(reader, lineId, now - summaryMs, now, now);
  const longest = runsOf(spans).reduce<ReturnType<typeof runsOf>[number] | null>(
    (found, run) => (found === null || run.to - run.from > found.to - found.from ? run : found),
    null,
  );
  return {
    since,
    historyFrom: readOldestMessage(reader, lineId),
    linkedMs: capturedMs + missingMs,
    capturedMs,
    longest: longest && { from: longest.from, to: longest.to, cause: longest.cause },
  };
}
