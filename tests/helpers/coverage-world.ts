import { openCoverageDesk, type CoverageDesk } from '#host/coverage/coverage-desk.ts';
import type { ConnectionSign, LinkedDeviceStatus } from '#host/connectors/whatsapp-linked/contract.ts';
import { coverageOf } from '#host/coverage/coverage-of.ts';
import { createEventCollector } from '#host/events.ts';
import type { HostEvent } from '#shared/contract/contract.ts';
import type { Archive } from '#host/archive/archive.ts';
import { onTestFinished, vi } from 'vitest';
import { openTestArchive } from './archive.ts';
import { silentLog } from './log.ts';

export const minute = 60_000;
export const hour = 60 * minute;

/** A PC with one line, whose clocks and program a test moves by hand. Its timers are vitest's fake ones. */
export interface CoverageWorld {
  readonly archive: Archive;
  readonly lineId: number;
  /** What windows were told. */
  readonly events: readonly HostEvent[];
  now(): number;
  /** The program runs on for a while, its timers as they are due. */
  run(ms: number): void;
  /** The PC sleeps; with `standing`, its even clock stands still meanwhile. */
  sleep(ms: number, standing?: boolean): void;
  setClock(byMs: number): void;
  status(state: 'connected' | 'connecting' | 'logged-out' | 'replaced'): void;
  /** The connection ends by itself. */
  lose(by?: Extract<ConnectionSign, { type: 'ended' }>['by']): void;
  sign(sign: ConnectionSign): void;
  /** The server says that nothing more waits, after `arrived` of `announced` came. */
  replay(announced: number, arrived?: number): void;
  desk(): CoverageDesk;
  /** The power goes, and comes back after a while; with `locked`, the key comes only after that. */
  cut(ms: number, locked?: number): void;
  /** The line's spans as text: `captured 0-30`, times in minutes since the world began. */
  spans(): string[];
}

/** Starts the world at noon; nothing is linked yet. */
export function startCoverageWorld(): CoverageWorld {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 2, 12) });
  onTestFinished(() => void vi.useRealTimers());
  const { archive, lineId } = openTestArchive();
  const began = Date.now();
  const told: HostEvent[] = [];
  const events = createEventCollector((event) => told.push(event));
  let run = 0;
  let up = 0;
  let desk = open(null);
  onTestFinished(() => desk.close());

  function open(lockedSince: number | null): CoverageDesk {
    return openCoverageDesk({
      archive,
      events,
      log: silentLog,
      now: Date.now,
      lockedSince,
      clocks: () => ({ wall: Date.now(), run, up }),
    });
  }
  const at = (time: number) => Math.round(((time - began) / minute) * 100) / 100;
  const pass = (ms: number) => {
    run += ms;
    up += ms;
    vi.advanceTimersByTime(ms);
  };
  const ending: LinkedDeviceStatus = { state: 'reconnecting', attempt: 1, nextAt: 0, error: null };

  return {
    archive,
    lineId,
    events: told,
    now: () => Date.now(),
    run(ms) {
      for (let left = ms; left > 0; left -= 10_000) pass(Math.min(left, 10_000));
    },
    sleep(ms, standing = false) {
      if (!standing) run += ms;
      up += ms;
      vi.setSystemTime(Date.now() + ms);
    },
    setClock(byMs) {
      vi.setSystemTime(Date.now() + byMs);
    },
    status(state) {
      desk.onStatus(lineId, state === 'connected' ? { state, since: Date.now() } : { state });
    },
    lose(by = 'network') {
      desk.onSign(lineId, { type: 'ended', by });
      desk.onStatus(lineId, ending);
    },
    sign: (sign) => desk.onSign(lineId, sign),
    replay(announced, arrived = announced) {
      if (announced > 0) desk.onSign(lineId, { type: 'replay-announced', count: announced });
      for (let index = 0; index < arrived; index += 1) desk.onSign(lineId, { type: 'mail', isReplay: true });
      desk.onSign(lineId, { type: 'replay-ended', count: announced });
      pass(1_000);
    },
    desk: () => desk,
    cut(ms, locked) {
      const back = Date.now() + ms;
      vi.clearAllTimers();
      vi.setSystemTime(back + (locked ?? 0));
      run = 0;
      up = 0;
      desk = open(locked === undefined ? null : back);
    },
    spans() {
      const { spans } = coverageOf(archive.reader, lineId, 0, Number.MAX_SAFE_INTEGER, Date.now());
      return spans.map(({ cause, from, to }) => `${cause ?? 'captured'} ${at(from)}-${at(to)}`);
    },
  };
}
