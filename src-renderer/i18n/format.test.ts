import { describe, expect, it } from 'vitest';
import { createFormat, formattingLocale } from './format.ts';

const at = (iso: string) => Date.parse(iso);
const bogota = createFormat('es', 'America/Bogota', ['es-CO']);
const english = createFormat('en', 'UTC', []);
const now = at('2026-03-04T15:00:00Z');

describe('the locale of dates and numbers', () => {
  it('is the system’s variant of the interface’s language', () => {
    expect(formattingLocale('es', ['en-US', 'es-MX', 'es-AR'])).toBe('es-MX');
    expect(formattingLocale('pt-BR', ['pt-PT'])).toBe('pt-PT');
  });

  it('is Latin American Spanish, Brazilian Portuguese or international English without one', () => {
    expect(formattingLocale('es', ['en-US'])).toBe('es-419');
    expect(formattingLocale('pt-BR', [])).toBe('pt-BR');
    expect(formattingLocale('en', ['es-CO'])).toBe('en-GB');
  });
});

describe('times', () => {
  it('are those of the workspace’s zone, in 24 hours', () => {
    expect(bogota.time(at('2026-03-04T00:05:00Z'))).toBe('19:05');
    expect(bogota.isoDate(at('2026-03-04T00:05:00Z'))).toBe('2026-03-03');
    expect(english.time(at('2026-03-04T00:05:00Z'))).toBe('00:05');
  });

  it('in lists are as short as can be', () => {
    expect(english.brief(at('2026-03-04T09:00:00Z'), now)).toBe('09:00');
    expect(english.brief(at('2026-03-03T23:59:00Z'), now)).toBe('yesterday');
    expect(english.brief(at('2026-03-01T09:00:00Z'), now)).toBe('Sun');
    expect(english.brief(at('2026-01-15T09:00:00Z'), now)).toBe('15 Jan');
    expect(english.brief(at('2024-01-15T09:00:00Z'), now)).toBe('15/01/24');
  });

  it('as day dividers name near days and tell the year of others', () => {
    expect(bogota.day(now, now)).toBe('Hoy');
    expect(bogota.day(at('2026-03-03T15:00:00Z'), now)).toBe('Ayer');
    expect(english.day(at('2026-02-03T15:00:00Z'), now)).toMatch(/^Tuesday,? 3 February$/);
    expect(english.day(at('2024-02-03T15:00:00Z'), now)).toMatch(/^Saturday,? 3 February 2024$/);
  });

  it('count days by the zone’s calendar, not by hours', () => {
    expect(bogota.daysBetween(at('2026-03-04T05:30:00Z'), at('2026-03-04T04:30:00Z'))).toBe(1);
    expect(english.daysBetween(at('2026-03-04T05:30:00Z'), at('2026-03-04T04:30:00Z'))).toBe(0);
  });

  it('say how long ago in whole units', () => {
    expect(english.ago(now - 150_000, now)).toBe('2 min ago');
    expect(english.ago(now - 26 * 3_600_000, now)).toBe('1 day ago');
  });
});

describe('the beginning of a day', () => {
  it('is the zone’s own', () => {
    expect(bogota.startOfDay('2026-03-04')).toBe(at('2026-03-04T05:00:00Z'));
    expect(english.startOfDay('2026-03-04')).toBe(at('2026-03-04T00:00:00Z'));
  });

  it('moves by days of the calendar over the change of the clocks', () => {
    const newYork = createFormat('en', 'America/New_York', []);
    expect(newYork.startOfDay('2026-03-08', 1)).toBe(at('2026-03-09T04:00:00Z'));
  });

  it('is null for what is no date', () => {
    expect(bogota.startOfDay('')).toBeNull();
    expect(bogota.startOfDay('yesterday')).toBeNull();
  });
});

describe('sizes and lengths', () => {
  it('are rounded to what can be read', () => {
    expect(english.bytes(0)).toBe('0\u00a0B');
    expect(english.bytes(1_234_567)).toBe('1.2\u00a0MB');
    expect(bogota.number(1_234_567)).toBe('1.234.567');
  });

  it('of recordings have minutes and seconds', () => {
    expect(english.duration(7)).toBe('0:07');
    expect(english.duration(3723)).toBe('1:02:03');
  });
});

it('says a length of time in its largest whole unit', () => {
  expect([86_400, 43_200, 5].map(english.period)).toEqual(['1 day', '12 hours', '5 seconds']);
  expect(bogota.period(604_800)).toBe('7 días');
});

it('says how long something lasted in its two largest units', () => {
  expect(english.lapse(134 * 60_000)).toBe('2 hrs 14 mins');
  expect(english.lapse(25 * 3_600_000 + 60_000)).toBe('1 day 1 hr');
  expect([60_000, 12_400, 300].map(english.lapse)).toEqual(['1 min', '12 secs', '0 secs']);
});

it('says all only of all', () => {
  expect([1, 0.9999, 0.992].map(english.percent)).toEqual(['100%', '99.9%', '99.2%']);
});
