import type { BusinessHours } from '#shared/model/policy.ts';

/** What a clock on the wall shows. */
interface LocalTime {
  readonly date: string;
  /** 0 is Sunday. */
  readonly weekday: number;
  readonly minutes: number;
}

const minuteMs = 60_000;
/** Zones change their offset on quarters of an hour only. */
const quarterMs = 15 * minuteMs;
const maxRemembered = 50_000;

/** Tells the local time in a zone; an IANA name that is not known counts as UTC. */
function openClock(zone: string): (time: number) => LocalTime {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: isZone(zone) ? zone : 'UTC',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  const offsets = new Map<number, number>();

  function offsetAt(quarter: number): number {
    const known = offsets.get(quarter);
    if (known !== undefined) return known;
    const parts = new Map(
      format.formatToParts(quarter * quarterMs).map(({ type, value }) => [type, Number(value)]),
    );
    const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
    const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
    if (offsets.size >= maxRemembered) offsets.clear();
    offsets.set(quarter, local - quarter * quarterMs);
    return local - quarter * quarterMs;
  }

  return (time) => {
    const local = new Date(time + offsetAt(Math.floor(time / quarterMs)));
    return {
      date: local.toISOString().slice(0, 10),
      weekday: local.getUTCDay(),
      minutes: local.getUTCHours() * 60 + local.getUTCMinutes(),
    };
  };
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** Minutes since midnight of a time like 08:30; null when it is none. */
export function minutesOf(time: string): number | null {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time) ?? [];
  return hours === undefined || minutes === undefined ? null : Number(hours) * 60 + Number(minutes);
}

/** Whether a moment lies outside of some business hours, in a zone. */
export function openHours(zone: string): (hours: BusinessHours, time: number) => boolean {
  const clock = openClock(zone);
  return ({ days, from, to, holidays }, time) => {
    const { date, weekday, minutes } = clock(time);
    if (!days.includes(weekday) || holidays.includes(date)) return true;
    return minutes < (minutesOf(from) ?? 0) || minutes >= (minutesOf(to) ?? 0);
  };
}
