import { expect, it } from 'vitest';
import { ZonedClock } from './zone.ts';

function utc(zone: string, ...locals: string[]): string[] {
  const clock = new ZonedClock(zone);
  return locals.map((local) => new Date(clock.toUtc(Date.parse(`${local}Z`))).toISOString().slice(0, 16));
}

it('takes the offset that the zone had at that time', () => {
  expect(utc('America/Mexico_City', '2021-07-01T12:00', '2023-07-01T12:00')).toEqual([
    '2021-07-01T17:00',
    '2023-07-01T18:00',
  ]);
  expect(utc('Asia/Kathmandu', '2024-01-01T00:00')).toEqual(['2023-12-31T18:15']);
});

it('counts a time that the change of the clocks skipped from before the change', () => {
  expect(utc('Europe/Madrid', '2024-03-31T01:59', '2024-03-31T02:30', '2024-03-31T03:00')).toEqual([
    '2024-03-31T00:59',
    '2024-03-31T01:30',
    '2024-03-31T01:00',
  ]);
});

it('tells the two passes of an hour that occurs twice apart by the order of the messages', () => {
  expect(
    utc(
      'Europe/Madrid',
      '2024-10-27T02:10',
      '2024-10-27T02:50',
      '2024-10-27T02:49',
      '2024-10-27T02:05',
      '2024-10-27T03:01',
    ),
  ).toEqual([
    '2024-10-27T00:10',
    '2024-10-27T00:50',
    '2024-10-27T00:49',
    '2024-10-27T01:05',
    '2024-10-27T02:01',
  ]);
});

it('agrees with the platform for every quarter of an hour of a year', () => {
  const zone = 'America/Sao_Paulo';
  const clock = new ZonedClock(zone);
  const format = new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  for (let quarter = 0; quarter < 366 * 96; quarter++) {
    const instant = Date.UTC(2018, 5, 1) + quarter * 900_000;
    const local = Date.parse(`${format.format(instant).replace(' ', 'T')}Z`);
    expect(clock.toUtc(local)).toBe(instant);
  }
});

it('refuses a zone that does not exist', () => {
  expect(() => new ZonedClock('Europe/Atlantis')).toThrow(
    expect.objectContaining({ code: 'invalid-request' }),
  );
});
