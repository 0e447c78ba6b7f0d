import { isDeepStrictEqual } from 'node:util';
import type { Archive } from '#host/archive/archive.ts';
import { openConnectorState } from '#host/archive/connector-state.ts';
import { getLine, setLinked, type Line } from '#host/archive/lines.ts';
import { wholeSecond } from '#host/archive/notice-gate.ts';
import { readGate } from '#host/archive/notices.ts';
import type { CaptureSink, Screen } from '#host/connectors/connector.ts';
import {
  createLinkedDevice,
  type LinkedDevice,
  type LinkedDeviceStatus,
  type LinkMethod,
} from '#host/connectors/whatsapp-linked/linked-device.ts';
import type { CoverageDesk } from '#host/coverage/coverage-desk.ts';
import type { EventCollector } from '#host/events.ts';
import type { Log } from '#host/log.ts';
import { AtalayaError } from '#shared/errors.ts';
import { watchSurroundings } from './surroundings.ts';

export interface LinkedDeskOptions {
  readonly archive: Archive;
  readonly coverage: CoverageDesk;
  readonly events: EventCollector;
  readonly log: Log;
  readonly now: () => number;
  readonly serverUrl: string | null;
  readonly random: () => number;
  readonly sinkOf: (lineId: number) => CaptureSink;
  readonly onStatus: (line: Line, status: LinkedDeviceStatus) => void;
}

/** Where a line's companion device stands. */
export interface LinkedLine {
  readonly status: LinkedDeviceStatus;
  readonly since: number | null;
  /** Why the last attempt to link failed. */
  readonly linkProblem: AtalayaError | null;
  /** null for a line that has no device and is not being linked. */
  readonly device: LinkedDevice | null;
}

/** The companion devices of lines. */
export interface LinkedDesk {
  look(line: Line): LinkedLine;
  /** The device of a line. Error: `line-not-linked` for a line that is captured in another way. */
  deviceOf(line: Line): LinkedDevice;
  /** As `LineDesk.link`, for a line that has its notice. */
  link(line: Line, method: LinkMethod): Promise<void>;
  cancelLink(lineId: number): void;
  /** Connects a line's device at once. Error: `line-not-linked`. */
  start(line: Line): void;
  /** Connects a line's device if it has one that is not running. */
  resume(line: Line): void;
  /** Removes from the phone what a link that failed has left on it. */
  clearUp(line: Line): void;
  stop(lineId: number): Promise<void>;
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

/** Opens the desk; nothing connects by itself. */
export function createLinkedDesk(options: LinkedDeskOptions): LinkedDesk {
  const { archive, coverage, events, log, now, random, sinkOf } = options;
  const entries = new Map<number, Entry>();
  const stopWatching = watchSurroundings(() => {
    for (const { device } of entries.values()) device.wake();
  });

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
    // A line that went over to the platform may still have a device to remove from its phone.
    if (line.connector !== 'cloud-api') coverage.follow(line.id, device);
    return entry;
  }

  function onStatus(lineId: number, status: LinkedDeviceStatus): void {
    const entry = entries.get(lineId);
    if (entry === undefined) return;
    if (entry.status.state !== status.state) entry.since = now();
    entry.status = status;
    coverage.onStatus(lineId, status);
    events.emit({ type: 'lines.changed' });
    options.onStatus(getLine(archive.reader, lineId), status);
  }

  return {
    look(line) {
      const entry = line.connector === 'linked-device' || entries.has(line.id) ? entryOf(line) : undefined;
      if (entry === undefined)
        return { status: { state: 'unlinked' }, since: null, linkProblem: null, device: null };
      const { status, since, linkProblem, device } = entry;
      return { status, since, linkProblem, device };
    },
    deviceOf(line) {
      if (line.connector !== 'linked-device') throw new AtalayaError('line-not-linked');
      return entryOf(line).device;
    },
    async link(line, method) {
      const entry = entryOf(line);
      if (entry.linking !== null && isDeepStrictEqual(entry.linking.method, method)) return;
      entry.linking?.abort();
      const begin = async (before: Promise<void> | undefined, signal: AbortSignal) => {
        await before?.catch(() => undefined);
        await entry.device.link(method, signal);
        setLinked(archive.writer, line.id, entry.device.phone, now());
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
    cancelLink: (lineId) => entries.get(lineId)?.linking?.abort(),
    start: (line) => entryOf(line).device.start(),
    resume(line) {
      const { device } = entryOf(line);
      device.clearUp();
      if (device.status.state !== 'linked') return;
      // The program may have ended between linking a device and noting it.
      if (line.connector !== 'linked-device') setLinked(archive.writer, line.id, device.phone, now());
      device.start();
    },
    clearUp: (line) => entryOf(line).device.clearUp(),
    async stop(lineId) {
      const entry = entries.get(lineId);
      if (entry === undefined) return;
      entry.linking?.abort();
      coverage.follow(lineId, null);
      await entry.device.close();
      entries.delete(lineId);
      events.emit({ type: 'lines.changed' });
    },
    async close() {
      stopWatching();
      for (const [lineId, entry] of entries) {
        entry.linking?.abort();
        coverage.follow(lineId, null);
      }
      await Promise.all([...entries.values()].map((entry) => entry.device.close()));
      entries.clear();
    },
  };
}
