import type { CapturedEvent, CapturedMessage, CapturedPlace } from '#shared/model/capture.ts';
import type { AttachmentKey } from '#host/connectors/connector.ts';
import type { Reader } from './database.ts';

/** Puts a record where the archive has its message, whose source did not know who is who when it gave it first. */
export function settled<T extends CapturedMessage | CapturedEvent>(
  reader: Reader,
  lineId: number,
  record: T,
): T {
  if (record.otherPlaces === undefined || record.otherPlaces.length === 0) return record;
  const named = {
    conversation: record.conversation.key,
    message: record.type === 'message' ? record.key : record.messageKey,
  };
  const { conversation: key, message } = placeOf(reader, lineId, named, record.otherPlaces);
  const conversation = { ...record.conversation, key };
  return record.type === 'message'
    ? { ...record, conversation, key: message }
    : { ...record, conversation, messageKey: message };
}

function placeOf(
  reader: Reader,
  lineId: number,
  named: CapturedPlace,
  others: readonly CapturedPlace[],
): CapturedPlace {
  const messageAt = reader.sql(
    `select 1 from messages m join conversations c on c.id = m.conversation_id
    where c.line_id = ? and c.key = ? and m.key = ?`,
  );
  const eventAt = reader.sql(
    `select 1 from events e join conversations c on c.id = e.conversation_id
    where c.line_id = ? and c.key = ? and e.message_key = ?`,
  );
  const places = [named, ...others];
  for (const query of [messageAt, eventAt])
    for (const place of places)
      if (query.get(lineId, place.conversation, place.message) !== undefined) return place;
  return named;
}

/** The message that a connector names, wherever it was put. */
export function messageAt(
  reader: Reader,
  lineId: number,
  { conversation, message, otherPlaces = [] }: AttachmentKey,
): { readonly id: number; readonly conversation_id: number } | undefined {
  const at = reader.sql<{ id: number; conversation_id: number }>(
    `select m.id, m.conversation_id from messages m join conversations c on c.id = m.conversation_id
    where c.line_id = ? and c.key = ? and m.key = ?`,
  );
  for (const place of [{ conversation, message }, ...otherPlaces]) {
    const found = at.get(lineId, place.conversation, place.message);
    if (found !== undefined) return found;
  }
  return undefined;
}
