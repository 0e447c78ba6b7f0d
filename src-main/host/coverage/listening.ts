import { TZDate } from '@date-fns/tz';
import type { Reader } from '#host/archive/database.ts';
import { readGapStates } from '#host/archive/gaps.ts';
import { countMessagesByHour } from '#host/archive/rhythm.ts';
import { readSettings } from '#host/archive/settings.ts';
import { coverageOf } from './coverage-of.ts';
import { createDeafnessWatch, type DeafnessWatch, type Suspicion } from './deafness.ts';
import { hourMs, learnRhythm, learntHours, type PastHour, type Rhythm } from './rhythm.ts';
import type { ReplayWatch } from './replay-watch.ts';

/** How long a rhythm that was learnt is relied on. */
const relearnMs = 6 * hourMs;

/** Watches over the lines for whether they still hear, each by its own rhythm. */
export interface Listening {
  watch(lineId: number): DeafnessWatch;
  /** `named` counts messages that another device of the line has and this one has not. */
  look(lineId: number, replay: ReplayWatch, named: number): Suspicion;
}

export function createListening(reader: Reader, now: () => number): Listening {
  const watches = new Map<number, DeafnessWatch>();
  const rhythms = new Map<number, { rhythm: Rhythm | null; at: number }>();

  function watch(lineId: number): DeafnessWatch {
    const known = watches.get(lineId) ?? createDeafnessWatch();
    watches.set(lineId, known);
    return known;
  }

  function rhythmOf(lineId: number, zone: string): Rhythm | null {
    const known = rhythms.get(lineId);
    if (known !== undefined && Math.abs(now() - known.at) < relearnMs) return known.rhythm;
    const rhythm = learnRhythm(pastHours(reader, lineId, zone, now()));
    rhythms.set(lineId, { rhythm, at: now() });
    return rhythm;
  }

  return {
    watch,
    look(lineId, replay, named) {
      const { zone } = readSettings(reader);
      return watch(lineId).look({
        now: now(),
        rhythm: rhythmOf(lineId, zone),
        slotOf: (hourStart) => slotOf(new TZDate(hourStart, zone)),
        missing: replay.missing + named,
        replayEnded: replay.ended !== null,
      });
    },
  };
}

const slotOf = (local: TZDate): number => local.getDay() * 24 + local.getHours();

/** A line's past hours since it was linked, without those of which messages may be missing. */
function pastHours(reader: Reader, lineId: number, zone: string, now: number): PastHour[] {
  const end = Math.floor(now / hourMs);
  const from = (end - learntHours) * hourMs;
  const { since, spans } = coverageOf(reader, lineId, from, end * hourMs, now);
  if (since === null) return [];
  const gaps = spans.filter(({ cause }) => cause !== null);
  const states = readGapStates(
    reader,
    gaps.flatMap(({ gapId }) => gapId ?? []),
  );
  const unsure = new Set<number>();
  for (const { gapId, from: start, to } of gaps) {
    if (gapId !== null && states.get(gapId) === 'filled') continue;
    for (let hour = Math.floor(start / hourMs); hour * hourMs < to; hour += 1) unsure.add(hour);
  }
  const counts = countMessagesByHour(reader, lineId, from);
  const hours: PastHour[] = [];
  for (let hour = Math.max(end - learntHours, Math.ceil(since / hourMs)); hour < end; hour += 1) {
    if (unsure.has(hour)) continue;
    const local = new TZDate(hour * hourMs, zone);
    hours.push({ slot: slotOf(local), day: local.toDateString(), messages: counts.get(hour) ?? 0 });
  }
  return hours;
}
