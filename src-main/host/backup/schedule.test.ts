import { expect, test } from 'vitest';
import { isDue } from './schedule.ts';
import { outdated } from './thinning.ts';

const at = (text: string): number => Date.parse(text);
const bogota = 'America/Bogota';
const daily = { type: 'daily', at: '20:00' } as const;

test('a daily backup is due at its time in the zone of the workspace, and not again before the next day', () => {
  const last = at('2026-03-03T20:00:30-05:00');
  expect(isDue(daily, last, at('2026-03-04T19:59:00-05:00'), bogota)).toBe(false);
  expect(isDue(daily, last, at('2026-03-04T20:00:00-05:00'), bogota)).toBe(true);
});

test('a backup that was missed is due at once', () => {
  expect(isDue(daily, at('2026-03-01T20:00:00-05:00'), at('2026-03-04T09:00:00-05:00'), bogota)).toBe(true);
  expect(
    isDue({ type: 'hours', every: 6 }, at('2026-03-04T01:00:00Z'), at('2026-03-04T06:59:00Z'), bogota),
  ).toBe(false);
  expect(
    isDue({ type: 'hours', every: 6 }, at('2026-03-04T01:00:00Z'), at('2026-03-04T07:00:00Z'), bogota),
  ).toBe(true);
  expect(isDue({ type: 'off' }, null, at('2026-03-04T07:00:00Z'), bogota)).toBe(false);
});

test('the newest three backups stay, and the newest of each of the last days that have one', () => {
  const newestFirst = [
    '20260304T100000Z',
    '20260304T090000Z',
    '20260304T080000Z',
    '20260304T070000Z',
    '20260303T200000Z',
    '20260303T100000Z',
    '20260228T100000Z',
    '20260201T100000Z',
  ];
  expect(outdated(newestFirst, 3)).toEqual(['20260304T070000Z', '20260303T100000Z', '20260201T100000Z']);
  expect(outdated(newestFirst.slice(5), 1)).toEqual([]);
});
