import type { CapturedMessage } from '#shared/model/capture.ts';
import type { Reader, Writer } from './database.ts';
import type { LedgerRecord } from './ledger.ts';
import { findInArchive, type Candidate, type TakenMessages } from './overlap.ts';

/** What a transaction does about messages that come from several sources. */
export interface Copies {
  /** The message of the archive that this one of an export is; remembered, so that it is found at once the next time. */
  sightingOf(message: CapturedMessage, conversationId: number, taken: TakenMessages): number | null;
  /** Shows the line's own message in place of an export's. Returns whether the export's was flagged: once is enough. */
  supersede(exported: Candidate, byId: number): boolean;
  /** Remembers that a conversation holds a message of an export. */
  widen(conversationId: number, id: number): void;
  finish(): void;
}

interface CopiesOptions {
  readonly writer: Writer;
  readonly capturedAt: number;
  readonly ledger: LedgerRecord[];
}

/** For the length of one transaction, which must end with `finish`. */
export function openCopies({ writer, capturedAt, ledger }: CopiesOptions): Copies {
  const spans = new Map<number, { first: number; last: number }>();

  return {
    sightingOf(message, conversationId, taken) {
      const { key } = message;
      const seen = seenBefore(writer, conversationId, key);
      const id = seen ?? findInArchive(writer, conversationId, message, taken)?.id;
      if (id === undefined) return null;
      taken.add(id);
      if (seen === undefined) {
        const { lastInsertRowid } = writer
          .sql('insert into sightings (conversation_id, key, message_id) values (?, ?, ?)')
          .run(conversationId, key, id);
        ledger.push({ at: capturedAt, kind: 'sighting', subject: Number(lastInsertRowid) });
      }
      return id;
    },
    supersede(exported, byId) {
      writer.sql('insert into superseded values (?, ?)').run(exported.id, byId);
      writer.sql('delete from search where rowid = ?').run(exported.id);
      ledger.push({ at: capturedAt, kind: 'superseded', subject: exported.id });
      return writer.sql('select 1 from flagged_messages where message_id = ?').get(exported.id) !== undefined;
    },
    widen(conversationId, id) {
      const { first = id, last = id } = spans.get(conversationId) ?? {};
      spans.set(conversationId, { first: Math.min(first, id), last: Math.max(last, id) });
    },
    finish() {
      const widened = writer.sql(
        `insert into exported_spans values (?, ?, ?) on conflict do update
        set first_id = min(first_id, excluded.first_id), last_id = max(last_id, excluded.last_id)`,
      );
      for (const [id, { first, last }] of spans) widened.run(id, first, last);
    },
  };
}

/** The message that an export gave under this key before. */
function seenBefore(reader: Reader, conversationId: number, key: string): number | undefined {
  return reader
    .sql<{ id: number }>(
      `select id from messages where conversation_id = ? and key = ?
      union all select message_id from sightings where conversation_id = ? and key = ?`,
    )
    .get(conversationId, key, conversationId, key)?.id;
}

/** Whether the archive has a message of an export, which stands for no other of it; writes nothing. */
export function isInArchive(
  reader: Reader,
  conversationId: number,
  message: CapturedMessage,
  taken: TakenMessages,
): boolean {
  const id =
    seenBefore(reader, conversationId, message.key) ??
    findInArchive(reader, conversationId, message, taken)?.id;
  if (id !== undefined) taken.add(id);
  return id !== undefined;
}
