import { randomBytes } from 'node:crypto';
import { proto } from '@whiskeysockets/baileys';
import { expect, test } from 'vitest';
import { readContent } from './content.ts';

/** Null for bytes that are no protobuf, which the reader keeps as they are. */
function decoded(bytes: Uint8Array): proto.IMessage | null {
  try {
    return proto.Message.decode(bytes);
  } catch {
    return null;
  }
}

test('a message that is nested without end, or cut and changed at random, is read without failing', () => {
  let nested: proto.IMessage = { conversation: 'hola' };
  for (let depth = 0; depth < 20_000; depth += 1) nested = { commentMessage: { message: nested } };
  expect(readContent(nested)).toMatchObject({ type: 'message', kind: 'unknown' });

  const whole = Buffer.from(
    proto.Message.encode({
      interactiveMessage: {
        body: { text: 'hola' },
        nativeFlowMessage: { buttons: [{ name: 'x', buttonParamsJson: '{"sections":[{"rows":"no"}]}' }] },
        contextInfo: { stanzaId: 'A', quotedMessage: { pollCreationMessage: { options: [{}] } } },
      },
    }).finish(),
  );
  for (let round = 0; round < 2_000; round += 1) {
    const changed = Buffer.from(whole.subarray(0, 1 + (round % whole.length)));
    const [place = 0, value = 0] = randomBytes(2);
    changed.writeUInt8(value, place % changed.length);
    const message = decoded(changed);
    if (message) readContent(message);
  }
});

test('what belongs to status updates and channels is left out, and a mention in one is told', () => {
  const inner = { message: { conversation: 'estado' } };
  for (const field of ['groupStatusMessage', 'groupStatusMessageV2', 'statusAddYours'] as const)
    expect(readContent({ [field]: inner })).toEqual({ type: 'nothing', introduces: false });
  expect(readContent({ statusMentionMessage: inner })).toMatchObject({
    kind: 'system',
    text: 'status-mention',
  });
});

test('a field of a later WhatsApp makes a message unknown, never empty', () => {
  expect(readContent(proto.Message.decode(Buffer.from('fa7d03666f6f', 'hex')))).toMatchObject({
    type: 'message',
    kind: 'unknown',
  });
});
