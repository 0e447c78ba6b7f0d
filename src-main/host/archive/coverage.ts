import type { GapCause } from '#shared/model/coverage.ts';
import type { Reader, Writer } from './database.ts';
import { appendToLedger } from './ledger.ts';

/** A time in which a line was captured or, with a cause, was not. UTC milliseconds. */
export interface CoverageSpan {
  readonly id: number;
  readonly line_id: number;
  /** The first span of the run of spans without capture that it belongs to; null where it was captured. */
  readonly gap_id: number | null;
  readonly cause: GapCause | null;
  readonly started_at: number;
  /** null while it lasts. */
  readonly ended_at: number | null;
  /** Up to when it is known to have lasted, should the program end without a trace. */
  readonly proven_at: number;
}

const columns = 'id, line_id, gap_id, cause, started_at, ended_at, proven_at';

/** The span that a line is in; none before it was first linked. */
export function readOpenSpan(reader: Reader, lineId: number): CoverageSpan | undefined {
  return reader
    .sql<CoverageSpan>(`select ${columns} from coverage_spans where line_id = ? and ended_at is null`)
    .get(lineId);
}

/** The spans of all lines that are in one. */
export function listOpenSpans(reader: Reader): CoverageSpan[] {
  return reader.sql<CoverageSpan>(`select ${columns} from coverage_spans where ended_at is null`).all();
}

/** A line's spans that reach into a time, oldest first. */
export function readSpans(reader: Reader, lineId: number, from: number, to: number): CoverageSpan[] {
  return reader
    .sql<CoverageSpan>(
      `select ${columns} from coverage_spans where line_id = ? and ended_at > ? and started_at < ?
      union all
      select ${columns} from coverage_spans where line_id = ? and ended_at is null and started_at < ?
      order by id`,
    )
    .all(lineId, from, to, lineId, to);
}

/** When a line's coverage begins: when it was first linked. */
export function readCoverageStart(reader: Reader, lineId: number): number | null {
  return (
    reader
      .sql<{ at: number | null }>('select min(started_at) as at from coverage_spans where line_id = ?')
      .get(lineId)?.at ?? null
  );
}

/** When the run of spans without capture began that a gap is. */
export function readGapStart(reader: Reader, gapId: number): number {
  const first = reader
    .sql<{ started_at: number }>('select started_at from coverage_spans where id = ?')
    .get(gapId);
  return first?.started_at ?? 0;
}

/**
 * From `at` on a line is captured, or not for a cause. What it was before ends there, or where it began when the
 * clock was set back before that. The first time it makes the beginning of the line's coverage.
 */
export function turnCoverage(
  writer: Writer,
  lineId: number,
  cause: GapCause | null,
  at: number,
  now: number,
): CoverageSpan {
  return writer.transaction(() => {
    const before = readOpenSpan(writer, lineId);
    const start = before === undefined ? at : Math.max(at, before.started_at);
    if (before !== undefined) {
      writer
        .sql('update coverage_spans set ended_at = ?, proven_at = ? where id = ?')
        .run(start, start, before.id);
      record(writer, before.id, now);
    }
    const newest = writer.sql<{ id: number }>('select ifnull(max(id), 0) as id from coverage_spans').get();
    const id = (newest?.id ?? 0) + 1;
    const span: CoverageSpan = {
      id,
      line_id: lineId,
      gap_id: cause === null ? null : (before?.gap_id ?? id),
      cause,
      started_at: start,
      ended_at: null,
      proven_at: start,
    };
    writer
      .sql(`insert into coverage_spans (${columns}) values (?, ?, ?, ?, ?, null, ?)`)
      .run(id, lineId, span.gap_id, cause, start, start);
    record(writer, id, now);
    return span;
  });
}

/** Notes that a line's present span lasted until `at`; inside a transaction or not. */
export function proveCoverage(writer: Writer, lineId: number, at: number): void {
  writer
    .sql('update coverage_spans set proven_at = max(proven_at, ?) where line_id = ? and ended_at is null')
    .run(at, lineId);
}

function record(writer: Writer, id: number, now: number): void {
  appendToLedger(writer, [{ at: now, kind: 'coverage', subject: id }]);
}
