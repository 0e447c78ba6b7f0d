import { AtalayaError } from '#shared/errors.ts';
import type { ConnectorType } from '#shared/model/line.ts';
import type { Reader, Writer } from './database.ts';
import { appendToLedger } from './ledger.ts';
import { momentOfDay, recordNotice } from './notices.ts';

/** A phone number that the company owns, as the register has it. */
export interface Line {
  readonly id: number;
  readonly name: string;
  readonly employee: string;
  readonly team: string | null;
  /** Counts the employees who have had the line. */
  readonly tenure: number;
  readonly phone: string | null;
  readonly connector: ConnectorType;
  /** Where the line's server is, instead of WhatsApp's own: a loopback address, for tests and the demo. */
  readonly server_url: string | null;
  /** 0 when a person has paused capture. */
  readonly capture: number;
}

/** A line with what has been captured of it. */
export interface LineWithTotals extends Line {
  readonly messages: number;
  readonly last_at: number | null;
}

/** What a person enters about a line. */
export interface LineDetails {
  readonly name: string;
  readonly employee: string;
  readonly team: string | null;
}

/** A line to register, with the day of its employee's notice (ISO 8601) where that is all that is known of it. */
export interface NewLine extends LineDetails {
  readonly noticeOn: string | null;
}

const columns = `l.id, l.name, l.employee, l.team, l.tenure, l.phone, l.connector, l.server_url, l.capture`;

/** All lines by name. */
export function listLines(reader: Reader): LineWithTotals[] {
  return reader
    .sql<LineWithTotals>(
      `select ${columns},
        (select ifnull(sum(messages), 0) from conversations where line_id = l.id) as messages,
        (select m.sent_at from threads t join messages m on m.id = t.last_id
          where t.line_id = l.id order by t.last_id desc limit 1) as last_at
      from lines l order by l.name collate nocase`,
    )
    .all();
}

/** Names of those who have or had a line, by name. */
export function listEmployees(reader: Reader): string[] {
  return reader
    .sql<{ employee: string }>(
      'select employee from lines union select employee from notices order by employee collate nocase',
    )
    .all()
    .map(({ employee }) => employee);
}

/** One line. Error: `not-found`. */
export function getLine(reader: Reader, id: number): Line {
  const line = reader.sql<Line>(`select ${columns} from lines l where l.id = ?`).get(id);
  if (line === undefined) throw new AtalayaError('not-found');
  return line;
}

/** The line of that name, whatever its case. */
export function findLine(reader: Reader, name: string): Line | undefined {
  return reader.sql<Line>(`select ${columns} from lines l where l.name = ?`).get(name);
}

function refuseTwin(reader: Reader, name: string, id: number | null): void {
  const twin = findLine(reader, name);
  if (twin !== undefined && twin.id !== id) throw new AtalayaError('conflict', { name });
}

/** Puts a line into the register. Error: `conflict` when the name is taken. */
export function addLine(writer: Writer, details: NewLine, serverUrl: string | null, now: number): number {
  return writer.transaction(() => {
    refuseTwin(writer, details.name, null);
    const { lastInsertRowid } = writer
      .sql('insert into lines (name, employee, team, server_url, created_at) values (?, ?, ?, ?, ?)')
      .run(details.name, details.employee, details.team, serverUrl, now);
    const id = Number(lastInsertRowid);
    record(writer, id, now);
    if (details.noticeOn !== null) {
      const given_at = momentOfDay(details.noticeOn, now);
      recordNotice(writer, id, { how: 'told', given_on: details.noticeOn, given_at }, now);
    }
    return id;
  });
}

/**
 * Changes what a person entered. Another employee begins a new tenure, for which no notice is on record; with
 * `samePerson` only the name is corrected. Errors: `not-found`; `conflict` when the name is taken.
 */
export function updateLine(
  writer: Writer,
  id: number,
  details: LineDetails,
  samePerson: boolean,
  now: number,
): void {
  writer.transaction(() => {
    const before = getLine(writer, id);
    refuseTwin(writer, details.name, id);
    const tenure = before.tenure + Number(!samePerson && before.employee !== details.employee);
    writer
      .sql('update lines set name = ?, employee = ?, team = ?, tenure = ? where id = ?')
      .run(details.name, details.employee, details.team, tenure, id);
    record(writer, id, now);
  });
}

/** Pauses or resumes a line's capture. */
export function setCapture(writer: Writer, id: number, running: boolean, now: number): void {
  writer.transaction(() => {
    writer.sql('update lines set capture = ? where id = ?').run(Number(running), id);
    record(writer, id, now);
  });
}

/** Notes that a line is linked as a companion device, and its own number once that is known. */
export function setLinked(writer: Writer, id: number, phone: string | null, now: number): void {
  writer.transaction(() => {
    const { changes } = writer
      .sql(
        `update lines set connector = 'linked-device', phone = ifnull(?, phone)
        where id = ? and (connector <> 'linked-device' or phone is not ifnull(?, phone))`,
      )
      .run(phone, id, phone);
    if (changes > 0) record(writer, id, now);
  });
}

/** Notes that a line is on the Business Platform. */
export function setOnPlatform(writer: Writer, id: number, now: number): void {
  writer.sql(`update lines set connector = 'cloud-api' where id = ?`).run(id);
  record(writer, id, now);
}

/** Notes the number of a line, once it is known. */
export function setPhone(writer: Writer, id: number, phone: string, now: number): void {
  writer.transaction(() => {
    const { changes } = writer
      .sql('update lines set phone = ? where id = ? and phone is not ?')
      .run(phone, id, phone);
    if (changes > 0) record(writer, id, now);
  });
}

function record(writer: Writer, id: number, at: number): void {
  appendToLedger(writer, [{ at, kind: 'line', subject: id }]);
}
