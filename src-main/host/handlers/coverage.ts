import { listGaps } from '#host/archive/gaps.ts';
import { getLine } from '#host/archive/lines.ts';
import { readSettings } from '#host/archive/settings.ts';
import { linesInNeed } from '#host/coverage/attention.ts';
import { coverageCalendar, daysBetween } from '#host/coverage/calendar.ts';
import { summariseCoverage } from '#host/coverage/summary.ts';
import { toGapView } from '#host/coverage/gap-view.ts';
import type { coverageContract } from '#shared/contract/coverage.ts';
import type { Handlers } from '#shared/rpc/server.ts';
import type { HostContext } from './context.ts';

export function coverageHandlers({ session, lines, now }: HostContext): Handlers<typeof coverageContract> {
  const readerFor = (lineId: number) => {
    const { reader } = session().archive;
    getLine(reader, lineId);
    return reader;
  };
  return {
    'coverage.attention': () => {
      const own = lines();
      const inNeed = linesInNeed(session().archive.reader, now());
      return { lines: inNeed.filter(({ lineId }) => own?.includes(lineId) ?? true) };
    },
    'coverage.summary': ({ lineId }) => summariseCoverage(readerFor(lineId), lineId, now()),
    'coverage.calendar': ({ lineId, from, to }) => {
      const reader = readerFor(lineId);
      return {
        days: coverageCalendar(reader, lineId, daysBetween(from, to, readSettings(reader).zone), now()),
      };
    },
    'coverage.gaps': ({ lineId, minor, cursor, limit }) => {
      const before = cursor === null ? null : Number(cursor);
      const gaps = listGaps(readerFor(lineId), lineId, { before, limit, minor });
      const last = gaps.at(-1);
      return {
        gaps: gaps.map(toGapView),
        next: gaps.length < limit || last === undefined ? null : String(last.id),
      };
    },
  };
}
