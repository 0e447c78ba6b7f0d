import { proto } from '@whiskeysockets/baileys';
import { fieldsOf } from './wire-format.ts';

const fields = { deviceSentMessage: 31, message: 2 };

/**
 * Whether a message that brings the key of a group holds something else that this version does not know: by itself the
 * key is traffic between programs.
 */
export function holdsMoreThanKey(bytes: Uint8Array, message: proto.IMessage): boolean {
  const own = message.deviceSentMessage?.message;
  const inner = own ?? message;
  if (!inner.senderKeyDistributionMessage) return false;
  try {
    const known = new Set(numbersIn(proto.Message.encode(inner).finish()));
    const sent = own ? payloadAt(bytes, [fields.deviceSentMessage, fields.message]) : bytes;
    return numbersIn(sent).some((number) => !known.has(number));
  } catch {
    return false;
  }
}

const asBuffer = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);

const numbersIn = (bytes: Uint8Array): number[] => [...fieldsOf(asBuffer(bytes))].map(({ number }) => number);

/** What is found by following fields of messages inside each other. */
function payloadAt(bytes: Uint8Array, path: readonly number[]): Uint8Array {
  let at = bytes;
  for (const wanted of path)
    at = [...fieldsOf(asBuffer(at))].findLast(({ number }) => number === wanted)?.payload ?? new Uint8Array();
  return at;
}
