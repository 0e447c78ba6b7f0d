import { expect, it } from 'vitest';
import { openTestArchive } from '../../../tests/helpers/archive.ts';
import { turnCoverage } from '../archive/coverage.ts';
import type { GapCause } from '#shared/model/coverage.ts';
import { businessMs, linesInNeed } from './attention.ts';

const minute = 60_000;
const hour = 60 * minute;
/** A Monday, 10 h. */
const monday = Date.UTC(2026, 10, 2, 10);

function needAfter(cause: GapCause, ms: number) {
  const { archive, lineId } = openTestArchive();
  turnCoverage(archive.writer, lineId, null, monday - hour, monday);
  turnCoverage(archive.writer, lineId, cause, monday, monday);
  return linesInNeed(archive.reader, monday + ms).map(({ reason, since }) => [reason, since]);
}

it('calls for a person at once where only a person can help', () => {
  for (const cause of ['logged-out', 'replaced', 'banned', 'failed', 'disk-full', 'quiet'] as const)
    expect(needAfter(cause, minute)).toEqual([[cause, monday]]);
});

it('calls for a person when a line stays cut off in business hours, and not before', () => {
  expect(needAfter('network', 10 * minute)).toEqual([]);
  expect(needAfter('network', 20 * minute)).toEqual([['cut-off', monday]]);
});

it('does not call for anybody over what a person has decided', () => {
  expect(needAfter('paused', 48 * hour)).toEqual([]);
});

it('counts business hours in the zone of the workspace, without Sundays', () => {
  expect(businessMs(monday - 12 * hour, monday - 3 * hour, 'UTC')).toBe(0);
  expect(businessMs(monday, monday + 20 * minute, 'America/Mexico_City')).toBe(0);
  expect(businessMs(monday - 2 * hour - 10 * minute, monday - 2 * hour + 5 * minute, 'UTC')).toBe(5 * minute);
  const sunday = monday - 24 * hour;
  expect(businessMs(sunday - 2 * hour, sunday + 9 * hour, 'UTC')).toBe(0);
});
