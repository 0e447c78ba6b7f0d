import { expect, test } from 'vitest';
import { dateReadings } from './date-order.ts';

test('a date that could be read both ways is shown both ways, the likely one first', () => {
  expect(dateReadings('2024-04-03T09:05:00', 'dmy')).toEqual([
    { order: 'dmy', date: '2024-04-03' },
    { order: 'mdy', date: '2024-03-04' },
  ]);
});

test('a date that makes sense in one way only has one reading', () => {
  expect(dateReadings('2024-04-13T09:05:00', 'dmy')).toEqual([{ order: 'dmy', date: '2024-04-13' }]);
  expect(dateReadings('2024-04-03T09:05:00', 'ymd')).toHaveLength(1);
});

test('the third of March reads the same both ways', () => {
  expect(dateReadings('2024-03-03T09:05:00', 'mdy')).toHaveLength(1);
});
