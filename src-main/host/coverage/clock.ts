import { uptime } from 'node:os';

/** What the PC's clocks say at one moment, in milliseconds. */
export interface ClockReading {
  /** UTC, as people set it. */
  readonly wall: number;
  /** Runs evenly; may stand still while the PC sleeps. */
  readonly run: number;
  /** Since the PC was started, with the time that it slept. */
  readonly up: number;
}

/** What happened between two readings: nothing, a time in which the program could not run, or a clock that was set. */
export type ClockVerdict = 'steady' | 'asleep' | 'set';

/** How often the clocks are read at least. */
export const clockCheckMs = 10_000;
/** A reading that is later than this was not only waiting for other work. */
const lateMs = 30_000;
/** Clocks of one PC differ by no more between two readings, unless one was set. */
const toleranceMs = 5_000;

/**
 * Compares two readings that should not lie further apart than `clockCheckMs`. Sleep shows in clocks that stand still
 * or, where they don't, in a reading that is late; a clock that was set runs away from the others.
 */
export function compareReadings(before: ClockReading, after: ClockReading): ClockVerdict {
  const run = after.run - before.run;
  const elapsed = Math.max(run, after.up - before.up);
  if (Math.abs(after.wall - before.wall - elapsed) > toleranceMs) return 'set';
  return elapsed - run > toleranceMs || elapsed > clockCheckMs + lateMs ? 'asleep' : 'steady';
}

/** Reads the PC's clocks. */
export function readClocks(now: () => number): ClockReading {
  return { wall: now(), run: performance.now(), up: uptime() * 1000 };
}
