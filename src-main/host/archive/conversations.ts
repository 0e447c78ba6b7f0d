import type { CapturedConversation, CapturedSender } from '#shared/model/capture.ts';
import type { ConversationKind } from '#shared/model/message.ts';
import { beginThread, regroup } from './contacts/threads.ts';
import type { People } from './contacts/people.ts';
import type { Writer } from './database.ts';
import { appendToLedger } from './ledger.ts';

interface KnownConversation {
  readonly id: number;
  readonly key: string;
  readonly kind: ConversationKind;
  title: string;
}

interface KnownSender {
  readonly id: number;
  identity_id: number | null;
  name: string;
}

/** Finds the conversations and senders of one line by their source's keys, and makes those that are missing. */
export interface Directory {
  conversation(captured: CapturedConversation): KnownConversation;
  /** Whoever is heard is a contact; the line's own people only write. */
  sender(captured: CapturedSender, isHeard: boolean): KnownSender;
}

/** Whether `name` tells more than `known`, which was only the key so far. */
function isBetter(name: string | null, known: string): name is string {
  return name !== null && name !== '' && name !== known;
}

/** A directory for the length of one transaction: it remembers what it found. */
export function openDirectory(writer: Writer, lineId: number, people: People, now: number): Directory {
  const conversations = new Map<string, KnownConversation>();
  const senders = new Map<string, KnownSender>();

  function record(kind: 'conversation' | 'sender', subject: number): void {
    appendToLedger(writer, [{ at: now, kind, subject }]);
  }

  function addConversation({ key, kind, title, person }: CapturedConversation): KnownConversation {
    const identityId = kind === 'direct' ? people.meet({ key, person, name: title }) : null;
    const shown = identityId === null ? (title ?? key) : people.nameOf(identityId);
    const { lastInsertRowid } = writer
      .sql('insert into conversations (line_id, key, kind, title, identity_id) values (?, ?, ?, ?, ?)')
      .run(lineId, key, kind, shown, identityId);
    const id = Number(lastInsertRowid);
    beginThread(writer, id, lineId);
    record('conversation', id);
    if (identityId !== null) regroup(writer, people.contactOf(identityId), now);
    return { id, key, kind, title: title ?? '' };
  }

  return {
    conversation(captured) {
      const { key, kind, title, person } = captured;
      const known =
        conversations.get(key) ??
        writer
          .sql<KnownConversation>(
            'select id, key, kind, title from conversations where line_id = ? and key = ?',
          )
          .get(lineId, key) ??
        addConversation(captured);
      conversations.set(key, known);
      if (!isBetter(title, known.title)) return known;
      known.title = title;
      if (known.kind === 'direct' && kind === 'direct') people.meet({ key, person, name: title });
      else {
        writer.sql('update conversations set title = ? where id = ?').run(title, known.id);
        record('conversation', known.id);
      }
      return known;
    },
    sender(captured, isHeard) {
      const { key, name, person } = captured;
      let known =
        senders.get(key) ??
        writer
          .sql<KnownSender>('select id, identity_id, name from senders where line_id = ? and key = ?')
          .get(lineId, key);
      if (known === undefined) {
        const identityId = isHeard ? people.meet(captured) : null;
        const shown = identityId === null ? (name ?? key) : people.nameOf(identityId);
        const { lastInsertRowid } = writer
          .sql('insert into senders (line_id, key, name, identity_id) values (?, ?, ?, ?)')
          .run(lineId, key, shown, identityId);
        known = { id: Number(lastInsertRowid), identity_id: identityId, name: name ?? shown };
        record('sender', known.id);
      } else if (isHeard && known.identity_id === null) {
        known.identity_id = people.meet(captured);
        writer
          .sql('update senders set identity_id = ?, name = ? where id = ?')
          .run(known.identity_id, people.nameOf(known.identity_id), known.id);
        record('sender', known.id);
        known.name = name ?? known.name;
      } else if (isBetter(name, known.name)) {
        known.name = name;
        if (known.identity_id === null) {
          writer.sql('update senders set name = ? where id = ?').run(name, known.id);
          record('sender', known.id);
        } else people.meet({ key, person, name });
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
  const more = 'messages = messages + ?, seen = seen + ?, last_id = max(last_id, ?)';
  const values = [added, seen ? added : 0, lastId, conversationId];
  writer.sql(`update conversations set ${more} where id = ?`).run(...values);
  writer
    .sql(`update threads set ${more} where id = (select thread_id from conversations where id = ?)`)
    .run(...values);
  const count = writer.sql(
    `insert into participants (conversation_id, sender_id, messages) values (?, ?, ?)
    on conflict do update set messages = messages + excluded.messages`,
  );
  for (const [senderId, messages] of bySender) count.run(conversationId, senderId, messages);
}
