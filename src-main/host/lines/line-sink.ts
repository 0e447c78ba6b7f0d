import type { Archive } from '#host/archive/archive.ts';
import type { CaptureDesk, CaptureResult } from '#host/archive/capture.ts';
import { getLine, type Line } from '#host/archive/lines.ts';
import type { CaptureSink, ConnectorStateChange } from '#host/connectors/connector.ts';
import type { CoverageDesk } from '#host/coverage/coverage-desk.ts';
import type { EventCollector } from '#host/events.ts';
import { AtalayaError } from '#shared/errors.ts';
import type { CapturedRecord } from '#shared/model/capture.ts';

export interface LineSinkOptions {
  readonly archive: Archive;
  readonly capture: CaptureDesk;
  readonly coverage: CoverageDesk;
  readonly events: EventCollector;
  readonly onCommitted: (line: Line, records: readonly CapturedRecord[], result: CaptureResult) => void;
  /** A line's notice has ended meanwhile: nothing of what came was stored. */
  readonly onNoticeEnded: (lineId: number) => void;
}

/** Makes the sinks in which the connectors of lines leave what they capture. */
export function createLineSinks(options: LineSinkOptions): (lineId: number) => CaptureSink {
  const { archive, capture, coverage, events, onCommitted, onNoticeEnded } = options;

  function commit(
    lineId: number,
    records: readonly CapturedRecord[],
    state: readonly ConnectorStateChange[] | undefined,
  ): CaptureResult {
    try {
      const provenAt = coverage.onCommit(lineId);
      return capture.commit({ lineId, live: true, provenAt }, records, state);
    } catch (error) {
      if (error instanceof AtalayaError && error.code === 'notice-missing') {
        queueMicrotask(() => onNoticeEnded(lineId));
      }
      throw error;
    }
  }

  return (lineId) => ({
    commit(captured, state) {
      const { employee } = getLine(archive.reader, lineId);
      const records = captured.map((record) => signed(record, employee));
      const result = commit(lineId, records, state);
      onCommitted(getLine(archive.reader, lineId), records, result);
      return result.committed;
    },
    completeAttachment(of, file, state) {
      const conversationId = capture.completeAttachment(lineId, of, file, state);
      if (conversationId !== null) events.emit({ type: 'inbox.changed', conversationIds: [conversationId] });
    },
  });
}

/** What the line itself wrote or did was done by the employee whose line it was at that moment. */
export function signed(record: CapturedRecord, employee: string): CapturedRecord {
  if (record.type === 'person') return record;
  const sender = { key: `employee ${employee}`, name: employee };
  if (record.type === 'members') {
    const members = record.members.map((each) => (each.person.own ? { ...each, person: sender } : each));
    return { ...record, members };
  }
  const isOwn = record.type === 'message' ? record.direction === 'outgoing' : record.sender?.own;
  return isOwn ? { ...record, sender } : record;
}
