import { createInflate } from 'node:zlib';
import { proto } from '@whiskeysockets/baileys';
import type { Originals } from './history-originals.ts';
import { fieldsOf, streamFields, type WireField } from './wire-format.ts';

/** A part of a piece of history, small enough to be worked on at once; null where its bytes make no sense. */
export interface HistoryPart {
  /** Counted from 0; the same piece always has the same parts. */
  readonly number: number;
  readonly piece: proto.IHistorySync | null;
  readonly originals: Originals;
}

const messagesAtOnce = 200;
/** A piece is unpacked as a stream; one that never ends is refused. */
const largestPiece = 8 * 1024 ** 3;
const fields = { conversations: 2, statuses: 3, pairs: 15, conversationMessages: 2 };

/**
 * Takes a piece of history apart: first who is who, with the names of the conversations, then each conversation with at
 * most 200 of its messages at a time, the oldest first, then all the rest. Parts before `from` are not decoded.
 */
export async function* partsOf(packed: Uint8Array, from: number): AsyncGenerator<HistoryPart> {
  const people: Buffer[] = [];
  const rest: Buffer[] = [];
  for await (const { number, payload, encoded } of unpack(packed)) {
    if (number === fields.conversations) people.push(...withoutMessages(payload));
    else if (number === fields.pairs) people.push(Buffer.from(encoded));
    else if (number !== fields.statuses) rest.push(Buffer.from(encoded));
  }
  let number = 0;
  const part = (decode: (originals: Originals) => proto.IHistorySync): HistoryPart => {
    const originals: Originals = new Map();
    const piece = number < from ? {} : decoded(() => decode(originals));
    number += 1;
    return { number: number - 1, piece, originals };
  };
  yield part(() => proto.HistorySync.decode(Buffer.concat(people)));
  for await (const each of unpack(packed)) {
    if (each.number !== fields.conversations) continue;
    for (const conversation of conversationParts(each.payload ?? Buffer.alloc(0)))
      yield part((originals) => ({ syncType: null, conversations: [conversation(originals)] }));
  }
  yield part(() => proto.HistorySync.decode(Buffer.concat([...people, ...rest])));
}

function unpack(packed: Uint8Array): AsyncGenerator<WireField> {
  const inflater = createInflate({ chunkSize: 65_536 });
  inflater.end(packed);
  return streamFields(limited(inflater));
}

async function* limited(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    if (size > largestPiece) throw new RangeError('a piece of history is too large');
    yield chunk;
  }
}

/** The encoded conversation with its name alone, as a field of a piece. */
function withoutMessages(conversation: Buffer | null): Buffer[] {
  try {
    const about = [...fieldsOf(conversation ?? Buffer.alloc(0))].filter(
      ({ number }) => number !== fields.conversationMessages,
    );
    const bare = proto.Conversation.decode(Buffer.concat(about.map(({ encoded }) => encoded)));
    return [Buffer.from(proto.HistorySync.encode({ syncType: 0, conversations: [bare] }).finish())];
  } catch {
    return [];
  }
}

/** A conversation's parts, each to be decoded when it is its turn. */
function* conversationParts(bytes: Buffer): Generator<(originals: Originals) => proto.IConversation> {
  let all: WireField[];
  try {
    all = [...fieldsOf(bytes)];
  } catch (error) {
    yield () => {
      throw error;
    };
    return;
  }
  const messages = all.flatMap(({ number, payload }) =>
    number === fields.conversationMessages && payload ? [payload] : [],
  );
  const about = all.filter(({ number }) => number !== fields.conversationMessages);
  const meta = () => proto.Conversation.decode(Buffer.concat(about.map(({ encoded }) => encoded)));
  if (messages.length === 0) yield meta;
  const ordered = isNewestFirst(messages) ? messages.toReversed() : messages;
  for (let start = 0; start < ordered.length; start += messagesAtOnce) {
    const some = ordered.slice(start, start + messagesAtOnce);
    yield (originals) => {
      const kept = some.map((each) => {
        const message = proto.HistorySyncMsg.decode(each);
        originals.set(message, each);
        return message;
      });
      return Object.assign(meta(), { messages: kept });
    };
  }
}

/** Phones hand messages over newest first; those of one second must keep their order. */
function isNewestFirst(messages: readonly Buffer[]): boolean {
  const time = (index: number) => {
    const bytes = messages.at(index);
    const message = bytes && decoded(() => proto.HistorySyncMsg.decode(bytes));
    return Number(message?.message?.messageTimestamp ?? 0);
  };
  return time(0) >= time(-1);
}

function decoded<T>(decode: () => T): T | null {
  try {
    return decode();
  } catch {
    return null;
  }
}
