/** What a line's own past says about when messages come. */
export interface Rhythm {
  /** Messages that usually come in an hour of the week, counted from 0; cautiously low. */
  readonly hourly: readonly number[];
  /** Messages of a usual week. */
  readonly weekly: number;
  /** How much more the counts vary than chance alone makes them (variance over mean); at least 1. */
  readonly spread: number;
}

/** How a line's past looks: one entry for each whole hour, oldest first. */
export interface PastHour {
  /** Its place in the week, from 0 to 167. */
  readonly slot: number;
  /** Which day it belongs to. */
  readonly day: string;
  readonly messages: number;
}

export const hoursInWeek = 168;
/** How much of the past is looked at, in hours: eight weeks. */
export const learntHours = 8 * hoursInWeek;
const fewestHours = 2 * hoursInWeek;
/** A line with fewer messages a week has no rhythm to rely on. */
const fewestWeekly = 50;

/**
 * Learns a line's rhythm, or null when it is too young or too quiet for one. Each hour's busiest week is left out of
 * its mean, so that a campaign raises no expectation. The spread is the larger of that between hours and that between
 * days: holidays and slow days make whole days differ, and then more silence is needed before it means anything.
 */
export function learnRhythm(past: readonly PastHour[]): Rhythm | null {
  if (past.length < fewestHours) return null;
  const slots = Array.from({ length: hoursInWeek }, () => ({ weeks: 0, sum: 0, most: 0 }));
  for (const { slot, messages } of past) {
    const own = slots[slot];
    if (own === undefined) continue;
    own.weeks += 1;
    own.sum += messages;
    own.most = Math.max(own.most, messages);
  }
  const hourly = slots.map(({ weeks, sum, most }) => (weeks < 2 ? 0 : (sum - most) / (weeks - 1)));
  const weekly = hourly.reduce((sum, mean) => sum + mean, 0);
  if (weekly < fewestWeekly) return null;

  const means = slots.map(({ weeks, sum }) => (weeks === 0 ? 0 : sum / weeks));
  const days = new Map<string, { expected: number; messages: number }>();
  for (const { slot, day, messages } of past) {
    const own = days.get(day) ?? { expected: 0, messages: 0 };
    own.expected += means[slot] ?? 0;
    own.messages += messages;
    days.set(day, own);
  }
  const weeks = past.length / hoursInWeek;
  const hours = past.map(({ slot, messages }) => ({ expected: means[slot] ?? 0, messages }));
  return { hourly, weekly, spread: Math.max(1, spreadOf(hours, weeks), spreadOf([...days.values()], weeks)) };
}

/** Pearson's estimate, with the freedom that the means themselves have used up taken off. */
function spreadOf(counts: readonly { expected: number; messages: number }[], weeks: number): number {
  const told = counts.filter(({ expected }) => expected > 0);
  if (told.length === 0) return 1;
  const squares = told.reduce(
    (sum, { expected, messages }) => sum + (messages - expected) ** 2 / expected,
    0,
  );
  return squares / (told.length * (1 - 1 / weeks));
}

/** At most one week in so many has a false alarm on a line that keeps its rhythm. */
const weeksPerFalseAlarm = 1000;

/**
 * Whether a silence in which so many messages were to be expected is more than chance. Counts are taken to follow a
 * negative binomial distribution with the line's own spread s, in which nothing comes with the probability
 * s^(-expected/(s-1)), or e^-expected where s is 1. A silence can begin after each message, so that the bound for one
 * is divided by the messages of a week: a line that keeps its rhythm is suspected in less than one week of 1000.
 */
export function isTooQuiet({ weekly, spread }: Rhythm, expected: number): boolean {
  const weight = spread - 1 < 1e-6 ? 1 : Math.log(spread) / (spread - 1);
  return expected * weight > Math.log(weeksPerFalseAlarm * weekly);
}

/** How many messages were to be expected in a time; `slotOf` tells an hour's place in the week. */
export function expectedMessages(
  { hourly }: Rhythm,
  from: number,
  to: number,
  slotOf: (hourStart: number) => number,
): number {
  let expected = 0;
  for (let hour = Math.floor(from / hourMs) * hourMs; hour < to; hour += hourMs) {
    const share = (Math.min(to, hour + hourMs) - Math.max(from, hour)) / hourMs;
    expected += share * (hourly[slotOf(hour)] ?? 0);
  }
  return expected;
}

export const hourMs = 3_600_000;
