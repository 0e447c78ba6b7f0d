import { membersOf } from '#host/archive/contacts/threads.ts';
import type { Reader } from '#host/archive/database.ts';
import { countMessagesWithin, gapStateOf, readMajorGaps } from '#host/archive/gaps.ts';
import type { MessagePage, Place } from '#host/archive/messages.ts';
import type { ThreadGap } from '#shared/contract/coverage.ts';
import { minorGapMs } from '#shared/model/coverage.ts';
import { messageIdsPerMillisecond } from '#shared/model/message.ts';

/** Gaps of one page; a conversation that was quiet for years has no more worth telling one by one. */
const mostGaps = 500;

/**
 * The gaps of a line that fall among the messages of a page, up to the message before it and the one after. A
 * conversation has none before its first message. Short ones that were filled are left out, and so is one that has
 * only just begun.
 */
export function threadGaps(
  reader: Reader,
  conversationId: number,
  place: Place,
  page: MessagePage,
  now: number,
): ThreadGap[] {
  const members = membersOf(reader, conversationId);
  const reach = reachOf(reader, members, place, page, now);
  const lineId = lineOf(reader, conversationId);
  if (reach === null || lineId === null) return [];
  return readMajorGaps(reader, lineId, reach.from, reach.to, mostGaps)
    .filter(({ started_at, ended_at }) =>
      ended_at === null ? now - started_at >= minorGapMs : ended_at > started_at && ended_at > reach.from,
    )
    .map((gap) => ({
      id: gap.id,
      cause: gap.causes[0] ?? 'not-running',
      from: gap.started_at,
      to: gap.ended_at,
      state: gapStateOf(gap),
      messages: countMessagesWithin(reader, members, gap.started_at, gap.ended_at ?? now),
    }));
}

function lineOf(reader: Reader, conversationId: number): number | null {
  const row = reader
    .sql<{ line_id: number }>('select line_id from conversations where id = ?')
    .get(conversationId);
  return row?.line_id ?? null;
}

/** The time from the message before a page to the one after it; null where there is no conversation yet. */
function reachOf(
  reader: Reader,
  members: readonly number[],
  place: Place,
  { messages, hasOlder, hasNewer }: MessagePage,
  now: number,
): { from: number; to: number } | null {
  const first = messages[0];
  const last = messages.at(-1);
  if (first === undefined || last === undefined) {
    const isAfter = typeof place === 'object' && 'after' in place;
    return isAfter && place.after > 0 ? { from: timeOf(place.after), to: now } : null;
  }
  const nearest = (direction: 'max' | 'min', side: '<' | '>', id: number): number | null => {
    const query = reader.sql<{ id: number | null }>(
      `select ${direction}(id) as id from messages where conversation_id = ? and id ${side} ?`,
    );
    const found = members.flatMap((member) => query.get(member, id)?.id ?? []);
    return found.length === 0 ? null : Math[direction](...found);
  };
  const before = hasOlder ? nearest('max', '<', first.id) : null;
  const after = hasNewer ? nearest('min', '>', last.id) : null;
  return { from: timeOf(before ?? first.id), to: after === null ? now : timeOf(after) };
}

const timeOf = (messageId: number): number => Math.floor(messageId / messageIdsPerMillisecond);
