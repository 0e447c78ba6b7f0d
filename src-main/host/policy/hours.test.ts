import { expect, it } from 'vitest';
import { openHours } from './hours.ts';

const hours = { days: [1, 2, 3, 4, 5], from: '08:30', to: '19:00', holidays: ['2026-12-25'] };

it.each([
  ['2026-11-25T14:29:00Z', true, 'a minute before they begin'],
  ['2026-11-25T14:30:00Z', false, 'when they begin'],
  ['2026-11-26T00:59:00Z', false, 'a minute before they end'],
  ['2026-11-26T01:00:00Z', true, 'when they end'],
  ['2026-11-28T18:00:00Z', true, 'on a Saturday'],
  ['2026-12-25T18:00:00Z', true, 'on a holiday'],
])('%s in Mexico City is outside business hours: %s, %s', (time, expected) => {
  expect(openHours('America/Mexico_City')(hours, Date.parse(time))).toBe(expected);
});

it('follows the clock when it is put forward', () => {
  const isOutside = openHours('America/Santiago');
  expect(isOutside(hours, Date.parse('2026-09-04T12:15:00Z'))).toBe(true);
  expect(isOutside(hours, Date.parse('2026-09-07T12:15:00Z'))).toBe(false);
});
