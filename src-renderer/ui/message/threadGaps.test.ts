import { describe, expect, it } from 'vitest';
import type { ThreadGap } from '#shared/contract/coverage.ts';
import { message } from './messageSamples.ts';
import { mergeGaps, placeGaps } from './threadGaps.ts';
import { layOutThread } from './threadRows.ts';

const whole = { hasOlder: false, hasNewer: false };
const at = (sentAt: number) => message(sentAt, `at ${sentAt}`, { sentAt });
const gap = (from: number, to: number | null, change: Partial<ThreadGap> = {}): ThreadGap => ({
  id: from,
  cause: 'network',
  from,
  to,
  state: to === null ? 'open' : 'filled',
  messages: 0,
  ...change,
});

describe('the gaps of a thread', () => {
  it('stand where they began, before what was delivered of them afterwards', () => {
    const places = placeGaps([at(10), at(20), at(30)], [gap(12, 25)], whole);
    expect([...places.keys()]).toEqual([0]);
  });

  it('stand before everything when the conversation began within one', () => {
    expect([...placeGaps([at(10)], [gap(5, 15)], whole).keys()]).toEqual([-1]);
  });

  it('stand at the top of a window that begins within one, and wait for the messages before them otherwise', () => {
    const window = { hasOlder: true, hasNewer: false };
    expect(placeGaps([at(10)], [gap(5, 15)], window).has(-1)).toBe(true);
    expect(placeGaps([at(10)], [gap(5, 8)], window).size).toBe(0);
  });

  it('stand at the foot only when nothing newer is to come', () => {
    const gaps = [gap(15, null)];
    expect(placeGaps([at(10)], gaps, whole).get(0)).toMatchObject({ to: null, state: 'open' });
    expect(placeGaps([at(10)], gaps, { hasOlder: false, hasNewer: true }).size).toBe(0);
  });

  it('are told as one when there is no message between them, by the longest and the worst', () => {
    const gaps = [
      gap(12, 13, { state: 'lost', messages: 1 }),
      gap(14, 19, { cause: 'not-running', messages: 2 }),
      gap(22, 23),
    ];
    const places = placeGaps([at(10), at(20), at(30)], gaps, whole);
    expect(places.get(0)).toEqual({
      id: 12,
      count: 2,
      from: 12,
      to: 19,
      lengthMs: 6,
      cause: 'not-running',
      state: 'lost',
      messages: 3,
    });
    expect(places.get(1)).toMatchObject({ count: 1, from: 22 });
  });

  it('divide what one person wrote within a minute', () => {
    const messages = [at(1000), at(2000)];
    const [day] = layOutThread(messages, () => '', placeGaps(messages, [gap(1500, 1600)], whole));
    expect(day?.rows.map(({ startsGroup, endsGroup }) => [startsGroup, endsGroup])).toEqual([
      [true, true],
      [true, true],
    ]);
    expect(day?.rows[0]?.gapAfter).toMatchObject({ from: 1500 });
  });

  it('follow what a newer page tells of its time, and stay beyond it', () => {
    const known = [gap(5, 6), gap(15, null), gap(40, 41)];
    const told = mergeGaps(known, [gap(15, 18)], 10, 30);
    expect(told).toEqual([gap(5, 6), gap(15, 18), gap(40, 41)]);
    expect(mergeGaps(known, [], 10, 30)).toEqual([gap(5, 6), gap(40, 41)]);
  });
});
