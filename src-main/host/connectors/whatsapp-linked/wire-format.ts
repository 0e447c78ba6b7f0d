/*
 * The outermost layer of a protobuf message, field by field: enough to take a large message apart without having all
 * of it in memory. https://protobuf.dev/programming-guides/encoding/
 */

/** One field as it is encoded; `payload` is what a field of bytes, text or a message holds, else null. */
export interface WireField {
  readonly number: number;
  readonly payload: Buffer | null;
  /** The whole field with its tag: fields put one after the other make a message again. */
  readonly encoded: Buffer;
}

/** Larger than any single field that a phone sends. */
const largestField = 256 * 1024 ** 2;
const longestVarint = 10;
const wireTypes = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 };

/** The fields of a message that is in memory. Throws a RangeError where it breaks off or makes no sense. */
export function* fieldsOf(message: Buffer): Generator<WireField> {
  for (let at = 0; at < message.length;) {
    const end = fieldEnd(message, at);
    if (end === null || end > message.length) throw new RangeError('a message breaks off');
    yield field(message.subarray(at, end));
    at = end;
  }
}

/** A field that holds bytes, text or a message. */
export function fieldOf(number: number, payload: Uint8Array): Buffer {
  return Buffer.concat([written(number * 8 + wireTypes.bytes), written(payload.length), payload]);
}

function written(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return Buffer.from([...bytes, rest]);
}

/** The fields of a message that arrives in pieces; each is let go before the next is read. */
export async function* streamFields(source: AsyncIterable<Buffer>): AsyncGenerator<WireField> {
  let waiting: Buffer[] = [];
  let size = 0;
  let needed = 1;
  for await (const chunk of source) {
    waiting.push(chunk);
    size += chunk.length;
    if (size < needed) continue;
    const bytes = waiting.length === 1 ? chunk : Buffer.concat(waiting);
    let at = 0;
    needed = 1;
    for (;;) {
      const end = at < bytes.length ? fieldEnd(bytes, at) : null;
      if (end === null || end > bytes.length) {
        needed = end === null ? bytes.length - at + 1 : end - at;
        break;
      }
      yield field(bytes.subarray(at, end));
      at = end;
    }
    waiting = at < bytes.length ? [bytes.subarray(at)] : [];
    size = bytes.length - at;
  }
  if (size > 0) throw new RangeError('a message breaks off');
}

/** Where the field that begins here ends; null when its beginning is not all there. */
function fieldEnd(bytes: Buffer, start: number): number | null {
  const tag = varint(bytes, start);
  if (tag === null) return null;
  const type = tag.value % 8;
  if (type === wireTypes.fixed64) return tag.end + 8;
  if (type === wireTypes.fixed32) return tag.end + 4;
  const next = varint(bytes, tag.end);
  if (next === null) return null;
  if (type === wireTypes.varint) return next.end;
  if (type !== wireTypes.bytes || next.value > largestField) throw new RangeError('not a field of a message');
  return next.end + next.value;
}

function field(encoded: Buffer): WireField {
  const tag = varint(encoded, 0) ?? { value: 0, end: 0 };
  const isBytes = tag.value % 8 === wireTypes.bytes;
  const length = isBytes ? varint(encoded, tag.end) : null;
  return {
    number: Math.floor(tag.value / 8),
    payload: length === null ? null : encoded.subarray(length.end),
    encoded,
  };
}

function varint(bytes: Buffer, start: number): { readonly value: number; readonly end: number } | null {
  let value = 0;
  for (let index = 0; index < longestVarint; index += 1) {
    const byte = bytes[start + index];
    if (byte === undefined) return null;
    value += (byte % 128) * 128 ** index;
    if (byte < 128) return { value, end: start + index + 1 };
  }
  throw new RangeError('not a number of a message');
}
