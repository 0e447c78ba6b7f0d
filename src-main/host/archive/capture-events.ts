import type { CapturedEvent } from '#shared/model/capture.ts';
import type { Committed } from '#host/connectors/connector.ts';
import type { CaptureWork } from './capture-work.ts';

/** Adds what happened to a message, whether the message is here already or comes later. */
export function addEvent(work: CaptureWork, event: CapturedEvent): Committed {
  const { writer, people, directory } = work;
  const conversation = directory.conversation(event.conversation);
  work.touch(conversation.id);
  const { sender } = event;
  const isHeard = sender !== null && sender.own !== true && people.accountOf(sender) !== undefined;
  const senderId = sender === null ? null : directory.sender(sender, isHeard).id;
  const { changes, lastInsertRowid } = writer
    .sql(
      `insert into events (conversation_id, message_key, key, event, sender_id, at, text, raw)
      values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (conversation_id, key) do nothing`,
    )
    .run(
      conversation.id,
      event.messageKey,
      event.key,
      event.event,
      senderId,
      event.at,
      event.text,
      event.raw,
    );
  const message = work.stored(conversation.id, event.messageKey);
  if (changes === 0) return { messageId: message?.id ?? null, added: false, flags: 0 };
  const eventId = Number(lastInsertRowid);
  work.ledger.push({ at: work.capturedAt, kind: 'event', subject: eventId });
  if (message === undefined || event.event !== 'edit') {
    return { messageId: message?.id ?? null, added: true, flags: 0 };
  }
  work.refresh.add(message.id);
  const judged = { ...message, conversation, sentAt: event.at, attachment: null };
  const added = work.judge(judged, event.text, {
    messageId: message.id,
    conversationId: conversation.id,
    eventId,
  });
  return { messageId: message.id, added: true, flags: added };
}
