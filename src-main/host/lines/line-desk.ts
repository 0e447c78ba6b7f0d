import type { Archive } from '#host/archive/archive.ts';
import type { CaptureDesk, CaptureResult } from '#host/archive/capture.ts';
import {
  addLine,
  getLine,
  listLines,
  setCapture,
  updateLine,
  type Line,
  type LineDetails,
  type LineWithTotals,
  type NewLine,
} from '#host/archive/lines.ts';
import { readGate } from '#host/archive/notices.ts';
import type { LinkMethod, LineFiles } from '#host/connectors/whatsapp-linked/linked-device.ts';
import type { CoverageDesk } from '#host/coverage/coverage-desk.ts';
import type { EventCollector } from '#host/events.ts';
import type { Log } from '#host/log.ts';
import type { LineView } from '#shared/contract/lines.ts';
import { AtalayaError } from '#shared/errors.ts';
import type { CapturedRecord } from '#shared/model/capture.ts';
import { createCloudDesk, type CloudDesk } from './cloud-desk.ts';
import { createLineSinks, signed } from './line-sink.ts';
import { stateView, type LineStatus } from './line-view.ts';
import { createLinkedDesk } from './linked-desk.ts';
import { refetchLinked, type PrepareRefetch } from './missing-files.ts';

/** What a desk tells whoever runs it, beside the events for windows. */
export interface LineObserver {
  onStatus?(line: Line, status: LineStatus): void;
  onCommitted?(line: Line, records: readonly CapturedRecord[], result: CaptureResult): void;
}

export interface LineDeskOptions {
  readonly archive: Archive;
  readonly capture: CaptureDesk;
  readonly coverage: CoverageDesk;
  readonly events: EventCollector;
  readonly log: Log;
  readonly now: () => number;
  /** Server for lines that name none: a loopback address, for tests and the demo; null is WhatsApp's own. */
  readonly serverUrl: string | null;
  readonly observer?: LineObserver;
  /** A number in [0, 1) for the jitter of waiting times. */
  readonly random?: () => number;
}

/** The register of lines with their connectors. */
export interface LineDesk {
  /** The lines on the Business Platform. */
  readonly cloud: CloudDesk;
  list(): LineView[];
  add(details: NewLine, serverUrl?: string | null): number;
  /** Another employee's line is not captured before that employee's notice; `samePerson` only corrects the name. */
  update(id: number, details: LineDetails, samePerson?: boolean): Promise<void>;
  /** Stops or resumes capture as the notices on record say now. */
  followNotice(id: number): Promise<void>;
  /** Errors: `not-found`, `notice-missing`. */
  requireNotice(id: number): void;
  /**
   * Shows QRs (unless it says codes) in the line's state until the phone has taken one, instead of what was shown before. Errors:
   * `not-found`, `notice-missing`, those of `LinkedDevice.link`.
   */
  link(id: number, method?: LinkMethod): Promise<void>;
  cancelLink(id: number): void;
  /** Connects at once a line that waits to try again. Errors: `not-found`, `notice-missing`, `line-not-linked`. */
  reconnect(id: number): void;
  /** Pauses or resumes capture. Errors: `not-found`, `notice-missing`, `line-not-linked`. */
  setCapture(id: number, running: boolean): Promise<void>;
  /** The way to a line's missing files. Errors: `not-found`, `notice-missing`, `line-not-linked`. */
  refetch(id: number): PrepareRefetch;
  /** Tries again what of a line's history could not be read. Errors: `not-found`, `notice-missing`, `line-not-linked`. */
  retryHistory(id: number): void;
  /** Why a line fetches no files at the moment. */
  mediaPause(id: number): LineFiles['pause'];
  /** Connects every linked line that has its notice and is not paused. */
  startAll(): void;
  close(): Promise<void>;
}

/** Opens the desk over an archive; nothing connects before `startAll` or `link`. */
export function createLineDesk(options: LineDeskOptions): LineDesk {
  const { archive, capture, coverage, events, log, now, serverUrl, observer, random = Math.random } = options;
  const sinkOf = createLineSinks({
    archive,
    capture,
    coverage,
    events,
    onCommitted: announce,
    onNoticeEnded: (lineId) => void stopWithoutNotice(lineId),
  });
  const onStatus = (line: Line, status: LineStatus) => observer?.onStatus?.(line, status);
  const linked = createLinkedDesk({
    archive,
    coverage,
    events,
    log,
    now,
    serverUrl,
    random,
    sinkOf,
    onStatus,
  });
  const cloud = createCloudDesk({
    archive,
    capture,
    coverage,
    events,
    log,
    now,
    signed,
    sinkOf,
    standing: (line) => (hasNotice(line) ? (line.capture === 0 ? 'paused' : 'captured') : 'no-notice'),
    onDelivered: ({ line, records, result }) => announce(line, records, result),
    onStatus,
  });

  /** Tells who follows the archive what was committed. */
  function announce(line: Line, records: readonly CapturedRecord[], result: CaptureResult): void {
    if (result.conversationIds.length > 0) {
      events.emit({ type: 'inbox.changed', conversationIds: result.conversationIds });
    }
    if (result.flags > 0) events.emit({ type: 'review.changed' });
    if (result.contactsChanged) events.emit({ type: 'contacts.changed' });
    observer?.onCommitted?.(line, records, result);
  }

  const hasNotice = (line: Line): boolean => readGate(archive.reader, line.id, now()).from !== null;

  function resume(line: Line): void {
    const isRunning = line.connector !== 'cloud-api' && line.capture === 1 && hasNotice(line);
    if (isRunning) linked.resume(line);
    else linked.clearUp(line);
  }

  function requireNotice(id: number): Line {
    const line = getLine(archive.reader, id);
    if (!hasNotice(line)) throw new AtalayaError('notice-missing', { line: line.name });
    return line;
  }

  async function followNotice(id: number): Promise<void> {
    const line = getLine(archive.reader, id);
    if (hasNotice(line)) {
      resume(line);
      await cloud.refresh();
    } else await stopWithoutNotice(id);
    events.emit({ type: 'lines.changed' });
  }

  async function stopWithoutNotice(id: number): Promise<void> {
    coverage.onStopped(id, 'no-notice');
    await stop(id);
  }

  async function stop(id: number): Promise<void> {
    await cloud.refresh();
    await linked.stop(id);
  }

  function noticeOf(line: Line): Pick<LineView, 'noticeOn' | 'notice'> {
    const { state, until, from, record } = readGate(archive.reader, line.id, now());
    const noticeOn = record === null || from === null ? null : record.given_on;
    return { noticeOn, notice: { state, until, earlier: from === 0 } };
  }

  function toView(line: LineWithTotals): LineView {
    const { status, since, linkProblem, device } =
      line.connector === 'cloud-api'
        ? { ...cloud.status(line), linkProblem: null, device: null }
        : linked.look(line);
    return {
      id: line.id,
      name: line.name,
      employee: line.employee,
      team: line.team,
      ...noticeOf(line),
      phone: line.phone,
      connector: line.connector,
      since: status.state === 'unlinked' ? null : since,
      ...stateView(status, linkProblem),
      messages: line.messages,
      lastMessageAt: line.last_at,
      history: device?.history.progress ?? null,
    };
  }

  return {
    cloud,
    list: () => listLines(archive.reader).map(toView),
    add(details, serverUrl = null) {
      const id = addLine(archive.writer, details, serverUrl, now());
      events.emit({ type: 'lines.changed' });
      return id;
    },
    async update(id, details, samePerson = false) {
      updateLine(archive.writer, id, details, samePerson, now());
      await followNotice(id);
    },
    followNotice,
    requireNotice,
    async link(id, method = { type: 'qr' }) {
      await linked.link(requireNotice(id), method);
    },
    cancelLink: (id) => linked.cancelLink(id),
    reconnect: (id) => linked.start(requireNotice(id)),
    async setCapture(id, running) {
      if (!running) {
        setCapture(archive.writer, id, false, now());
        coverage.onStopped(id, 'paused');
        await stop(id);
        return;
      }
      const line = requireNotice(id);
      if (line.connector !== 'cloud-api') linked.start(line);
      setCapture(archive.writer, id, true, now());
      await cloud.refresh();
    },
    refetch(id) {
      const line = requireNotice(id);
      return line.connector === 'cloud-api' ? cloud.refetch(id) : refetchLinked(linked.deviceOf(line).files);
    },
    retryHistory: (id) => linked.deviceOf(requireNotice(id)).history.retry(),
    mediaPause: (id) => linked.look(getLine(archive.reader, id)).device?.files.pause ?? null,
    startAll() {
      void cloud.refresh();
      for (const line of listLines(archive.reader)) resume(line);
    },
    async close() {
      await Promise.all([cloud.close(), linked.close()]);
    },
  };
}
