import { proto } from '@whiskeysockets/baileys';
import { z } from 'zod';
import type { CapturedRecord } from '#shared/model/capture.ts';
import type { Committed, ConnectorState, ConnectorStateChange } from '../connector.ts';
import { MediaFailure } from './media-file.ts';

/** How far a line's history has come in. */
export interface HistoryProgress {
  /** How much of its history the phone says to have handed over, 0 to 100; null before it says so. */
  readonly percent: number | null;
  /** Messages that history added. */
  readonly messages: number;
  /** When the oldest of them was sent, UTC milliseconds. */
  readonly oldestAt: number | null;
  /** Pieces that are announced and not yet read. */
  readonly waiting: number;
  /** Those of them that could not be read; they are tried again with each connection. */
  readonly failed: number;
}

/** Why a piece could not be read. */
export type HistoryTrouble = 'gone' | 'unreachable' | 'unreadable';

const pieces = 'history';
const places = 'history-place';
const failures = 'history-failed';
const summary = { category: 'history-summary', id: 'all' };
/** What is kept of a history that is not read yet, also when its device is gone. */
export const historyCategories: readonly string[] = [pieces, places, failures];

type Summary = Pick<HistoryProgress, 'percent' | 'messages' | 'oldestAt'>;
const nothingYet: Summary = { percent: null, messages: 0, oldestAt: null };
const storedSummary = z.object({
  percent: z.number().nullable(),
  messages: z.number(),
  oldestAt: z.number().nullable(),
});

/** What of a line's history is announced, read and failed. */
export interface HistoryState {
  progress(): HistoryProgress | null;
  /** The parts of a piece that are read. */
  place(id: string): number;
  /** Changes that note how far a piece is read, and what it brought since the last time. */
  advance(id: string, place: number, added: Summary): readonly ConnectorStateChange[];
  finish(id: string): readonly ConnectorStateChange[];
  fail(id: string, trouble: HistoryTrouble): readonly ConnectorStateChange[];
}

export function openHistoryState(state: ConnectorState): HistoryState {
  const read = (): Summary => {
    const bytes = state.read(summary.category, [summary.id]).get(summary.id);
    const parsed = bytes && storedSummary.safeParse(JSON.parse(Buffer.from(bytes).toString()));
    return parsed?.success ? parsed.data : nothingYet;
  };
  return {
    progress() {
      const waiting = state.readAll(pieces).size;
      const known = read();
      if (waiting === 0 && known.percent === null) return null;
      return { ...known, waiting, failed: state.readAll(failures).size };
    },
    place: (id) => Number(Buffer.from(state.read(places, [id]).get(id) ?? []).toString() || 0),
    advance(id, place, added) {
      const before = read();
      const oldest = [before.oldestAt, added.oldestAt].filter((time) => time !== null);
      const next: Summary = {
        percent: added.percent === null ? before.percent : Math.max(added.percent, before.percent ?? 0),
        messages: before.messages + added.messages,
        oldestAt: oldest.length === 0 ? null : Math.min(...oldest),
      };
      return [
        { category: places, id, value: Buffer.from(String(place)) },
        { ...summary, value: Buffer.from(JSON.stringify(next)) },
      ];
    },
    finish: (id) => [pieces, places, failures].map((category) => ({ category, id, value: null })),
    fail: (id, trouble) => [
      { category: failures, id, value: Buffer.from(trouble) },
      { category: places, id, value: null },
    ],
  };
}

/** The beginning of a count. */
export const nothingRead = (): Summary => ({ ...nothingYet });

/** What a commit adds to what is known of the history. */
export function counted(
  before: Summary,
  records: readonly CapturedRecord[],
  committed: readonly Committed[],
): Summary {
  let { messages, oldestAt } = before;
  for (const [index, record] of records.entries()) {
    if (record.type !== 'message' || !committed[index]?.added) continue;
    messages += 1;
    oldestAt = Math.min(oldestAt ?? record.sentAt, record.sentAt);
  }
  return { ...before, messages, oldestAt };
}

/** The phone counts what it hands over after linking; names and what was asked for later are beside that. */
export function percentOf({ syncType, progress }: proto.Message.IHistorySyncNotification): number | null {
  const { INITIAL_BOOTSTRAP, FULL, RECENT } = proto.Message.HistorySyncType;
  const isCounted = [INITIAL_BOOTSTRAP, FULL, RECENT].some(
    (type) => type === (syncType ?? INITIAL_BOOTSTRAP),
  );
  return isCounted && progress ? Math.min(progress, 100) : null;
}

/** Why a piece could not be read. */
export function troubleOf(error: unknown): HistoryTrouble {
  if (!(error instanceof MediaFailure)) return 'unreadable';
  return error.trouble === 'gone' ? 'gone' : 'unreachable';
}
