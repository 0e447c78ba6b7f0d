import { isDeepStrictEqual } from 'node:util';
import type { Archive } from '#host/archive/archive.ts';
import type { CaptureDesk, CaptureResult } from '#host/archive/capture.ts';
import { openConnectorState } from '#host/archive/connector-state.ts';
import {
  addLine,
  getLine,
  listLines,
  setCapture,
  setLinked,
  updateLine,
  type Line,
  type LineDetails,
  type LineWithTotals,
  type NewLine,
} from '#host/archive/lines.ts';
import type { CloudLineStatus } from '#host/connectors/whatsapp-cloud/contract.ts';
import { wholeSecond } from '#host/archive/notice-gate.ts';
import { readGate } from '#host/archive/notices.ts';
import type { CaptureSink, ConnectorStateChange, Screen } from '#host/connectors/connector.ts';
import {
  createLinkedDevice,
  type LinkedDevice,
  type LinkedDeviceStatus,
  type LinkMethod,
  type LineFiles,
} from '#host/connectors/whatsapp-linked/linked-device.ts';
import type { CoverageDesk } from '#host/coverage/coverage-desk.ts';
import type { EventCollector } from '#host/events.ts';
import type { Log } from '#host/log.ts';
import { watchSurroundings } from './surroundings.ts';
import type { LineView } from '#shared/contract/lines.ts';
import { AtalayaError } from '#shared/errors.ts';
import type { CapturedRecord } from '#shared/model/capture.ts';
import type { LineState } from '#shared/model/line.ts';
import { createCloudDesk, type CloudDesk } from './cloud-desk.ts';

/** Where a line's connector stands, whatever its kind. */
export type LineStatus = LinkedDeviceStatus | CloudLineStatus;

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
  /** The files of a line that is captured by a linked device; null for another. Errors: `not-found`, `notice-missing`. */
  files(id: number): LineFiles | null;
  /** Tries again what of a line's history could not be read. Errors: `not-found`, `notice-missing`, `line-not-linked`. */
  retryHistory(id: number): void;
  /** Why a line fetches no files at the moment. */
  mediaPause(id: number): LineFiles['pause'];
  /** Connects every linked line that has its notice and is not paused. */
  startAll(): void;
  close(): Promise<void>;
}

interface Entry {
  readonly device: LinkedDevice;
  status: LinkedDeviceStatus;
  since: number;
  linking: Attempt | null;
  /** Why the last attempt to link failed. */
  linkProblem: AtalayaError | null;
}

interface Attempt {
  readonly method: LinkMethod;
  readonly abort: () => void;
  readonly over: Promise<void>;
}

/** Opens the desk over an archive; nothing connects before `startAll` or `link`. */
export function createLineDesk(options: LineDeskOptions): LineDesk {
  const { archive, capture, coverage, events, log, now, observer, random = Math.random } = options;
  const entries = new Map<number, Entry>();
  const stopWatching = watchSurroundings(() => {
    for (const { device } of entries.values()) device.wake();
  });

  const cloud = createCloudDesk({
    archive,
    capture,
    events,
    log,
    now,
    signed,
    sinkOf,
    standing: (line) => (hasNotice(line) ? (line.capture === 0 ? 'paused' : 'captured') : 'no-notice'),
    onDelivered: ({ line, records, result }) => announce(line, records, result),
    onStatus: (line, status) => observer?.onStatus?.(line, status),
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

  function sinkOf(lineId: number): CaptureSink {
    return {
      commit(captured, state) {
        const { employee } = getLine(archive.reader, lineId);
        const records = captured.map((record) => signed(record, employee));
        const result = commit(lineId, records, state);
        announce(getLine(archive.reader, lineId), records, result);
        return result.committed;
      },
      completeAttachment(of, file, state) {
        const conversationId = capture.completeAttachment(lineId, of, file, state);
        if (conversationId !== null)
          events.emit({ type: 'inbox.changed', conversationIds: [conversationId] });
      },
    };
  }

  /** A line whose notice has ended meanwhile is stopped; nothing of it was stored. */
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
        queueMicrotask(() => void stopWithoutNotice(lineId));
      }
      throw error;
    }
  }

  const hasNotice = (line: Line): boolean => readGate(archive.reader, line.id, now()).from !== null;

  function resume(line: Line): void {
    if (line.connector === 'cloud-api' || line.capture === 0 || !hasNotice(line)) return;
    const { device } = entryOf(line);
    if (device.status.state !== 'linked') return;
    // The program may have ended between linking a device and noting it.
    if (line.connector !== 'linked-device') setLinked(archive.writer, line.id, device.phone);
    device.start();
  }

  function screenOf(lineId: number): Screen {
    const { exclusions } = archive;
    return {
      // Nothing is called too early while no notice is in force: the commit itself refuses it.
      from: () => wholeSecond(readGate(archive.reader, lineId, now()).from ?? 0),
      isActive: () => exclusions.any(lineId),
      leavesOut: (names) => exclusions.find(lineId, names) !== null,
      learn: (names) => exclusions.learn(lineId, names),
      count: () => exclusions.count(lineId),
    };
  }

  function entryOf(line: Line): Entry {
    const known = entries.get(line.id);
    if (known !== undefined) return known;
    const url = line.server_url ?? options.serverUrl;
    const device = createLinkedDevice({
      state: openConnectorState(archive.writer, line.id),
      sink: sinkOf(line.id),
      media: archive.media,
      screen: screenOf(line.id),
      log,
      random,
      onStatus: (status) => onStatus(line.id, status),
      onSign: (sign) => coverage.onSign(line.id, sign),
      onMediaPause: () => events.emit({ type: 'lines.changed' }),
      onHistory: () => events.emit({ type: 'lines.changed' }),
      ...(url === null ? {} : { url }),
    });
    const entry: Entry = { device, status: device.status, since: now(), linking: null, linkProblem: null };
    entries.set(line.id, entry);
    coverage.follow(line.id, device);
    return entry;
  }

  function onStatus(lineId: number, status: LinkedDeviceStatus): void {
    const entry = entries.get(lineId);
    if (entry === undefined) return;
    if (entry.status.state !== status.state) entry.since = now();
    entry.status = status;
    coverage.onStatus(lineId, status);
    events.emit({ type: 'lines.changed' });
    observer?.onStatus?.(getLine(archive.reader, lineId), status);
  }

  /** Coverage follows the connection of a linked device; the platform's lines have none. */
  function onStopped(line: Line, cause: 'paused' | 'no-notice'): void {
    if (line.connector !== 'cloud-api') coverage.onStopped(line.id, cause);
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
    onStopped(getLine(archive.reader, id), 'no-notice');
    await stop(id);
  }

  async function stop(id: number): Promise<void> {
    await cloud.refresh();
    const entry = entries.get(id);
    if (entry === undefined) return;
    entry.linking?.abort();
    coverage.follow(id, null);
    await entry.device.close();
    entries.delete(id);
    events.emit({ type: 'lines.changed' });
  }

  function linkedStatus(line: Line): {
    status: LinkedDeviceStatus;
    since: number | null;
    entry: Entry | undefined;
  } {
    const entry = line.connector === 'linked-device' || entries.has(line.id) ? entryOf(line) : undefined;
    return { status: entry?.status ?? { state: 'unlinked' }, since: entry?.since ?? null, entry };
  }

  function noticeOf(line: Line): Pick<LineView, 'noticeOn' | 'notice'> {
    const { state, until, from, record } = readGate(archive.reader, line.id, now());
    const noticeOn = record === null || from === null ? null : record.given_on;
    return { noticeOn, notice: { state, until, earlier: from === 0 } };
  }

  function toView(line: LineWithTotals): LineView {
    const { status, since, entry } =
      line.connector === 'cloud-api' ? { ...cloud.status(line), entry: undefined } : linkedStatus(line);
    return {
      id: line.id,
      name: line.name,
      employee: line.employee,
      team: line.team,
      ...noticeOf(line),
      phone: line.phone,
      connector: line.connector,
      state: stateOf(status),
      since: status.state === 'unlinked' ? null : since,
      ...shownWith(status),
      problem: problemOf(status, entry?.linkProblem ?? null),
      messages: line.messages,
      lastMessageAt: line.last_at,
      history: entry?.device.history.progress ?? null,
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
      const line = requireNotice(id);
      const entry = entryOf(line);
      if (entry.linking !== null && isDeepStrictEqual(entry.linking.method, method)) return;
      entry.linking?.abort();
      const begin = async (before: Promise<void> | undefined, signal: AbortSignal) => {
        await before?.catch(() => undefined);
        await entry.device.link(method, signal);
        setLinked(archive.writer, id, entry.device.phone);
      };
      const aborting = new AbortController();
      const over = begin(entry.linking?.over, aborting.signal);
      const attempt: Attempt = { method, abort: () => aborting.abort(), over };
      entry.linking = attempt;
      entry.linkProblem = null;
      try {
        await over;
      } catch (error) {
        const problem = error instanceof AtalayaError ? error : new AtalayaError('internal');
        if (problem.code !== 'cancelled') entry.linkProblem = problem;
        throw error;
      } finally {
        if (entry.linking === attempt) entry.linking = null;
        events.emit({ type: 'lines.changed' });
      }
    },
    cancelLink: (id) => entries.get(id)?.linking?.abort(),
    reconnect: (id) => entryOf(requireNotice(id)).device.start(),
    async setCapture(id, running) {
      if (!running) {
        setCapture(archive.writer, id, false, now());
        onStopped(getLine(archive.reader, id), 'paused');
        await stop(id);
        return;
      }
      const line = requireNotice(id);
      if (line.connector !== 'cloud-api') entryOf(line).device.start();
      setCapture(archive.writer, id, true, now());
      await cloud.refresh();
    },
    files(id) {
      const line = requireNotice(id);
      return line.connector === 'linked-device' ? entryOf(line).device.files : null;
    },
    retryHistory(id) {
      const line = requireNotice(id);
      if (line.connector !== 'linked-device') throw new AtalayaError('line-not-linked');
      entryOf(line).device.history.retry();
    },
    mediaPause: (id) => entries.get(id)?.device.files.pause ?? null,
    startAll() {
      void cloud.refresh();
      for (const line of listLines(archive.reader)) resume(line);
    },
    async close() {
      stopWatching();
      for (const [id, entry] of entries) {
        entry.linking?.abort();
        coverage.follow(id, null);
      }
      await Promise.all([cloud.close(), ...[...entries.values()].map((entry) => entry.device.close())]);
      entries.clear();
    },
  };
}

/** What the line itself wrote or did was done by the employee whose line it was at that moment. */
function signed(record: CapturedRecord, employee: string): CapturedRecord {
  if (record.type === 'person') return record;
  const sender = { key: `employee ${employee}`, name: employee };
  if (record.type === 'members') {
    const members = record.members.map((each) => (each.person.own ? { ...each, person: sender } : each));
    return { ...record, members };
  }
  const isOwn = record.type === 'message' ? record.direction === 'outgoing' : record.sender?.own;
  return isOwn ? { ...record, sender } : record;
}

/** What a window shows beside the state itself. */
function shownWith(status: LineStatus): Pick<LineView, 'qr' | 'code' | 'retryAt'> {
  const nothing = { qr: null, code: null, retryAt: null };
  if (status.state === 'reconnecting') return { ...nothing, retryAt: status.nextAt };
  if (status.state === 'banned') return { ...nothing, retryAt: status.until };
  if (status.state !== 'linking' || status.expiresAt === null) return nothing;
  const { qr, code, expiresAt } = status;
  const shown = (text: string | null) => (text === null ? null : { text, expiresAt });
  return { ...nothing, qr: shown(qr), code: shown(code) };
}

function problemOf(status: LineStatus, linkProblem: AtalayaError | null): LineView['problem'] {
  const error = 'error' in status ? status.error : null;
  const problem = error ?? (status.state === 'unlinked' ? linkProblem : null);
  return problem && { code: problem.code, data: problem.data };
}

function stateOf(status: LineStatus): LineState {
  return status.state === 'linked' ? 'stopped' : status.state;
}
