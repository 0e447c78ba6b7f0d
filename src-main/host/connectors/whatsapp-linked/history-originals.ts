import { proto } from '@whiskeysockets/baileys';
import { fieldOf, fieldsOf } from './wire-format.ts';

/** Messages of a piece of history with the bytes that they came as: what this version does not know is in these alone. */
export type Originals = Map<proto.IHistorySyncMsg, Buffer>;

const fields = { conversations: 2, messages: 2, message: 1 };

/** The original bytes of each message of a piece that was decoded whole. */
export function originalsIn(bytes: Buffer, { conversations }: proto.IHistorySync): Originals {
  return new Map(
    payloads(bytes, fields.conversations).flatMap((conversation, index) =>
      payloads(conversation, fields.messages).flatMap((payload, place) => {
        const message = conversations?.[index]?.messages?.[place];
        return message ? [[message, payload] as const] : [];
      }),
    ),
  );
}

/** A piece from which some may have been taken out, with its messages as they came where they are known so. */
export function encodePiece(piece: proto.IHistorySync, originals: Originals): Buffer {
  const conversations = (piece.conversations ?? []).map((conversation) => {
    const messages = (conversation.messages ?? []).map((message) =>
      fieldOf(fields.messages, originals.get(message) ?? proto.HistorySyncMsg.encode(message).finish()),
    );
    const about = proto.Conversation.encode({ ...conversation, messages: [] }).finish();
    return fieldOf(fields.conversations, Buffer.concat([about, ...messages]));
  });
  return Buffer.concat([
    proto.HistorySync.encode({ ...piece, conversations: [] }).finish(),
    ...conversations,
  ]);
}

/** The bytes of a message that is kept in a history, to be its evidence. */
export function evidenceOf(kept: proto.IHistorySyncMsg, originals: Originals): Uint8Array {
  const original = originals.get(kept);
  const [message, another] = original ? payloads(original, fields.message) : [];
  return message && !another ? message : proto.WebMessageInfo.encode(kept.message ?? {}).finish();
}

/** What the fields of that number hold; nothing where the bytes are stranger than a phone writes them. */
function payloads(bytes: Buffer, field: number): Buffer[] {
  try {
    return [...fieldsOf(bytes)].flatMap(({ number, payload }) =>
      number === field && payload ? [payload] : [],
    );
  } catch {
    return [];
  }
}
