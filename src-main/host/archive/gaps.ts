import type { GapCause, GapOutcomeState, GapState } from '#shared/model/coverage.ts';
import { minorGapMs } from '#shared/model/coverage.ts';
import { messageIdsPerMillisecond } from '#shared/model/message.ts';
import type { Reader, Writer } from './database.ts';
import { appendToLedger } from './ledger.ts';

/** An uninterrupted time in which a line was not captured; `ended_at` is null while it lasts. */
export interface Gap {
  readonly id: number;
  readonly started_at: number;
  readonly ended_at: number | null;
  /** All that was the matter, what lasted longest first. */
  readonly causes: readonly GapCause[];
  readonly outcome: GapOutcome | null;
}

/** What was found out about a gap that is over. */
export interface GapOutcome extends GapMessages {
  readonly state: GapOutcomeState;
  readonly evidence: 'replay' | 'same-connection' | 'repeats' | 'messages' | 'none';
  readonly announced: number | null;
  readonly arrived: number;
}

/** The messages of a gap's time that are in the archive. */
export interface GapMessages {
  readonly messages: number;
  readonly conversations: number;
  readonly unreadable: number;
  readonly first_at: number | null;
  readonly last_at: number | null;
}

interface GapRow {
  readonly id: number;
  readonly started_at: number;
  readonly ended_at: number | null;
}

/** The newest outcome of a gap `g`; one that was found out later takes the place of the one before. */
const latestOutcome = '(select max(o.id) from gap_outcomes o where o.gap_id = g.id)';
/** Whether a gap `g` is worth a reader's eye: not when it was short and was filled. */
const isMajor = `(g.ended_at is null or g.ended_at - g.started_at >= ${minorGapMs}
  or (select state from gap_outcomes where id = ${latestOutcome}) is not 'filled')`;

/** The gaps `g` of a line, of those whose id fits. */
const gapsWhere = (condition: string) => `(
  select gap_id as id, min(started_at) as started_at,
    iif(count(*) = count(ended_at), max(ended_at), null) as ended_at
  from coverage_spans where line_id = ? and gap_id is not null and ${condition} group by gap_id) g`;

/** A line's gaps, newest first, before one of them; without `minor`, those that were short and filled are left out. */
export function listGaps(
  reader: Reader,
  lineId: number,
  { before, limit, minor }: { before: number | null; limit: number; minor: boolean },
): Gap[] {
  const found = reader
    .sql<GapRow>(
      `select * from ${gapsWhere('gap_id < ?')} ${minor ? '' : `where ${isMajor}`} order by g.id desc limit ?`,
    )
    .all(lineId, before ?? Number.MAX_SAFE_INTEGER, limit);
  return complete(reader, lineId, found);
}

/** A line's gaps that reach into a time and are worth a reader's eye, oldest first; the newest of too many. */
export function readMajorGaps(
  reader: Reader,
  lineId: number,
  from: number,
  to: number,
  limit: number,
): Gap[] {
  const reaching = `gap_id in (
    select gap_id from coverage_spans where line_id = ? and ended_at >= ? and started_at <= ?
    union select gap_id from coverage_spans where line_id = ? and ended_at is null and started_at <= ?)`;
  const found = reader
    .sql<GapRow>(`select * from ${gapsWhere(reaching)} where ${isMajor} order by g.id desc limit ?`)
    .all(lineId, lineId, from, to, lineId, to, limit);
  return complete(reader, lineId, found.reverse());
}

function complete(reader: Reader, lineId: number, found: readonly GapRow[]): Gap[] {
  const ids = JSON.stringify(found.map(({ id }) => id));
  const causes = Map.groupBy(
    reader
      .sql<{ gap_id: number; cause: GapCause }>(
        `select gap_id, cause from coverage_spans where line_id = ? and gap_id in (select value from json_each(?))
        group by gap_id, cause order by gap_id, sum(ifnull(ended_at, proven_at) - started_at) desc`,
      )
      .all(lineId, ids),
    ({ gap_id }) => gap_id,
  );
  const outcomes = new Map(
    reader
      .sql<GapOutcome & { gap_id: number }>(
        `select gap_id, state, evidence, announced, arrived, messages, conversations, unreadable, first_at, last_at
        from gap_outcomes where id in (
          select max(id) from gap_outcomes where gap_id in (select value from json_each(?)) group by gap_id)`,
      )
      .all(ids)
      .map(({ gap_id, ...outcome }) => [gap_id, outcome]),
  );
  return found.map((row) => ({
    ...row,
    causes: (causes.get(row.id) ?? []).map(({ cause }) => cause),
    outcome: outcomes.get(row.id) ?? null,
  }));
}

/** Where a gap stands. */
export function gapStateOf({ ended_at, outcome }: Pick<Gap, 'ended_at' | 'outcome'>): GapState {
  if (ended_at === null) return 'open';
  return outcome?.state ?? 'waiting';
}

/** Counts the messages of a line that were sent within a time. */
export function countGapMessages(reader: Reader, lineId: number, from: number, to: number): GapMessages {
  const counted = reader
    .sql<GapMessages>(
      `select count(*) as messages, count(distinct m.conversation_id) as conversations,
        ifnull(sum(m.kind = 'pending'), 0) as unreadable, min(m.sent_at) as first_at, max(m.sent_at) as last_at
      from messages m join conversations c on c.id = m.conversation_id
      where m.id >= ? and m.id < ? and m.captured_at >= ? and c.line_id = ?`,
    )
    .get(...idsWithin(from, to), storedSince(from, to), lineId);
  return counted ?? { messages: 0, conversations: 0, unreadable: 0, first_at: null, last_at: null };
}

/** Stores what was found out about a gap. */
export function addGapOutcome(writer: Writer, gapId: number, outcome: GapOutcome, now: number): void {
  const { state, evidence, announced, arrived, messages, conversations, unreadable, first_at, last_at } =
    outcome;
  const fields = [gapId, state, evidence, announced, arrived, messages, conversations, unreadable, first_at];
  writer.transaction(() => {
    const { lastInsertRowid } = writer
      .sql(
        `insert into gap_outcomes (gap_id, state, evidence, announced, arrived, messages, conversations, unreadable,
          first_at, last_at, at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(...fields, last_at, now);
    const id = Number(lastInsertRowid);
    appendToLedger(writer, [{ at: now, kind: 'gap-outcome', subject: id }]);
  });
}

/** Where gaps stand, by their ids. */
export function readGapStates(reader: Reader, ids: readonly number[]): Map<number, GapState> {
  const found = reader
    .sql<{ id: number; state: GapState }>(
      `select g.value as id, case
          when exists (select 1 from coverage_spans s join coverage_spans first on first.id = g.value
            where s.line_id = first.line_id and s.ended_at is null and s.gap_id = g.value) then 'open'
          else ifnull((select state from gap_outcomes where gap_id = g.value order by id desc limit 1), 'waiting')
        end as state
      from json_each(?) g`,
    )
    .all(JSON.stringify([...new Set(ids)]));
  return new Map(found.map(({ id, state }) => [id, state]));
}

/** When the oldest message of a line was sent. */
export function readOldestMessage(reader: Reader, lineId: number): number | null {
  const oldest = reader
    .sql<{ id: number | null }>(
      `select min((select min(m.id) from messages m where m.conversation_id = c.id)) as id
      from conversations c where c.line_id = ?`,
    )
    .get(lineId);
  return oldest?.id == null ? null : Math.floor(oldest.id / messageIdsPerMillisecond);
}

/** How many messages of conversations were sent within a time. */
export function countMessagesWithin(
  reader: Reader,
  conversationIds: readonly number[],
  from: number,
  to: number,
): number {
  const counting = reader.sql<{ count: number }>(
    'select count(*) as count from messages where conversation_id = ? and id >= ? and id < ? and captured_at >= ?',
  );
  const [first, end] = idsWithin(from, to);
  return conversationIds.reduce(
    (sum, id) => sum + (counting.get(id, first, end, storedSince(from, to))?.count ?? 0),
    0,
  );
}

/** What was stored so soon after a gap began had come before it. */
const storedMs = 250;
const storedSince = (from: number, to: number): number => from + Math.min(storedMs, (to - from) / 2);

/**
 * The ids of the messages that may have been sent within a time: WhatsApp tells whole seconds.
 */
function idsWithin(from: number, to: number): [first: number, end: number] {
  return [Math.floor(from / 1000) * 1000 * messageIdsPerMillisecond, to * messageIdsPerMillisecond];
}
