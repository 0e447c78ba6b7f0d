import { AtalayaError } from '#shared/errors.ts';
import type { NoticeState, NoticeWay } from '#shared/model/line-notice.ts';
import type { Language } from '#shared/model/workspace.ts';
import type { Reader, Writer } from './database.ts';
import { appendToLedger } from './ledger.ts';

/** What is on record about one notice, as stored; never changed afterwards. */
export interface NoticeRow {
  readonly id: number;
  readonly line_id: number;
  readonly tenure: number;
  /** As the name was written then. */
  readonly employee: string;
  readonly how: NoticeWay;
  readonly given_on: string | null;
  /** From when on messages may be kept, UTC milliseconds. */
  readonly given_at: number;
  /** 1 when the employee was told that earlier messages are kept as well. */
  readonly includes_earlier: number;
  readonly language: Language | null;
  readonly text_id: number | null;
  /** The exact text that was accepted, and its SHA-256. */
  readonly words: string | null;
  readonly sha256: string | null;
  readonly signed_name: string | null;
  readonly witness: string | null;
  readonly file_sha256: string | null;
  readonly file_name: string | null;
  readonly file_mime: string | null;
  readonly file_size: number | null;
  readonly reason: string | null;
  readonly recorded_by: string | null;
  readonly recorded_at: number;
}

/** What a record says beside whose it is and when it was made. */
export type NoticeDetails = Pick<NoticeRow, 'how' | 'given_at'> &
  Partial<Omit<NoticeRow, 'id' | 'line_id' | 'tenure' | 'employee' | 'recorded_at'>>;

/** Whether a line may be captured, and from which message on. */
export interface NoticeGate {
  readonly state: NoticeState;
  /** Messages sent before that are not kept; null while nothing is. */
  readonly from: number | null;
  /** When capture ends unless the employee accepts the changed text. */
  readonly until: number | null;
  /** The record in force. */
  readonly record: NoticeRow | null;
}

const halfDay = 43_200_000;
const columns = [
  'how',
  'given_on',
  'given_at',
  'includes_earlier',
  'language',
  'text_id',
  'words',
  'sha256',
  'signed_name',
  'witness',
  'file_sha256',
  'file_name',
  'file_mime',
  'file_size',
  'reason',
  'recorded_by',
] as const satisfies readonly (keyof NoticeRow)[];

/**
 * From when on a notice counts of which only the day is known: from the end of that day, wherever on earth it was, or
 * from now. Error: `invalid-request` for a day that has not come anywhere yet.
 */
export function momentOfDay(date: string, now: number): number {
  const day = Date.parse(date);
  if (Number.isNaN(day) || day - halfDay > now) throw new AtalayaError('invalid-request', { field: 'date' });
  return Math.min(now, day + 3 * halfDay);
}

/** Adds a record about whoever has the line now. Error: `not-found`. */
export function recordNotice(writer: Writer, lineId: number, details: NoticeDetails, now: number): number {
  return writer.transaction(() => {
    const holder = writer
      .sql<{ employee: string; tenure: number }>('select employee, tenure from lines where id = ?')
      .get(lineId);
    if (holder === undefined) throw new AtalayaError('not-found');
    const row = { ...nothingSaid, ...details, ...holder, line_id: lineId, recorded_at: now };
    const { lastInsertRowid } = writer
      .sql(
        `insert into notices (line_id, tenure, employee, recorded_at, ${columns.join(', ')})
        values (?, ?, ?, ?, ${columns.map(() => '?').join(', ')})`,
      )
      .run(lineId, row.tenure, row.employee, now, ...columns.map((name) => row[name]));
    const id = Number(lastInsertRowid);
    appendToLedger(writer, [{ at: now, kind: 'notice', subject: id }]);
    return id;
  });
}

const nothingSaid: Omit<
  NoticeRow,
  'id' | 'line_id' | 'tenure' | 'employee' | 'how' | 'given_at' | 'recorded_at'
> = {
  given_on: null,
  includes_earlier: 0,
  language: null,
  text_id: null,
  words: null,
  sha256: null,
  signed_name: null,
  witness: null,
  file_sha256: null,
  file_name: null,
  file_mime: null,
  file_size: null,
  reason: null,
  recorded_by: null,
};

/** Everything on record about a line, also of those who had it before; the newest first. */
export function listNotices(reader: Reader, lineId: number): NoticeRow[] {
  return reader.sql<NoticeRow>('select * from notices where line_id = ? order by id desc').all(lineId);
}

/** What is on record now: of whoever has the line, since the last withdrawal; the newest first. */
function inForce(reader: Reader, lineId: number): NoticeRow[] {
  return reader
    .sql<NoticeRow>(
      `select n.* from notices n join lines l on l.id = n.line_id and l.tenure = n.tenure
      where n.line_id = ? and n.id > (select ifnull(max(w.id), 0) from notices w
        where w.line_id = l.id and w.tenure = l.tenure and w.how = 'withdrawn')
      order by n.id desc`,
    )
    .all(lineId);
}

/** Until when an acceptance holds after the text has changed in substance; null while it does. */
function lapseOf(reader: Reader, record: NoticeRow): number | null {
  const row = reader
    .sql<{ until: number | null }>(
      `select min(t.until) as until from notice_texts t left join notice_texts own on own.id = ?
      where t.audience = 'employee' and t.material = 1 and t.language = ifnull(?, t.language)
        and iif(own.id is null, t.created_at > ?, t.version > own.version)`,
    )
    .get(record.text_id, record.language, record.given_at);
  return row?.until ?? null;
}

/** The lines whose employees have to accept anew once a text in a language changes in substance. */
export function linesUnderText(
  reader: Reader,
  language: Language,
  now: number,
): { id: number; name: string; employee: string }[] {
  return reader
    .sql<{ id: number; name: string; employee: string }>(
      'select id, name, employee from lines order by name collate nocase',
    )
    .all()
    .filter(({ id }) => {
      const { from, record } = readGate(reader, id, now);
      return from !== null && (record?.language ?? language) === language;
    });
}

/** Whether a line may be captured at this moment. */
export function readGate(reader: Reader, lineId: number, now: number): NoticeGate {
  const records = inForce(reader, lineId).filter((record) => record.given_at <= now);
  const [record] = records;
  if (record === undefined) return { state: 'missing', from: null, until: null, record: null };
  const until = lapseOf(reader, record);
  if (until !== null && until <= now) return { state: 'lapsed', from: null, until, record };
  const from = Math.min(...records.map((each) => (each.includes_earlier === 1 ? 0 : each.given_at)));
  return { state: until === null ? 'given' : 'due', from, until, record };
}
