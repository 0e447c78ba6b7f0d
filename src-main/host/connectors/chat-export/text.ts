import { isAscii, isUtf8 } from 'node:buffer';

/** Text is decoded in blocks of about this many bytes: small enough for the young generation of the heap. */
const blockBytes = 64 * 1024;
/** A line longer than this is handed over in pieces. */
const longestLineBytes = 1024 * 1024;

const replacement = '\uFFFD';
const lineFeed = 0x0a;

/** Some lines of the text. Every block ends with a line feed, but for the last one and pieces of an endless line. */
export interface TextBlock {
  readonly text: string;
  /** Bytes of the source decoded so far, this block included. */
  readonly bytes: number;
  /** Byte sequences so far that were no valid text. */
  readonly invalid: number;
}

/**
 * Decodes UTF-8, or UTF-16 that a byte order mark announces, without ever holding more than a block. Bytes that are
 * not valid become U+FFFD and are counted.
 */
export async function* decodeText(
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<TextBlock, void, undefined> {
  let decoder: Decoder | null = null;
  let buffer = Buffer.allocUnsafe(2 * blockBytes);
  let size = 0;
  let wanted = blockBytes;
  let bytes = 0;
  for await (const chunk of source) {
    for (let taken = 0; taken < chunk.byteLength;) {
      const part = chunk.subarray(taken, taken + blockBytes);
      taken += part.byteLength;
      if (size + part.byteLength > buffer.length) {
        buffer = Buffer.concat([buffer.subarray(0, size)], 2 * (size + part.byteLength));
      }
      buffer.set(part, size);
      size += part.byteLength;
      bytes += part.byteLength;
      if (size < wanted) continue;
      decoder ??= decoderOf(buffer);
      const { text, used } = decoder.decode(buffer.subarray(0, size), false);
      buffer.copyWithin(0, used, size);
      size -= used;
      wanted = size + blockBytes;
      if (text !== '') yield { text, bytes: bytes - size, invalid: decoder.invalid };
    }
  }
  decoder ??= decoderOf(buffer.subarray(0, size));
  const { text } = decoder.decode(buffer.subarray(0, size), true);
  if (text !== '') yield { text, bytes, invalid: decoder.invalid };
}

interface Decoder {
  invalid: number;
  /** Decodes as many whole lines as there are, at the end all of it; `used` are the bytes that it took. */
  decode(buffer: Buffer, end: boolean): { text: string; used: number };
}

function decoderOf(buffer: Buffer): Decoder {
  if (buffer[0] === 0xff && buffer[1] === 0xfe) return new Utf16Decoder(false);
  if (buffer[0] === 0xfe && buffer[1] === 0xff) return new Utf16Decoder(true);
  return new Utf8Decoder();
}

class Utf8Decoder implements Decoder {
  invalid = 0;
  #started = false;

  decode(buffer: Buffer, end: boolean): { text: string; used: number } {
    const stop = end ? buffer.length : cutUtf8(buffer);
    const text = this.#text(buffer.subarray(0, stop));
    const hasMark = !this.#started && text.startsWith('\uFEFF');
    this.#started ||= text !== '';
    return { text: hasMark ? text.slice(1) : text, used: stop };
  }

  #text(bytes: Buffer): string {
    if (isAscii(bytes)) return bytes.toString('latin1');
    const text = bytes.toString('utf8');
    if (!isUtf8(bytes))
      this.invalid += occurrences(text, replacement) - occurrences(bytes, Buffer.from(replacement));
    return text;
  }
}

/** Where to cut so that no line is broken; within a line that is too long, so that no character is. */
function cutUtf8(buffer: Buffer): number {
  const end = buffer.lastIndexOf(lineFeed) + 1;
  if (end > 0 || buffer.length < longestLineBytes) return end;
  let at = buffer.length - 1;
  for (let back = 0; back < 3 && ((buffer[at] ?? 0) & 0xc0) === 0x80; back++) at--;
  return (buffer[at] ?? 0) >= 0xc0 ? at : buffer.length;
}

class Utf16Decoder implements Decoder {
  invalid = 0;
  readonly #bigEndian: boolean;
  #started = false;

  constructor(bigEndian: boolean) {
    this.#bigEndian = bigEndian;
  }

  decode(buffer: Buffer, end: boolean): { text: string; used: number } {
    const even = buffer.length - (buffer.length % 2);
    const units = Buffer.from(buffer.subarray(0, even));
    if (this.#bigEndian) units.swap16();
    const stop = end ? even : cutUtf16(units);
    const raw = units.toString('utf16le', this.#started ? 0 : 2, stop);
    this.#started = true;
    const text = raw.toWellFormed();
    if (text !== raw) this.invalid += occurrences(text, replacement) - occurrences(raw, replacement);
    if (end && even < buffer.length) this.invalid++;
    return { text, used: stop };
  }
}

function cutUtf16(units: Buffer): number {
  for (let at = units.length - 2; at >= 0; at -= 2) {
    if (units[at] === lineFeed && units[at + 1] === 0) return at + 2;
  }
  if (units.length < longestLineBytes) return 0;
  const last = units[units.length - 1] ?? 0;
  return last >= 0xd8 && last <= 0xdb ? units.length - 2 : units.length;
}

function occurrences<T extends { indexOf(value: T, from: number): number; readonly length: number }>(
  text: T,
  part: T,
): number {
  let count = 0;
  for (let at = text.indexOf(part, 0); at >= 0; at = text.indexOf(part, at + part.length)) count++;
  return count;
}
