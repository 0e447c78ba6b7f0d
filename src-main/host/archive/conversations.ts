import type { CapturedConversation, CapturedSender } from '#shared/model/capture.ts';
import type { ConversationKind } from '#shared/model/message.ts';
import type { Writer } from './database.ts';

interface KnownConversation {
  readonly id: number;
  readonly key: string;
  readonly kind: ConversationKind;
  title: string;
}

interface KnownSender {
  readonly id: number;
  name: string;
}

/** Finds the conversations and senders of one line by their source's keys, and makes those that are missing. */
export interface Directory {
  conversation(captured: CapturedConversation): KnownConversation;
  sender(captured: CapturedSender): KnownSender;
}

/** What to call somebody of whom only the source's key is known: by phone number, as people write it. */
export function nameless(key: string): string {
  const phone = /^(\d+)@s\.whatsapp\.net$/.exec(key)?.[1];
  return phone === undefined ? key : `+${phone}`;
}

/** Whether `name` tells more than `known`, which was only the key or a number so far. */
function isBetter(name: string | null, known: string): name is string {
  return name !== null && name !== '' && name !== known;
}

/** A directory for the length of one transaction: it remembers what it found. */
export function openDirectory(writer: Writer, lineId: number): Directory {
  const conversations = new Map<string, KnownConversation>();
  const senders = new Map<string, KnownSender>();
  return {
    conversation({ key, kind, title }) {
      let known =
        conversations.get(key) ??
        writer
          .sql<KnownConversation>(
            'select id, key, kind, title from conversations where line_id = ? and key = ?',
          )
          .get(lineId, key);
      if (known === undefined) {
        const { lastInsertRowid } = writer
          .sql('insert into conversations (line_id, key, kind, title) values (?, ?, ?, ?)')
          .run(lineId, key, kind, title ?? nameless(key));
        known = { id: Number(lastInsertRowid), key, kind, title: title ?? nameless(key) };
      } else if (isBetter(title, known.title)) {
        writer.sql('update conversations set title = ? where id = ?').run(title, known.id);
        known.title = title;
      }
      conversations.set(key, known);
      return known;
    },
    sender({ key, name }) {
      let known =
        senders.get(key) ??
        writer
          .sql<KnownSender>('select id, name from senders where line_id = ? and key = ?')
          .get(lineId, key);
      if (known === undefined) {
        const { lastInsertRowid } = writer
          .sql('insert into senders (line_id, key, name) values (?, ?, ?)')
          .run(lineId, key, name ?? nameless(key));
        known = { id: Number(lastInsertRowid), name: name ?? nameless(key) };
      } else if (isBetter(name, known.name)) {
        writer.sql('update senders set name = ? where id = ?').run(name, known.id);
        known.name = name;
      }
      senders.set(key, known);
      return known;
    },
  };
}

/** What a transaction adds to a conversation: how many messages, the newest of them, and how many by whom. */
export interface Tally {
  added: number;
  lastId: number;
  readonly bySender: Map<number, number>;
}

/** Brings the counts of a conversation and of those who write in it up to date. */
export function countMessages(
  writer: Writer,
  conversationId: number,
  { added, lastId, bySender }: Tally,
  seen: boolean,
): void {
  writer
    .sql(
      'update conversations set messages = messages + ?, seen = seen + ?, last_id = max(last_id, ?) where id = ?',
    )
    .run(added, seen ? added : 0, lastId, conversationId);
  const count = writer.sql(
    `insert into participants (conversation_id, sender_id, messages) values (?, ?, ?)
    on conflict do update set messages = messages + excluded.messages`,
  );
  for (const [senderId, messages] of bySender) count.run(conversationId, senderId, messages);
}
