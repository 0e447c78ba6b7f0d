import { expect, test } from 'vitest';
import type { CalendarDay } from '#shared/contract/coverage.ts';
import { dayLook, dayShares } from './dayLook.ts';

const hour = 3_600_000;
const day = (linked: number, captured: number, filled = 0): CalendarDay => ({
  date: '2026-11-03',
  lengthMs: 24 * hour,
  linkedMs: linked * hour,
  capturedMs: captured * hour,
  filledMs: filled * hour,
  gaps: [],
  hiddenGaps: 0,
});

test('a day is whole, in part, empty, before the link or still to come', () => {
  expect(dayLook(day(24, 24), '2026-11-03')).toBe('whole');
  expect(dayLook(day(24, 12), '2026-11-03')).toBe('part');
  expect(dayLook(day(24, 0), '2026-11-03')).toBe('none');
  expect(dayLook(day(0, 0), '2026-11-03')).toBe('unlinked');
  expect(dayLook(day(0, 0), '2026-11-02')).toBe('future');
});

test('a moment without connection does not spoil a day, and two minutes do', () => {
  expect(dayLook(day(24, 24 - 1 / 60), '2026-11-03')).toBe('whole');
  expect(dayLook(day(24, 24 - 2 / 60), '2026-11-03')).toBe('part');
});

test('what was not captured can be seen however short it was, and adds up with the rest to what was linked', () => {
  const short = dayShares(day(24, 23.9), 'part');
  expect(short.missing).toBeGreaterThan(0.1);
  expect(short.captured + short.filled + short.missing).toBeCloseTo(1);
  const today = dayShares(day(12, 6, 6), 'part');
  expect(today).toEqual({ captured: 0.25, filled: 0.25, missing: 0 });
});
