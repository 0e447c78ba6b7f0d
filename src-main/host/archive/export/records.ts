import type {
  ConversationEntry,
  ConversationRecord,
  ExportRecord,
  GapFact,
  GapRecord,
  LineRecord,
  MemberRecord,
} from '#shared/model/export-record.ts';
import type { ExportScope } from '#shared/model/export.ts';
import type { MemberState } from '#shared/model/capture.ts';
import { messageIdsPerMillisecond } from '#shared/model/message.ts';
import { membersOf } from '../contacts/threads.ts';
import { readCoverageStart } from '../coverage.ts';
import type { Reader } from '../database.ts';
import { gapStateOf, readMajorGaps } from '../gaps.ts';
import { getLine } from '../lines.ts';
import { listNotices } from '../notices.ts';
import { readExportMessages } from './messages.ts';
import { openExportPeople, type ExportPeople } from './people.ts';
import type { SelectedThread, Selection } from './selection.ts';

/** What is read, and how. */
export interface RecordsWanted {
  readonly scope: ExportScope;
  readonly selection: Selection;
  readonly withFlags: boolean;
  /** Up to when coverage is known, UTC milliseconds. */
  readonly now: number;
}

/** Messages that are in memory at once. */
const messagesAtOnce = 200;
/** Gaps of one line; far more than a line that anybody used can have. */
const mostGaps = 100_000;

/** Everything that is exported, a page at a time, in the order in which writers get it. */
export function* readExportRecords(reader: Reader, wanted: RecordsWanted): Generator<ExportRecord[]> {
  const people = openExportPeople(reader);
  const lines = linesOf(reader, wanted);
  yield [...lines.values()];
  let number = 1;
  for (const thread of wanted.selection.threads) {
    yield [conversationOf(reader, thread, people)];
    const between = entriesBetween(reader, thread, lines.get(thread.lineId), people);
    for (let after = 0; ;) {
      const ids = wanted.selection.idsAfter(thread, after, messagesAtOnce);
      const last = ids.at(-1);
      if (last === undefined) break;
      const messages = readExportMessages(reader, ids, people, number, wanted.withFlags);
      number += messages.length;
      yield interleave(messages, between);
      after = last;
    }
    if (between.length > 0) yield between;
  }
}

/** The lines of what is exported, by id. */
function linesOf(reader: Reader, { scope, selection, now }: RecordsWanted): Map<number, LineRecord> {
  const byLine = Map.groupBy(selection.threads, ({ lineId }) => lineId);
  return new Map(
    [...byLine].map(([lineId, threads]) => {
      const first = Math.min(...threads.map(({ firstId }) => timeOf(firstId)));
      const { id, name, employee, team, phone, connector } = getLine(reader, lineId);
      return [
        lineId,
        {
          type: 'line',
          id,
          name,
          employee,
          team,
          phone,
          connector,
          coveredSince: readCoverageStart(reader, lineId),
          notices: listNotices(reader, lineId)
            .map((row) => ({
              employee: row.employee,
              how: row.how,
              givenAt: row.given_at,
              recordedAt: row.recorded_at,
              recordedBy: row.recorded_by,
              textSha256: row.sha256,
              paperSha256: row.file_sha256,
              reason: row.reason,
            }))
            .reverse(),
          gaps: gapsOf(reader, lineId, scope.from ?? first, scope.to ?? now),
        },
      ];
    }),
  );
}

/** The gaps of a line within a period, as the archive's screens show them: short ones that were filled are left out. */
function gapsOf(reader: Reader, lineId: number, from: number, to: number): GapFact[] {
  return readMajorGaps(reader, lineId, from, to, mostGaps).map((gap) => ({
    id: gap.id,
    from: gap.started_at,
    to: gap.ended_at,
    causes: gap.causes,
    state: gapStateOf(gap),
    messages: gap.outcome?.messages ?? null,
  }));
}

function conversationOf(reader: Reader, thread: SelectedThread, people: ExportPeople): ConversationRecord {
  const members = membersOf(reader, thread.id);
  const keys = reader
    .sql<{ key: string }>(
      'select key from conversations where id in (select value from json_each(?)) order by id',
    )
    .all(JSON.stringify(members))
    .map(({ key }) => key);
  const { id, lineId, kind, title, messages, firstId, lastId } = thread;
  return {
    type: 'conversation',
    id,
    lineId,
    kind,
    title,
    keys,
    participants: people.participants(sendersOf(reader, thread, members)),
    messages,
    firstAt: timeOf(firstId),
    lastAt: timeOf(lastId),
  };
}

/** Those who wrote, and whoever else is named in it: who reacted, received, was a member, or is the other side. */
function sendersOf(
  reader: Reader,
  { senders }: SelectedThread,
  members: readonly number[],
): Map<number, { readonly isLine: boolean }> {
  const all = new Map(senders);
  const others = reader
    .sql<{ id: number }>(
      `with members (id) as (select value from json_each(?))
      select sender_id as id from events where conversation_id in (select id from members) and sender_id is not null
      union select sender_id from group_members where conversation_id in (select id from members)
      union select s.id from senders s join conversations c on c.identity_id = s.identity_id and c.line_id = s.line_id
        where c.id in (select id from members)`,
    )
    .all(JSON.stringify(members));
  for (const { id } of others) if (!all.has(id)) all.set(id, { isLine: false });
  return all;
}

interface MemberRow {
  readonly sender_id: number;
  readonly at: number;
  readonly state: MemberState;
  readonly told: MemberRecord['told'];
}

/** What happened between the first and the last of a conversation's messages beside them, oldest first. */
function entriesBetween(
  reader: Reader,
  { id, firstId, lastId }: SelectedThread,
  line: LineRecord | undefined,
  people: ExportPeople,
): (MemberRecord | GapRecord)[] {
  const [first, last] = [timeOf(firstId), timeOf(lastId)];
  const gaps = (line?.gaps ?? [])
    .filter(({ from, to }) => from <= last && (to === null || to >= first))
    .map((gap) => ({ type: 'gap' as const, conversationId: id, ...gap }));
  const changes = reader
    .sql<MemberRow>(
      `select sender_id, at, state, told from group_members
      where conversation_id in (select value from json_each(?)) and at >= ? and at <= ? order by at, id`,
    )
    .all(JSON.stringify(membersOf(reader, id)), first, last)
    .map(({ sender_id, at, state, told }) => ({
      type: 'member' as const,
      conversationId: id,
      at,
      person: people.personAt(sender_id, at),
      state,
      told,
    }));
  return [...gaps, ...changes].sort((a, b) => momentOf(a) - momentOf(b));
}

/** Messages with what lies before each of them, which is taken out of `between`. */
function interleave(
  messages: readonly ConversationEntry[],
  between: (MemberRecord | GapRecord)[],
): ConversationEntry[] {
  return messages.flatMap((message) => {
    const end = between.findIndex((entry) => momentOf(entry) >= momentOf(message));
    return [...between.splice(0, end === -1 ? between.length : end), message];
  });
}

/** When an entry takes its place among the others. */
function momentOf(entry: ConversationEntry): number {
  switch (entry.type) {
    case 'message':
      return entry.sentAt;
    case 'member':
      return entry.at;
    case 'gap':
      return entry.from;
  }
}

const timeOf = (messageId: number): number => Math.floor(messageId / messageIdsPerMillisecond);
