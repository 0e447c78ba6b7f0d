import type { Direction } from '#shared/model/message.ts';
import { containsWording, wordingOf, type Wording } from '#shared/model/customer-notice.ts';
import type { Language } from '#shared/model/workspace.ts';
import type { Reader, Writer } from './database.ts';
import { appendToLedger, type LedgerRecord } from './ledger.ts';

/** A wording of a line's notice to customers, as stored; never changed afterwards. */
export interface CustomerNoticeRow {
  readonly id: number;
  readonly words: string;
  readonly saved_at: number;
}

/** What of a message tells whether it is the notice. */
export interface Telling {
  readonly id: number;
  readonly conversationId: number;
  readonly direction: Direction | null;
  readonly sentAt: number;
  readonly text: string;
  /** It may be text typed inside another message, which proves nothing. */
  readonly suspicious: boolean;
}

/** What customers are told, and the messages that told them. */
export interface CustomerNotices {
  /** The texts that the program brings along count as wordings of every line. */
  useReady(texts: readonly string[]): void;
  /** Puts a wording on record, and has the line looked through for it. */
  save(lineId: number, language: Language, words: string, now: number): number;
  /** Within an open transaction: notes a message that contains the notice, once. Returns what the ledger has to say. */
  note(lineId: number, message: Telling, now: number): LedgerRecord[];
}

export function openCustomerNotices(writer: Writer): CustomerNotices {
  const saved = new Map<number, { readonly upTo: number; readonly wordings: readonly Wording[] }>();
  let ready: readonly Wording[] = [];

  /** All wordings of a line; they are made anew when another one was saved, also within a transaction that failed. */
  function wordings(lineId: number): readonly Wording[] {
    const upTo =
      writer
        .sql<{ id: number | null }>('select max(id) as id from customer_notices where line_id = ?')
        .get(lineId)?.id ?? 0;
    if (upTo === 0) return ready;
    const known = saved.get(lineId);
    if (known?.upTo === upTo) return known.wordings;
    const texts = writer
      .sql<{ words: string }>('select distinct words from customer_notices where line_id = ?')
      .all(lineId);
    const all = [...texts.map(({ words }) => wordingOf(words)), ...ready];
    saved.set(lineId, { upTo, wordings: all });
    return all;
  }

  return {
    useReady(texts) {
      ready = texts.map(wordingOf);
      saved.clear();
    },
    save(lineId, language, words, now) {
      return writer.transaction(() => {
        const { lastInsertRowid } = writer
          .sql('insert into customer_notices (line_id, language, words, saved_at) values (?, ?, ?, ?)')
          .run(lineId, language, words, now);
        const id = Number(lastInsertRowid);
        appendToLedger(writer, [{ at: now, kind: 'customer-notice', subject: id }]);
        writer
          .sql(
            `insert into notice_scans values (?, 0, 0)
            on conflict do update set conversation_id = 0, message_id = 0`,
          )
          .run(lineId);
        return id;
      });
    },
    note(lineId, { id, conversationId, direction, sentAt, text, suspicious }, now) {
      if (direction !== 'outgoing' || suspicious || !containsWording(text, wordings(lineId))) return [];
      const { changes } = writer
        .sql('insert or ignore into conversation_notices values (?, ?, ?)')
        .run(conversationId, id, sentAt);
      if (changes === 0) return [];
      return [{ at: now, kind: 'customer-told', subject: id }];
    },
  };
}

/** The wording that a line has now in a language; undefined while nobody has saved one. */
export function currentWording(
  reader: Reader,
  lineId: number,
  language: Language,
): CustomerNoticeRow | undefined {
  return reader
    .sql<CustomerNoticeRow>(
      `select id, words, saved_at from customer_notices
      where line_id = ? and language = ? order by id desc limit 1`,
    )
    .get(lineId, language);
}

/** What one step of a search through a line reads: messages, and conversations however short. */
const scannedAtOnce = { messages: 500, conversations: 50 };

/** The lines whose messages have yet to be looked through. */
export function pendingScans(reader: Reader): number[] {
  return reader
    .sql<{ line_id: number }>('select line_id from notice_scans order by line_id')
    .all()
    .map(({ line_id }) => line_id);
}

interface ScannedMessage {
  readonly id: number;
  readonly conversationId: number;
  readonly direction: Direction | null;
  readonly sentAt: number;
  readonly text: string;
  readonly suspicious: number;
}

/** The conversation to look through and the last message of it that was looked at; null at the end of the line. */
type Place = { readonly conversationId: number; readonly messageId: number } | null;

/**
 * Looks through the next messages of a line, in a transaction with how far it came. Returns the conversations that
 * were found to be told, and whether the line has been looked through.
 */
export function scanOnward(
  writer: Writer,
  notices: CustomerNotices,
  lineId: number,
  now: number,
): { readonly told: readonly number[]; readonly isDone: boolean } {
  const page = writer.sql<ScannedMessage>(
    `select id, conversation_id as conversationId, direction, sent_at as sentAt, text, suspicious from messages
    where conversation_id = ? and id > ? order by id limit ?`,
  );
  const following = writer.sql<{ id: number | null }>(
    'select min(id) as id from conversations where line_id = ? and id > ?',
  );
  return writer.transaction(() => {
    let place: Place =
      writer
        .sql<NonNullable<Place>>(
          'select conversation_id as conversationId, message_id as messageId from notice_scans where line_id = ?',
        )
        .get(lineId) ?? null;
    const told = new Set<number>();
    const found: LedgerRecord[] = [];
    let left = scannedAtOnce.messages;
    for (let looked = 0; place !== null && left > 0 && looked < scannedAtOnce.conversations; looked += 1) {
      const { conversationId, messageId }: NonNullable<Place> = place;
      const messages = page.all(conversationId, messageId, left);
      for (const message of messages) {
        const news = notices.note(lineId, { ...message, suspicious: message.suspicious === 1 }, now);
        if (news.length > 0) told.add(conversationId);
        found.push(...news);
      }
      const last = messages.at(-1);
      const next =
        last !== undefined && messages.length === left ? null : following.get(lineId, conversationId);
      if (next === null) place = { conversationId, messageId: last?.id ?? messageId };
      else place = next?.id == null ? null : { conversationId: next.id, messageId: 0 };
      left -= messages.length;
    }
    appendToLedger(writer, found);
    if (place === null) writer.sql('delete from notice_scans where line_id = ?').run(lineId);
    else {
      writer
        .sql('update notice_scans set conversation_id = ?, message_id = ? where line_id = ?')
        .run(place.conversationId, place.messageId, lineId);
    }
    return { told: [...told], isDone: place === null };
  });
}
