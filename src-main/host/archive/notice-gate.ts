import { AtalayaError } from '#shared/errors.ts';
import type { CapturedRecord } from '#shared/model/capture.ts';
import type { Reader } from './database.ts';
import { readGate } from './notices.ts';

/** The beginning of the second that a moment is in. */
export function wholeSecond(at: number): number {
  return at - (at % 1000);
}

/**
 * The gate that everything captured passes within its own transaction: nothing of a line without a notice in force,
 * and nothing that was sent before the notice unless the employee was told that earlier messages are kept. Error:
 * `notice-missing` when the line has records to leave and the gate is closed. WhatsApp's times are whole seconds; the
 * second of the notice itself counts as after it.
 */
export function openGate(
  reader: Reader,
  lineId: number,
  hasRecords: boolean,
  now: number,
): (record: CapturedRecord) => boolean {
  if (!hasRecords) return () => false;
  const { from } = readGate(reader, lineId, now);
  if (from === null) {
    const line = reader.sql<{ name: string }>('select name from lines where id = ?').get(lineId);
    throw new AtalayaError('notice-missing', { line: line?.name ?? '' });
  }
  const since = wholeSecond(from);
  return (record) => (record.type === 'message' ? record.sentAt : record.at) >= since;
}
