import type { GapCause, GapState } from '#shared/model/coverage.ts';

/** A time in which a line was captured or, with a cause, was not; `to` is where it ends or what is known of it. */
export interface Span {
  readonly gapId: number | null;
  readonly cause: GapCause | null;
  readonly from: number;
  readonly to: number;
}

/** The part of spans, in order, that lies within a time. */
export function clip(spans: readonly Span[], from: number, to: number): Span[] {
  return spans
    .map((span) => ({ ...span, from: Math.max(span.from, from), to: Math.min(span.to, to) }))
    .filter((span) => span.to > span.from);
}

/** How long was captured, and how long was not. */
export interface Extent {
  readonly capturedMs: number;
  readonly missingMs: number;
}

/** Adds up spans that do not overlap. */
export function measure(spans: readonly Span[]): Extent {
  let capturedMs = 0;
  let missingMs = 0;
  for (const { cause, from, to } of spans) {
    if (cause === null) capturedMs += to - from;
    else missingMs += to - from;
  }
  return { capturedMs, missingMs };
}

/** An uninterrupted time without capture, whatever its causes. */
export interface Run {
  readonly gapId: number;
  /** What it lasted longest for. */
  readonly cause: GapCause;
  readonly causes: readonly GapCause[];
  readonly from: number;
  readonly to: number;
}

/** Puts the spans without capture, in order, together to uninterrupted runs. */
export function runsOf(spans: readonly Span[]): Run[] {
  const runs: { gapId: number; from: number; to: number; lengths: Map<GapCause, number> }[] = [];
  for (const { gapId, cause, from, to } of spans) {
    if (gapId === null || cause === null) continue;
    let run = runs.at(-1);
    if (run?.gapId !== gapId) {
      run = { gapId, from, to, lengths: new Map() };
      runs.push(run);
    }
    run.to = to;
    run.lengths.set(cause, (run.lengths.get(cause) ?? 0) + to - from);
  }
  return runs.map(({ lengths, ...run }) => {
    const causes = [...lengths].sort(([, a], [, b]) => b - a).map(([cause]) => cause);
    return { ...run, cause: causes[0] ?? 'not-running', causes };
  });
}

/** How long gaps were that have been filled since. */
export function lengthOfFilled(
  gaps: readonly { readonly state: GapState; readonly from: number; readonly to: number }[],
): number {
  return gaps.reduce((sum, { state, from, to }) => sum + (state === 'filled' ? to - from : 0), 0);
}

/** A day of a calendar, in the zone in which it is shown. */
export interface Day {
  readonly date: string;
  readonly from: number;
  readonly to: number;
}

/** Divides spans, in order, among days, in order: each day's own part of them. */
export function byDay(spans: readonly Span[], days: readonly Day[]): { day: Day; spans: Span[] }[] {
  let first = 0;
  return days.map((day) => {
    while ((spans[first]?.to ?? Infinity) <= day.from) first += 1;
    let end = first;
    while ((spans[end]?.from ?? Infinity) < day.to) end += 1;
    return { day, spans: clip(spans.slice(first, end), day.from, day.to) };
  });
}
