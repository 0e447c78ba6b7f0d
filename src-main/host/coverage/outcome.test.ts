import { describe, expect, test } from 'vitest';
import { judgePlatformGap, type PlatformGapFacts } from './outcome.ts';

const hour = 3_600_000;
const day = 24 * hour;

const facts = (about: Partial<PlatformGapFacts>): PlatformGapFacts => ({
  causes: ['not-running'],
  lastedMs: 2 * hour,
  endedMs: 5 * hour,
  reachableMs: 5 * hour,
  messages: 0,
  ...about,
});

describe('a gap of a line on the platform', () => {
  test('is filled once the line was reachable for twice as long, for Meta has repeated by then', () => {
    expect(judgePlatformGap(facts({ reachableMs: 4 * hour - 1 }))).toBeNull();
    expect(judgePlatformGap(facts({ reachableMs: 4 * hour }))).toEqual({
      state: 'filled',
      evidence: 'repeats',
    });
  });

  test('waits for an hour of being reachable, however short it was', () => {
    expect(judgePlatformGap(facts({ lastedMs: 5_000, reachableMs: hour - 1 }))).toBeNull();
    expect(judgePlatformGap(facts({ lastedMs: 5_000, reachableMs: hour }))?.state).toBe('filled');
  });

  test('that is longer than Meta repeats is never filled', () => {
    const long = { lastedMs: 8 * day, endedMs: 7 * day, reachableMs: 7 * day };
    expect(judgePlatformGap(facts(long))).toEqual({ state: 'lost', evidence: 'none' });
    expect(judgePlatformGap(facts({ ...long, messages: 3 }))).toEqual({
      state: 'partly',
      evidence: 'messages',
    });
  });

  test('after which the line was hardly reachable is not filled when the repeats have ended', () => {
    const cut = { lastedMs: 2 * day, endedMs: 7 * day, reachableMs: 3 * day };
    expect(judgePlatformGap(facts({ ...cut, endedMs: 7 * day - 1 }))).toBeNull();
    expect(judgePlatformGap(facts(cut))).toEqual({ state: 'lost', evidence: 'none' });
  });

  test('in which no notice was on record is not repeated, for what came was taken', () => {
    expect(judgePlatformGap(facts({ causes: ['not-running', 'no-notice'] }))?.state).toBe('lost');
  });
});
