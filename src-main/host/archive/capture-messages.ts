import type { CapturedEvent, CapturedMessage } from '#shared/model/capture.ts';
import type { MessageDetails } from '#shared/model/details.ts';
import type { Committed } from '#host/connectors/connector.ts';
import { addEvent } from './capture-events.ts';
import type { CaptureWork } from './capture-work.ts';
import type { Tally } from './conversations.ts';
import { openCopies } from './copies.ts';
import type { MessageIds } from './message-ids.ts';
import { findExported } from './overlap.ts';
import { searchBody } from './search-index.ts';

/** Adds messages with all that belongs to them, each once. */
export interface CapturedMessages {
  add(message: CapturedMessage): Committed;
  /** Writes what is written once for all messages. */
  finish(): void;
}

/** Opens the messages of one transaction's work. */
export function openMessages(work: CaptureWork, ids: MessageIds): CapturedMessages {
  const { writer, source, capturedAt, directory, ledger, searchRows, touch, judge, storeFile } = work;
  const copies = openCopies({ writer, capturedAt, ledger });

  const insertMessage = writer.sql(
    `insert into messages (id, conversation_id, key, sender_id, direction, kind, sent_at, captured_at, text,
      deleted, edited, suspicious, live, details) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    on conflict (conversation_id, key) do nothing`,
  );
  const insertAttachment = writer.sql(
    `insert into attachments (message_id, line_id, name, mime, size, sha256, missing, seconds, details)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const eventsOf = writer.sql<{ id: number; event: string; text: string }>(
    'select id, event, text from events where conversation_id = ? and message_key = ?',
  );

  /** What belongs to a message beside its row: attachment, evidence, search row, flags, ledger entry. */
  function attach(
    message: CapturedMessage,
    id: number,
    conversationId: number,
    senderId: number | null,
    isJudged = true,
  ): number {
    const { attachment } = message;
    if (attachment !== null) {
      const { name, mime, size, sha256, missing, seconds, details } = attachment;
      const said = details === undefined ? null : JSON.stringify(details);
      insertAttachment.run(id, source.lineId, name, mime, size, sha256, missing, seconds, said);
    }
    if (message.raw !== null) {
      writer.sql('insert or ignore into evidence (message_id, raw) values (?, ?)').run(id, message.raw);
    }
    ledger.push({ at: capturedAt, kind: 'message', subject: id });
    if (attachment !== null) ledger.push({ at: capturedAt, kind: 'attachment', subject: id });
    ledger.push(...work.customerNotices.note(source.lineId, { ...message, id, conversationId }, capturedAt));
    const early = source.live ? eventsOf.all(conversationId, message.key) : [];
    const edits = early.filter((event) => event.event === 'edit');
    searchRows.push({
      id,
      body: searchBody(
        message.text,
        edits.map((edit) => edit.text),
        attachment?.name ?? null,
      ),
      lineId: source.lineId,
      conversationId,
      senderId,
      direction: message.direction,
      kind: message.kind,
    });
    let added = isJudged ? judge(message, message.text, { messageId: id, conversationId, eventId: null }) : 0;
    for (const edit of edits) {
      added += judge(message, edit.text, { messageId: id, conversationId, eventId: edit.id });
    }
    return added;
  }

  function addMessage(message: CapturedMessage): Committed {
    const conversation = directory.conversation(message.conversation);
    const tally = touch(conversation.id);
    const isHeard = message.direction === 'incoming' && message.sender?.own !== true;
    const known =
      source.taken === undefined ? null : copies.sightingOf(message, conversation.id, source.taken);
    if (known !== null) {
      const { attachment } = message;
      if (attachment?.sha256 != null) storeFile(known, attachment.name, attachment);
      return { messageId: known, added: false, flags: 0 };
    }
    const senderId = message.sender === null ? null : directory.sender(message.sender, isHeard).id;
    const id = ids.place(
      message.sentAt,
      (free) => insert(message, free, conversation.id, senderId),
      message.arrival,
    );
    if (id === null) return completeMessage(message, conversation.id, senderId);
    tally.added += 1;
    tally.lastId = Math.max(tally.lastId, id);
    count(tally, senderId, 1);
    source.taken?.add(id);
    if (!source.live) copies.widen(conversation.id, id);
    const exported = source.live ? findExported(writer, conversation.id, message) : undefined;
    const isFlagged = exported !== undefined && copies.supersede(exported, id);
    if (exported !== undefined) {
      touch(exported.conversation_id).added -= 1;
      count(touch(exported.conversation_id), exported.sender_id, -1);
    }
    const flagged = attach(message, id, conversation.id, senderId, !isFlagged);
    if (exported?.sha256 != null) {
      storeFile(id, exported.file_name, { sha256: exported.sha256, size: exported.size, missing: null });
    }
    return { messageId: id, added: true, flags: flagged };
  }

  /** False when the message is in the archive already. */
  function insert(
    message: CapturedMessage,
    id: number,
    conversationId: number,
    senderId: number | null,
  ): boolean {
    const { changes } = insertMessage.run(
      id,
      conversationId,
      message.key,
      senderId,
      message.direction,
      message.kind,
      message.sentAt,
      capturedAt,
      message.text,
      Number(message.deleted),
      Number(message.edited),
      Number(message.suspicious),
      Number(source.live),
      detailsText(message.details),
    );
    return changes > 0;
  }

  function isPending({ conversation, key }: CapturedMessage): boolean {
    return (
      writer
        .sql(
          `select 1 from messages m join conversations c on c.id = m.conversation_id
          where c.line_id = ? and c.key = ? and m.key = ? and m.kind = 'pending'`,
        )
        .get(source.lineId, conversation.key, key) !== undefined
    );
  }

  /** A second sighting: fills in what was pending at the first, and changes nothing else. */
  function completeMessage(
    message: CapturedMessage,
    conversationId: number,
    senderId: number | null,
  ): Committed {
    const before = work.stored(conversationId, message.key);
    if (before === undefined) return { messageId: null, added: false, flags: 0 };
    if (before.kind === 'pending' && message.kind !== 'pending') {
      writer
        .sql('update messages set kind = ?, text = ?, sender_id = ?, direction = ?, details = ? where id = ?')
        .run(
          message.kind,
          message.text,
          senderId,
          message.direction,
          detailsText(message.details),
          before.id,
        );
      count(touch(conversationId), before.sender_id, -1);
      count(touch(conversationId), senderId, 1);
      writer.sql('delete from search where rowid = ?').run(before.id);
      writer.sql('delete from attachments where message_id = ?').run(before.id);
      const flagged = attach(message, before.id, conversationId, senderId);
      addEvent(work, resolutionOf(message, capturedAt));
      return { messageId: before.id, added: false, flags: flagged };
    }
    const { attachment } = message;
    if (attachment?.sha256 != null) {
      storeFile(before.id, attachment.name, attachment);
    }
    return { messageId: before.id, added: false, flags: 0 };
  }

  return {
    add(message) {
      if (message.resolvesOnly && !isPending(message)) return { messageId: null, added: false, flags: 0 };
      return addMessage(message);
    },
    finish: () => copies.finish(),
  };
}

/** A message's details as they are stored; null where there are none. */
function detailsText(details: MessageDetails | undefined): string | null {
  return details === undefined || Object.keys(details).length === 0 ? null : JSON.stringify(details);
}

/** That a pending message became readable, with the bytes that it turned out to be: its evidence holds the first ones. */
function resolutionOf({ conversation, key, raw }: CapturedMessage, at: number): CapturedEvent {
  const event = 'resolved';
  return {
    type: 'event',
    conversation,
    messageKey: key,
    key: `${key} ${event}`,
    event,
    sender: null,
    at,
    text: '',
    raw,
  };
}

function count({ bySender }: Tally, senderId: number | null, messages: 1 | -1): void {
  if (senderId !== null) bySender.set(senderId, (bySender.get(senderId) ?? 0) + messages);
}
