import { expect, it } from 'vitest';
import { capturedMessage, openTestArchive } from '../../../tests/helpers/archive.ts';
import { turnCoverage } from '../archive/coverage.ts';
import { addGapOutcome } from '../archive/gaps.ts';
import { readPage, type Place } from '../archive/messages.ts';
import { threadGaps } from './thread-gaps.ts';

const hour = 3_600_000;
const noon = Date.UTC(2026, 10, 2, 12);

/** A line that was captured from noon on but for some hours, with messages of one conversation at other hours. */
function openThread(gaps: readonly (readonly [from: number, to: number | null])[], hours: readonly number[]) {
  const { archive, lineId } = openTestArchive();
  const { reader, writer } = archive;
  turnCoverage(writer, lineId, null, noon, noon);
  for (const [from, to] of gaps) {
    turnCoverage(writer, lineId, 'network', noon + from * hour, noon);
    if (to !== null) turnCoverage(writer, lineId, null, noon + to * hour, noon);
  }
  archive
    .captureDesk(() => [])
    .commit(
      { lineId, live: true },
      hours.map((after) => capturedMessage({ sentAt: noon + after * hour })),
    );
  const now = noon + 100 * hour;
  const gapsOf = (place: Place, limit: number) => {
    const page = readPage(reader, 1, place, limit);
    return threadGaps(reader, 1, place, page, now).map(({ from, to, messages }) => ({
      from: (from - noon) / hour,
      to: to === null ? null : (to - noon) / hour,
      messages,
    }));
  };
  return { writer, lineId, gapsOf, firstId: readPage(reader, 1, { after: 0 }, 1).messages[0]?.id ?? 0 };
}

it('tells the gaps between the first message of a conversation and now, with what came of them', () => {
  const { gapsOf } = openThread(
    [
      [1, 2],
      [4, 6],
      [8, null],
    ],
    [3, 5, 7],
  );
  expect(gapsOf('newest', 10)).toEqual([
    { from: 4, to: 6, messages: 1 },
    { from: 8, to: null, messages: 0 },
  ]);
});

it('tells a gap between two pages with either of them', () => {
  const { gapsOf, firstId } = openThread([[4, 6]], [3, 7]);
  expect(gapsOf('newest', 1)).toEqual([{ from: 4, to: 6, messages: 0 }]);
  expect(gapsOf({ after: 0 }, 1)).toEqual([{ from: 4, to: 6, messages: 0 }]);
  expect(gapsOf({ around: firstId }, 2)).toEqual([{ from: 4, to: 6, messages: 0 }]);
});

it('tells what happened after the last message that a reader has, also when none came since', () => {
  const { gapsOf, firstId } = openThread([[4, null]], [3]);
  expect(gapsOf({ after: firstId }, 10)).toEqual([{ from: 4, to: null, messages: 0 }]);
});

it('leaves out a moment that was made good, and not one that was not', () => {
  const { writer, gapsOf } = openThread([[4, 4.01]], [3, 7]);
  expect(gapsOf('newest', 10)).toHaveLength(1);
  const nothing = { messages: 0, conversations: 0, unreadable: 0, first_at: null, last_at: null };
  const outcome = { state: 'filled', evidence: 'replay', announced: 0, arrived: 0, ...nothing } as const;
  addGapOutcome(writer, 2, outcome, noon);
  expect(gapsOf('newest', 10)).toEqual([]);
});
