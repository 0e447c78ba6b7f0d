import type { CalendarDay } from '#shared/contract/coverage.ts';
import { minorGapMs } from '#shared/model/coverage.ts';

/** What a day shows at a glance. `whole`: without an interruption worth mentioning. */
export type DayLook = 'unlinked' | 'future' | 'whole' | 'part' | 'none';

/** How a day looks; `today` is the calendar date of now. */
export function dayLook(day: CalendarDay, today: string): DayLook {
  if (day.linkedMs === 0) return day.date > today ? 'future' : 'unlinked';
  if (day.linkedMs - day.capturedMs < minorGapMs && day.capturedMs > 0) return 'whole';
  return day.capturedMs === 0 ? 'none' : 'part';
}

/** The shares of a whole day, between 0 and 1, that a cell is filled with; what is left was not linked or is to come. */
export interface DayShares {
  readonly captured: number;
  readonly filled: number;
  readonly missing: number;
}

/** How a day is divided. An interruption is never too small to be seen. */
export function dayShares(day: CalendarDay, look: DayLook): DayShares {
  const linked = day.linkedMs / day.lengthMs;
  if (look !== 'part' && look !== 'none') return { captured: linked, filled: 0, missing: 0 };
  const missingMs = day.linkedMs - day.capturedMs - day.filledMs;
  const filled = day.filledMs > 0 ? Math.max(smallestShare, day.filledMs / day.lengthMs) : 0;
  const missing = missingMs > 0 ? Math.max(smallestShare, missingMs / day.lengthMs) : 0;
  return { captured: Math.max(0, linked - filled - missing), filled, missing };
}

const smallestShare = 0.16;
