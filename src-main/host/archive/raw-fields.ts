/** More lines than anybody reads. */
const mostLines = 5_000;
const deepest = 12;
const longestBytes = 256;

/**
 * A protobuf as text without its schema: field numbers with what stands in them, so that what this version does not
 * know can still be read and handed on. Bytes that make up a message of their own are unfolded.
 */
export function rawFields(raw: Uint8Array): string {
  const lines: string[] = [];
  if (!unfold(Buffer.from(raw), 0, lines)) return Buffer.from(raw).toString('hex');
  return lines.slice(0, mostLines).join('\n');
}

/** Appends the fields; false when the bytes are no protobuf. */
function unfold(bytes: Buffer, depth: number, lines: string[]): boolean {
  const indent = '  '.repeat(depth);
  let at = 0;
  while (at < bytes.length) {
    if (lines.length > mostLines) return true;
    const tag = varint(bytes, at);
    if (tag === null || tag.value > 0xffff_ffffn) return false;
    const field = Number(tag.value >> 3n);
    if (field === 0) return false;
    at = tag.end;
    switch (Number(tag.value & 7n)) {
      case 0: {
        const number = varint(bytes, at);
        if (number === null) return false;
        lines.push(`${indent}${field}: ${number.value}`);
        at = number.end;
        break;
      }
      case 1:
      case 5: {
        const end = at + ((tag.value & 7n) === 1n ? 8 : 4);
        if (end > bytes.length) return false;
        lines.push(`${indent}${field}: 0x${bytes.subarray(at, end).toString('hex')}`);
        at = end;
        break;
      }
      case 2: {
        const length = varint(bytes, at);
        if (length === null || length.value > BigInt(bytes.length - length.end)) return false;
        const end = length.end + Number(length.value);
        pushBytes(bytes.subarray(length.end, end), `${indent}${field}`, depth, lines);
        at = end;
        break;
      }
      default:
        return false;
    }
  }
  return true;
}

function pushBytes(bytes: Buffer, name: string, depth: number, lines: string[]): void {
  const inner: string[] = [];
  const text = readable(bytes);
  if (text === null && bytes.length > 0 && depth < deepest && unfold(bytes, depth + 1, inner)) {
    lines.push(`${name} {`, ...inner, `${'  '.repeat(depth)}}`);
    return;
  }
  const hex = bytes.subarray(0, longestBytes).toString('hex');
  const rest = bytes.length > longestBytes ? `… (${bytes.length} bytes)` : '';
  lines.push(`${name}: ${text === null ? `0x${hex}${rest}` : JSON.stringify(text)}`);
}

/** Text that a person could have written; null for anything else. */
function readable(bytes: Buffer): string | null {
  const text = bytes.toString();
  return Buffer.from(text).equals(bytes) && !/[\p{Cc}\p{Cn}]/u.test(text.replaceAll(/[\t\n\r]/g, ''))
    ? text
    : null;
}

function varint(bytes: Buffer, start: number): { readonly value: bigint; readonly end: number } | null {
  let value = 0n;
  for (let at = start; at < bytes.length && at < start + 10; at += 1) {
    const byte = bytes.readUInt8(at);
    value |= BigInt(byte & 0x7f) << BigInt(7 * (at - start));
    if (byte < 0x80) return { value, end: at + 1 };
  }
  return null;
}
