import { TZDate } from '@date-fns/tz';
import type { BackupSchedule } from '#shared/model/backup.ts';

const hourMs = 3_600_000;

/**
 * Whether a backup is due: one that was missed, as while the PC was off or the disk was away, is due at once. `last` is
 * when the newest began, null for none; times are UTC milliseconds.
 */
export function isDue(schedule: BackupSchedule, last: number | null, now: number, zone: string): boolean {
  switch (schedule.type) {
    case 'off':
      return false;
    case 'hours':
      return last === null || now - last >= schedule.every * hourMs;
    case 'daily':
      return last === null || last < latestAt(schedule.at, now, zone);
  }
}

/** When it was that time of the day last, in a zone. */
function latestAt(time: string, now: number, zone: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const moment = new TZDate(now, zone);
  moment.setHours(hours, minutes, 0, 0);
  if (moment.getTime() > now) moment.setDate(moment.getDate() - 1);
  return moment.getTime();
}
