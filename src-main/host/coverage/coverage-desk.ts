import { listOpenSpans, proveCoverage, readOpenSpan, turnCoverage } from '#host/archive/coverage.ts';
import type { Archive } from '#host/archive/archive.ts';
import type { PathSign } from '#host/connectors/whatsapp-cloud/contract.ts';
import type { ConnectionSign, LinkedDeviceStatus } from '#host/connectors/whatsapp-linked/contract.ts';
import type { EventCollector } from '#host/events.ts';
import type { Log } from '#host/log.ts';
import type { GapCause } from '#shared/model/coverage.ts';
import { clockCheckMs, compareReadings, readClocks, type ClockReading } from './clock.ts';
import { linesInNeed } from './attention.ts';
import { connectorState } from './connector-state.ts';
import { createListening } from './listening.ts';
import { followLine, type FollowedConnection, type FollowedLine } from './followed-line.ts';
import type { Turn } from './line-track.ts';
import { recoverCoverage } from './recovery.ts';
import { watchReplay } from './replay-watch.ts';
import { settleGaps } from './settling.ts';

export interface CoverageDeskOptions {
  readonly archive: Archive;
  readonly events: EventCollector;
  readonly log: Log;
  readonly now: () => number;
  /** Since when the program has been waiting for its key; null when it had it from the start. */
  readonly lockedSince: number | null;
  readonly clocks?: () => ClockReading;
}

/** Keeps the record of when each line was really captured. */
export interface CoverageDesk {
  /** From now on it is watched whether the line still hears; null: not any more. */
  follow(lineId: number, connection: FollowedConnection | null): void;
  onStatus(lineId: number, status: LinkedDeviceStatus): void;
  onSign(lineId: number, sign: ConnectionSign): void;
  /** Something shows whether the platform's webhooks for a line arrive. */
  onPath(lineId: number, sign: PathSign): void;
  /** A person has stopped the line's capture. */
  onStopped(lineId: number, cause: Extract<GapCause, 'paused' | 'no-notice'>): void;
  /**
   * Something that the line captured is about to be stored; returns up to when it is proven, to be stored with it.
   * `isArrival`: it came just now, which proves that things come.
   */
  onCommit(lineId: number, isArrival?: boolean): number | null;
  close(): void;
}

/** How often it is stored that the program lives and what each line has proven; also each capture stores it. */
const heartbeatMs = 60_000;
/** Turns that could not be stored yet, as on a full disk; beyond this only the first and the last are kept. */
const mostWaiting = 100;

/** What waited is committed a moment after the server has said that this was all; a busy PC takes longer. */
const settleMs = 1_000;
const longestSettleMs = 30_000;
/** A server that has not said so by then does not say it any more. */
const replayTimeoutMs = 60_000;

/** Opens the desk over an archive: the time since the last proof of life becomes a gap of each line. */
export function openCoverageDesk(options: CoverageDeskOptions): CoverageDesk {
  const { archive, events, log, now, lockedSince } = options;
  const { reader, writer } = archive;
  const clocks = options.clocks ?? (() => readClocks(now));
  const entries = new Map<number, FollowedLine>();
  const listening = createListening(reader, now);
  let reading = clocks();
  let beat = reading.run;

  recoverCoverage(writer, lockedSince, now());
  for (const span of listOpenSpans(reader)) entries.set(span.line_id, followLine(span.cause));
  let inNeed = new Map(linesInNeed(reader, now()).map((need) => [`${need.lineId} ${need.reason}`, need]));
  const timer = setInterval(check, clockCheckMs);
  timer.unref();

  function entryOf(lineId: number): FollowedLine {
    let entry = entries.get(lineId);
    if (entry === undefined) {
      entry = followLine(undefined);
      entries.set(lineId, entry);
    }
    return entry;
  }

  /** Stores turns in order; those that can't be stored wait for the next heartbeat. */
  function store(lineId: number, entry: FollowedLine, turns: readonly Turn[]): void {
    if (turns.length === 0 && entry.waiting.length === 0) return;
    const all = [...entry.waiting, ...turns];
    try {
      writer.transaction(() => {
        for (const { cause, at } of all) turnCoverage(writer, lineId, cause, at, now());
      });
      entry.waiting = [];
      events.emit({ type: 'coverage.changed' });
    } catch (error) {
      log.error({ err: error }, 'coverage could not be stored yet');
      entry.waiting = all.length > mostWaiting ? [...all.slice(0, 1), ...all.slice(-1)] : all;
    }
  }

  /** Decides on the line's gaps as soon as the server has said all that it says about them. */
  function settle(lineId: number, entry: FollowedLine): void {
    const { connectedAt, replay, outlived } = entry;
    const isDue =
      replay.ended !== null || (connectedAt !== null && reading.run - connectedAt > replayTimeoutMs);
    const isOver = connectedAt !== null && isDue;
    try {
      const after = isOver ? { replay: replay.ended, outlived } : null;
      if (settleGaps(archive, lineId, after, now())) events.emit({ type: 'coverage.changed' });
    } catch (error) {
      log.error({ err: error }, 'what became of a gap could not be stored yet');
    }
  }

  /** The line's present gap ends with a frame of the connection that was there before it. */
  function outlive(lineId: number, entry: FollowedLine): void {
    const span = readOpenSpan(reader, lineId);
    if (span?.gap_id != null && span.cause !== 'quiet') entry.outlived.add(span.gap_id);
    settleSoon(lineId, entry);
  }

  function settleSoon(lineId: number, entry: FollowedLine): void {
    clearTimeout(entry.settling);
    entry.settling = setTimeout(() => settle(lineId, entry), settleMs);
  }

  /** Looks at the clocks before anything else is believed. */
  function checkClocks(): void {
    const before = reading;
    reading = clocks();
    const verdict = compareReadings(before, reading);
    if (verdict === 'steady') return;
    log.info({ verdict }, 'the program did not run for a while, or the clock was set');
    for (const [lineId, entry] of entries)
      store(lineId, entry, entry.track.onClock(verdict, before.wall, reading.wall));
    for (const { connection } of entries.values()) connection?.wake();
  }

  function check(): void {
    checkClocks();
    if (reading.run - beat < heartbeatMs) return;
    beat = reading.run;
    prove();
    alert();
    for (const [lineId, entry] of entries) {
      settle(lineId, entry);
      if (entry.track.isCaptured()) listen(lineId, entry);
    }
  }

  /** Says which lines have begun to need a person since it was last looked at. */
  function alert(): void {
    const before = inNeed;
    inNeed = new Map(linesInNeed(reader, now()).map((need) => [`${need.lineId} ${need.reason}`, need]));
    const fresh = [...inNeed].filter(([key]) => !before.has(key));
    for (const [, { lineId, reason }] of fresh) events.emit({ type: 'coverage.alert', lineId, reason });
    if (fresh.length > 0 || inNeed.size !== before.size) events.emit({ type: 'coverage.changed' });
  }

  /** What looks deaf is asked and connected anew; what it kept then shows whether anything was missed. */
  function listen(lineId: number, entry: FollowedLine): void {
    const named = entry.named.missing(reader, lineId, now());
    const suspicion = listening.look(lineId, entry.replay, named);
    if (suspicion.type === 'none') return;
    const isMissing = suspicion.type === 'verify' && suspicion.reason === 'missing';
    log.info({ line: lineId, suspicion: suspicion.type, isMissing }, 'a line may not hear any more');
    if (isMissing) entry.named.forget();
    else store(lineId, entry, entry.track.onQuiet(suspicion.since, now()));
    if (suspicion.type === 'verify') entry.connection?.renew();
  }

  function prove(): void {
    for (const [lineId, entry] of entries) store(lineId, entry, []);
    try {
      writer.transaction(() => {
        for (const [lineId, { track, waiting }] of entries) {
          const at = track.provenAt(now());
          if (at !== null && waiting.length === 0) proveCoverage(writer, lineId, at);
        }
      });
    } catch (error) {
      log.error({ err: error }, 'a sign of life could not be stored');
    }
  }

  return {
    follow(lineId, connection) {
      entryOf(lineId).connection = connection;
    },
    onStatus(lineId, status) {
      checkClocks();
      const entry = entryOf(lineId);
      const isConnected = status.state === 'connected';
      if (isConnected) entry.ended = null;
      else entry.replay = watchReplay();
      entry.connectedAt = isConnected ? reading.run : null;
      if (isConnected) listening.watch(lineId).onConnected(now());
      else listening.watch(lineId).onDisconnected();
      const state = connectorState(status, entry.ended);
      if (state !== null) store(lineId, entry, entry.track.onState(state, now()));
      alert();
      if (isConnected && entry.replay.ended !== null) settleSoon(lineId, entry);
    },
    onSign(lineId, sign) {
      checkClocks();
      const entry = entryOf(lineId);
      entry.replay.onSign(sign);
      if (sign.type === 'read-elsewhere') {
        entry.named.note(sign.messages, now());
        return;
      }
      if (sign.type === 'ended') {
        entry.ended = sign;
        return;
      }
      if (sign.type === 'mail') listening.watch(lineId).onMail(now());
      const turns = entry.track.onFrame(sign.type === 'mail', now());
      if (turns.length > 0) outlive(lineId, entry);
      store(lineId, entry, turns);
      if (sign.type === 'replay-ended') {
        entry.settlesUntil = reading.run + longestSettleMs;
        settleSoon(lineId, entry);
      }
    },
    onPath(lineId, sign) {
      checkClocks();
      const entry = entryOf(lineId);
      const { track } = entry;
      switch (sign.type) {
        case 'delivered':
        case 'passed': {
          const isDelivery = sign.type === 'delivered';
          // Coverage begins with the first webhook of the line: before it nothing shows that Meta sends any.
          if (!isDelivery && track.provenAt(now()) === null) return;
          if (entry.connectedAt === null) {
            entry.connectedAt = reading.run;
            listening.watch(lineId).onConnected(now());
            store(lineId, entry, track.onState({ type: 'connected' }, now()));
          } else store(lineId, entry, track.onFrame(isDelivery, now()));
          if (isDelivery) listening.watch(lineId).onMail(now());
          break;
        }
        case 'silent':
        case 'lost': {
          entry.connectedAt = null;
          listening.watch(lineId).onDisconnected();
          const isDoubted = sign.type === 'silent' && track.isCaptured();
          const cause = sign.type === 'silent' ? 'quiet' : sign.cause;
          if (isDoubted) store(lineId, entry, track.onQuiet(sign.since, now()));
          store(lineId, entry, track.onState({ type: 'lost', cause, isDeaf: false }, now()));
        }
      }
      alert();
    },
    onStopped(lineId, cause) {
      checkClocks();
      const entry = entryOf(lineId);
      entry.connectedAt = null;
      listening.watch(lineId).onDisconnected();
      store(lineId, entry, entry.track.onState({ type: 'stopped', cause }, now()));
    },
    onCommit(lineId, isArrival = false) {
      const entry = entries.get(lineId);
      if (entry === undefined || entry.waiting.length > 0) return null;
      if (isArrival && entry.track.isCaptured()) entry.track.onFrame(true, now());
      entry.track.onCommit(now());
      if (reading.run < entry.settlesUntil) settleSoon(lineId, entry);
      return entry.track.provenAt(now());
    },
    close() {
      clearInterval(timer);
      for (const { settling } of entries.values()) clearTimeout(settling);
      checkClocks();
      prove();
    },
  };
}
