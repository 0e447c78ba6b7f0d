import { TZDate } from '@date-fns/tz';
import { listOpenSpans, readGapStart } from '#host/archive/coverage.ts';
import type { Reader } from '#host/archive/database.ts';
import { readSettings } from '#host/archive/settings.ts';
import type { AttentionReason, GapCause } from '#shared/model/coverage.ts';

/** A line that does not come right by itself. */
export interface LineInNeed {
  readonly lineId: number;
  readonly reason: AttentionReason;
  /** Since when it has not been captured. */
  readonly since: number;
}

const minuteMs = 60_000;
/** How long a line may be cut off in business hours before somebody is told. */
const patienceMs = 15 * minuteMs;
/** Mondays to Saturdays from 8 to 20 h, in the workspace's zone. */
const opensAt = 8;
const closesAt = 20;
const sunday = 0;

/** The lines that a person has to look at. */
export function linesInNeed(reader: Reader, now: number): LineInNeed[] {
  const { zone } = readSettings(reader);
  return listOpenSpans(reader).flatMap(({ line_id: lineId, cause, gap_id }) => {
    if (cause === null || gap_id === null) return [];
    const since = readGapStart(reader, gap_id);
    const reason = reasonOf(cause, since, now, zone);
    return reason === null ? [] : [{ lineId, reason, since }];
  });
}

function reasonOf(cause: GapCause, since: number, now: number, zone: string): AttentionReason | null {
  switch (cause) {
    case 'logged-out':
    case 'replaced':
    case 'banned':
    case 'failed':
    case 'disk-full':
    case 'quiet':
      return cause;
    case 'network':
    case 'refused':
    case 'asleep':
    case 'clock':
    case 'deaf':
      return businessMs(since, now, zone) >= patienceMs ? 'cut-off' : null;
    case 'paused':
    case 'no-notice':
    case 'not-running':
    case 'locked':
      return null;
  }
}

/** How much of a time fell into business hours, as far as it matters here. */
export function businessMs(from: number, to: number, zone: string): number {
  let sum = 0;
  for (let at = from; at < to && sum < patienceMs; at += minuteMs) {
    const local = new TZDate(at, zone);
    const isOpen = local.getDay() !== sunday && local.getHours() >= opensAt && local.getHours() < closesAt;
    if (isOpen) sum += Math.min(minuteMs, to - at);
    // The night is passed over by the hour.
    else at += (59 - local.getMinutes()) * minuteMs;
  }
  return sum;
}
