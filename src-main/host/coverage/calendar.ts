import { TZDate } from '@date-fns/tz';
import type { Reader } from '#host/archive/database.ts';
import { readGapStates } from '#host/archive/gaps.ts';
import type { CalendarDay } from '#shared/contract/coverage.ts';
import { coverageOf } from './coverage-of.ts';
import { byDay, lengthOfFilled, measure, runsOf, type Day } from './spans.ts';

/** Gaps that a day names; more are counted. */
const namedGaps = 12;
/** Calendar days that are read at once. */
const mostDays = 400;

/** The days from one calendar date to another, both included, as they begin and end in a zone. */
export function daysBetween(from: string, to: string, zone: string): Day[] {
  const [year = 1970, month = 1, day = 1] = from.split('-').map(Number);
  const start = (offset: number) => new TZDate(year, month - 1, day + offset, zone).getTime();
  const days: Day[] = [];
  for (let offset = 0; offset < mostDays; offset += 1) {
    const date = new Date(Date.UTC(year, month - 1, day + offset)).toISOString().slice(0, 10);
    if (date > to) break;
    days.push({ date, from: start(offset), to: start(offset + 1) });
  }
  return days;
}

/** A line's coverage day by day. */
export function coverageCalendar(
  reader: Reader,
  lineId: number,
  days: readonly Day[],
  now: number,
): CalendarDay[] {
  const [first] = days;
  const last = days.at(-1);
  if (first === undefined || last === undefined) return [];
  const { spans } = coverageOf(reader, lineId, first.from, last.to, now);
  const divided = byDay(spans, days).map(({ day, spans: own }) => ({
    day,
    runs: runsOf(own),
    ...measure(own),
  }));
  const states = readGapStates(
    reader,
    divided.flatMap(({ runs }) => runs.map(({ gapId }) => gapId)),
  );
  return divided.map(({ day, runs, capturedMs, missingMs }) => {
    const gaps = runs.map(({ gapId, cause, from, to }) => ({
      id: gapId,
      cause,
      from,
      to,
      state: states.get(gapId) ?? 'waiting',
    }));
    const longest = gaps.toSorted((a, b) => b.to - b.from - (a.to - a.from)).slice(0, namedGaps);
    return {
      date: day.date,
      lengthMs: day.to - day.from,
      linkedMs: capturedMs + missingMs,
      capturedMs,
      filledMs: lengthOfFilled(gaps),
      gaps: longest.sort((a, b) => a.from - b.from),
      hiddenGaps: gaps.length - longest.length,
    };
  });
}
