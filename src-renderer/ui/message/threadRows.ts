import type { MessageView } from '#shared/contract/fields.ts';
import type { GapMark } from './threadGaps.ts';

/** A message and its place among its neighbours. */
export interface ThreadRow {
  readonly message: MessageView;
  /** First and last of the messages that one person wrote within a minute. */
  readonly startsGroup: boolean;
  readonly endsGroup: boolean;
  /** When the line was not captured between it and the next. */
  readonly gapAfter: GapMark | null;
}

/** What was written on one day. */
export interface ThreadDay {
  /** The calendar date, 2026-03-03. */
  readonly date: string;
  /** When its first message in the window was sent. */
  readonly at: number;
  readonly rows: readonly ThreadRow[];
}

const minuteMs = 60_000;

function belongTogether(a: MessageView | undefined, b: MessageView | undefined): boolean {
  if (a === undefined || b === undefined || a.kind === 'system' || b.kind === 'system') return false;
  return (
    a.sender === b.sender &&
    a.direction === b.direction &&
    Math.floor(a.sentAt / minuteMs) === Math.floor(b.sentAt / minuteMs)
  );
}

/** Lays out messages, oldest first, as days of rows. `dateOf` knows the zone; `gaps` stand after messages by index. */
export function layOutThread(
  messages: readonly MessageView[],
  dateOf: (at: number) => string,
  gaps: ReadonlyMap<number, GapMark> = new Map(),
): readonly ThreadDay[] {
  const days: { readonly date: string; readonly at: number; readonly rows: ThreadRow[] }[] = [];
  const dates = messages.map(({ sentAt }) => dateOf(sentAt));
  for (const [index, message] of messages.entries()) {
    const date = dates[index] ?? '';
    const isNewDay = index === 0 || dates[index - 1] !== date;
    if (isNewDay) days.push({ date, at: message.sentAt, rows: [] });
    days.at(-1)?.rows.push({
      message,
      startsGroup: isNewDay || gaps.has(index - 1) || !belongTogether(messages[index - 1], message),
      endsGroup:
        dates[index + 1] !== date || gaps.has(index) || !belongTogether(message, messages[index + 1]),
      gapAfter: gaps.get(index) ?? null,
    });
  }
  return days;
}
