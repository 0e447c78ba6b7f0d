import { expect, test } from 'vitest';
import { layOutMonths, monthEnd, monthStart, moved } from './months.ts';

test('a month is set in whole weeks that begin as the locale has it', () => {
  const [november] = layOutMonths('2026-11-15', 1, 'es-ES');
  expect(november?.date).toBe('2026-11-01');
  expect(november?.weeks[0]?.filter(({ isOfMonth }) => isOfMonth)).toEqual([
    { date: '2026-11-01', isOfMonth: true },
  ]);
  expect(november?.weeks[0]?.[0]).toEqual({ date: '2026-10-26', isOfMonth: false });
  expect(november?.weeks.at(-1)?.[0]?.date).toBe('2026-11-30');
  const [sundays] = layOutMonths('2026-11-15', 1, 'es-MX');
  expect(sundays?.weeks[0]?.[0]?.date).toBe('2026-11-01');
});

test('months follow one another over the turn of the year', () => {
  expect(layOutMonths('2026-12-01', 2, 'en-GB').map(({ date }) => date)).toEqual([
    '2026-12-01',
    '2027-01-01',
  ]);
  expect(monthStart('2026-01-31', -1)).toBe('2025-12-01');
  expect(monthEnd('2028-02-03')).toBe('2028-02-29');
  expect(moved('2026-12-31', { days: 1 })).toBe('2027-01-01');
});
