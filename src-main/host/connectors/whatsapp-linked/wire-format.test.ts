import { proto } from '@whiskeysockets/baileys';
import { expect, test } from 'vitest';
import { fieldsOf, streamFields, type WireField } from './wire-format.ts';

const message = Buffer.from(
  proto.HistorySync.encode({
    syncType: 3,
    progress: 300,
    conversations: [
      { id: 'a', messages: [] },
      { id: 'b'.repeat(5000), messages: [] },
    ],
    threadIdUserSecret: Buffer.from('secret'),
  }).finish(),
);

async function collect(source: AsyncIterable<WireField>): Promise<WireField[]> {
  const all: WireField[] = [];
  for await (const each of source) all.push(each);
  return all;
}

async function* inPieces(size: number, bytes = message): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

test.each([1, 2, 7, 1000, 10_000])('fields that arrive in pieces of %i bytes are the same', async (size) => {
  const whole = [...fieldsOf(message)];
  const streamed = await collect(streamFields(inPieces(size)));
  expect(streamed).toEqual(whole);
  expect(Buffer.concat(streamed.map(({ encoded }) => encoded)).equals(message)).toBe(true);
  const conversations = whole.filter(({ number }) => number === 2);
  expect(
    conversations.map(({ payload }) => proto.Conversation.decode(payload ?? Buffer.alloc(0)).id),
  ).toEqual(['a', 'b'.repeat(5000)]);
});

test('a message that breaks off or makes no sense is refused', async () => {
  const cut = message.subarray(0, -1);
  expect(() => [...fieldsOf(cut)]).toThrow(RangeError);
  await expect(collect(streamFields(inPieces(100, cut)))).rejects.toThrow(RangeError);
  expect(() => [...fieldsOf(Buffer.alloc(20, 0xff))]).toThrow(RangeError);
  expect(() => [...fieldsOf(Buffer.from([0x12, 0xff, 0xff, 0xff, 0xff, 0x7f]))]).toThrow(RangeError);
});
