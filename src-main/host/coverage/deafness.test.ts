import { describe, expect, it } from 'vitest';
import { createDeafnessWatch, type Listening } from './deafness.ts';
import {
  expectedMessages,
  hourMs,
  hoursInWeek,
  isTooQuiet,
  learnRhythm,
  type PastHour,
  type Rhythm,
} from './rhythm.ts';

/** Numbers that look random and are the same in each run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function poisson(mean: number, random: () => number): number {
  let count = 0;
  for (let left = Math.exp(-mean), product = random(); product > left; product *= random()) count += 1;
  return count;
}

/** Mondays to Saturdays, 9 to 19 h; the hours of a week from Monday, 0 h. */
const isOpen = (slot: number): boolean => slot < 6 * 24 && slot % 24 >= 9 && slot % 24 < 19;
const slotOf = (hourStart: number): number => Math.floor(hourStart / hourMs) % hoursInWeek;

/** Weeks of a shop that has so many messages in an open hour; `mood` makes whole days differ. */
function shop(
  weeks: number,
  perHour: number,
  random: () => number,
  mood: () => number = () => 1,
): PastHour[] {
  let today = 1;
  return Array.from({ length: weeks * hoursInWeek }, (_, hour) => {
    if (hour % 24 === 0) today = mood();
    const slot = hour % hoursInWeek;
    const messages = isOpen(slot) ? poisson(perHour * today, random) : 0;
    return { slot, day: String(Math.floor(hour / 24)), messages };
  });
}

/** How often a line that keeps its rhythm is suspected, over so many weeks. */
function falseAlarms(rhythm: Rhythm, weeks: readonly PastHour[]): number {
  let alarms = 0;
  let silentSince = 0;
  let alarmed = false;
  for (const [hour, { messages }] of weeks.entries()) {
    const until = hour * hourMs + (messages === 0 ? hourMs : hourMs / (messages + 1));
    if (!alarmed && isTooQuiet(rhythm, expectedMessages(rhythm, silentSince, until, slotOf))) {
      alarmed = true;
      alarms += 1;
    }
    if (messages === 0) continue;
    silentSince = hour * hourMs + (hourMs * messages) / (messages + 1);
    alarmed = false;
  }
  return alarms;
}

function rhythmOf(past: readonly PastHour[]): Rhythm {
  const rhythm = learnRhythm(past);
  if (rhythm === null) throw new Error('no rhythm');
  return rhythm;
}

describe('a line’s rhythm', () => {
  it('is not learnt from less than two weeks, nor of a line with few messages', () => {
    const random = seeded(1);
    expect(learnRhythm(shop(1, 8, random))).toBeNull();
    expect(learnRhythm(shop(8, 0.5, random))).toBeNull();
    expect(learnRhythm(shop(2, 8, random))).not.toBeNull();
  });

  it('expects nothing at night and on Sundays', () => {
    const rhythm = rhythmOf(shop(8, 8, seeded(2)));
    const saturdayNight = (5 * 24 + 19) * hourMs;
    expect(expectedMessages(rhythm, saturdayNight, saturdayNight + 38 * hourMs, slotOf)).toBe(0);
    expect(isTooQuiet(rhythm, expectedMessages(rhythm, 0, 9 * hourMs, slotOf))).toBe(false);
  });

  it.each([
    ['a busy one', 20, 1],
    ['an ordinary one', 6, 2],
    ['a slow one', 1.2, 3],
  ])('suspects %s that keeps it in less than one week of a thousand', (_, perHour, seed) => {
    const random = seeded(seed);
    const rhythm = rhythmOf(shop(8, perHour, random));
    expect(falseAlarms(rhythm, shop(1000, perHour, random))).toBeLessThanOrEqual(1);
  });

  it('takes days that differ much from one another into account', () => {
    const random = seeded(7);
    const mood = () => (random() < 0.2 ? 0.15 : 1.2);
    const steady = rhythmOf(shop(8, 8, random));
    const moody = rhythmOf(shop(8, 8, random, mood));
    expect(moody.spread).toBeGreaterThan(3 * steady.spread);
    expect(falseAlarms(moody, shop(500, 8, random, mood))).toBeLessThanOrEqual(1);
  });

  it('is not raised by one campaign', () => {
    const random = seeded(4);
    const past = shop(8, 6, random);
    const campaign = past.map((hour, index) =>
      index === 5 * hoursInWeek + 12 ? { ...hour, messages: 900 } : hour,
    );
    expect(rhythmOf(campaign).hourly[12]).toBeLessThan(10);
  });

  it('finds an ordinary line deaf within a working morning', () => {
    const rhythm = rhythmOf(shop(8, 6, seeded(5)));
    const opening = 9 * hourMs;
    let hours = 0;
    while (!isTooQuiet(rhythm, expectedMessages(rhythm, opening, opening + hours * hourMs, slotOf)))
      hours += 1 / 12;
    expect(hours).toBeLessThan(5);
  });
});

describe('the watch over a connection', () => {
  const rhythm = rhythmOf(shop(8, 20, seeded(6)));
  const opening = 9 * hourMs;
  const at = (hours: number, change: Partial<Listening> = {}): Listening => ({
    now: opening + hours * hourMs,
    rhythm,
    slotOf,
    missing: 0,
    replayEnded: true,
    ...change,
  });
  const connected = () => {
    const watch = createDeafnessWatch();
    watch.onConnected(opening);
    return watch;
  };

  it('suspects nothing while messages come, without a rhythm, and without a connection', () => {
    const watch = connected();
    expect(watch.look(at(0.2))).toEqual({ type: 'none' });
    expect(watch.look(at(8, { rhythm: null }))).toEqual({ type: 'none' });
    watch.onMail(opening + 7.9 * hourMs);
    expect(watch.look(at(8))).toEqual({ type: 'none' });
    watch.onDisconnected();
    expect(watch.look(at(9))).toEqual({ type: 'none' });
  });

  it('looks into a silence once, from the last that was heard, and reports one that goes on', () => {
    const watch = connected();
    watch.onMail(opening + hourMs / 2);
    expect(watch.look(at(4))).toEqual({ type: 'verify', since: opening + hourMs / 2, reason: 'quiet' });
    watch.onDisconnected();
    watch.onConnected(opening + 4 * hourMs);
    expect(watch.look(at(4.1))).toEqual({ type: 'none' });
    expect(watch.look(at(8))).toEqual({ type: 'report', since: opening + 4 * hourMs });
    watch.onMail(opening + 8.1 * hourMs);
    expect(watch.look(at(8.2))).toEqual({ type: 'none' });
  });

  it('does not disturb a server that is still sending what it announced', () => {
    const watch = connected();
    watch.onMail(opening + hourMs / 2);
    expect(watch.look(at(0.51, { missing: 900, replayEnded: false, rhythm: null }))).toEqual({
      type: 'none',
    });
    expect(watch.look(at(0.6, { missing: 900, replayEnded: false, rhythm: null }))).toMatchObject({
      type: 'verify',
    });
  });

  it('asks again for what the server announced and did not send, once an hour', () => {
    const watch = connected();
    const missing = { missing: 3, rhythm: null };
    expect(watch.look(at(0.01, missing))).toEqual({ type: 'none' });
    expect(watch.look(at(0.05, missing))).toMatchObject({ type: 'verify', reason: 'missing' });
    expect(watch.look(at(0.5, missing))).toEqual({ type: 'none' });
    expect(watch.look(at(1.2, missing))).toMatchObject({ type: 'verify' });
  });
});
