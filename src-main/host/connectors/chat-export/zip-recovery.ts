import { open, type FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { constants, crc32, createInflateRaw } from 'node:zlib';
import { getFileNameLowLevel, parseExtraFields, validateFileName } from 'yauzl';
import { throwIfCancelled } from './errors.ts';
import { entryFile, maximumEntries, swells, unsafe, type OpenZip, type ZippedFile } from './zip-file.ts';

const readBytes = 64 * 1024;
const headerBytes = 30;
const localHeader = 0x04034b50;
const dataDescriptor = 0x08074b50;
const stored = 0;
const deflated = 8;
/** In the place of a size that stands among the extra fields. */
const elsewhere = 0xffffffff;
const zip64 = 1;

/** A file in a zip as its own header describes it; what only the end of its data tells is null. */
interface LocalEntry {
  readonly path: string;
  readonly method: number;
  readonly isEncrypted: boolean;
  /** Where its data begin. */
  readonly from: number;
  readonly compressed: number | null;
  readonly size: number | null;
  readonly crc: number | null;
}

/** What the data of an entry are. */
interface Measured {
  readonly compressed: number;
  readonly size: number;
  readonly crc: number;
}

/**
 * What there is in a zip whose list of files, which stands at its end, is missing: each file in turn by its own
 * header, until one is cut off. All data are read once, so that what is called whole is whole. Null when there is no
 * file at all. Throws `zip-unsafe` and `cancelled`.
 */
export async function recoverZip(path: string, signal: AbortSignal | undefined): Promise<OpenZip | null> {
  const file = await open(path);
  try {
    const files = await listEntries(file, signal);
    if (files.length > 0) return { files, isDamaged: true, close: () => file.close() };
  } catch (error) {
    await file.close();
    throw error;
  }
  await file.close();
  return null;
}

async function listEntries(file: FileHandle, signal: AbortSignal | undefined): Promise<ZippedFile[]> {
  const { size: end } = await file.stat();
  const files: ZippedFile[] = [];
  let total = 0;
  for (let at: number | null = 0; at !== null;) {
    throwIfCancelled(signal);
    const entry: LocalEntry | null = await readEntry(file, at);
    if (entry === null) break;
    if (files.length >= maximumEntries) throw unsafe('entries');
    const measured = await measure(file, entry, end);
    total += measured.size;
    if (swells(total, end)) throw unsafe('ratio');
    const next: { at: number; crc: number } | null = await followedBy(file, entry, measured, end);
    const isWhole =
      next !== null && next.crc === measured.crc && (entry.size ?? measured.size) === measured.size;
    const found = entryFile({
      path: entry.path,
      size: measured.size,
      isWhole,
      isEncrypted: entry.isEncrypted,
      open: async () => contentOf(file, entry, entry.from + measured.compressed),
    });
    if (found !== null) files.push(found);
    at = next?.at ?? null;
  }
  return files;
}

async function readEntry(file: FileHandle, at: number): Promise<LocalEntry | null> {
  const head = await bytesAt(file, at, headerBytes);
  if (head === null || head.readUInt32LE(0) !== localHeader) return null;
  const flags = head.readUInt16LE(6);
  const nameLength = head.readUInt16LE(26);
  const extraLength = head.readUInt16LE(28);
  const rest = await bytesAt(file, at + headerBytes, nameLength + extraLength);
  if (rest === null) return null;
  const extra = extraFieldsOf(rest.subarray(nameLength));
  if (extra === null) return null;
  const path = getFileNameLowLevel(flags, rest.subarray(0, nameLength), extra, false);
  if (validateFileName(path) !== null) throw unsafe('name');
  const hasSizes = (flags & 8) === 0;
  const large = extra.find(({ id }) => id === zip64)?.data;
  const sizeOf = (written: number, offset: number) =>
    written === elsewhere && large !== undefined && large.length >= offset + 8
      ? Number(large.readBigUInt64LE(offset))
      : written;
  return {
    path,
    method: head.readUInt16LE(8),
    isEncrypted: (flags & 1) !== 0,
    from: at + headerBytes + nameLength + extraLength,
    crc: hasSizes ? head.readUInt32LE(14) : null,
    compressed: hasSizes ? sizeOf(head.readUInt32LE(18), 8) : null,
    size: hasSizes ? sizeOf(head.readUInt32LE(22), 0) : null,
  };
}

/** Null when they are damaged: the header can't be trusted then. */
function extraFieldsOf(bytes: Buffer): ReturnType<typeof parseExtraFields> | null {
  try {
    return parseExtraFields(bytes);
  } catch {
    return null;
  }
}

/** Reads the data of an entry to their end, or to that of the zip. */
async function measure(file: FileHandle, entry: LocalEntry, end: number): Promise<Measured> {
  const stop = entry.compressed === null ? end : Math.min(end, entry.from + entry.compressed);
  if (entry.isEncrypted || (entry.method !== stored && entry.method !== deflated))
    return { compressed: stop - entry.from, size: 0, crc: 0 };
  let size = 0;
  let crc = 0;
  const used = { bytes: stop - entry.from };
  for await (const piece of contentOf(file, entry, stop, used)) {
    size += piece.length;
    crc = crc32(piece, crc);
    if (swells(size, end - entry.from)) throw unsafe('ratio');
  }
  return { compressed: used.bytes, size, crc };
}

/** Where the next entry begins, and the sum that the data of this one must have; null when they are cut off. */
async function followedBy(
  file: FileHandle,
  { from, compressed, crc, method }: LocalEntry,
  measured: Measured,
  end: number,
): Promise<{ at: number; crc: number } | null> {
  if (compressed !== null && crc !== null)
    return from + compressed > end ? null : { at: from + compressed, crc };
  // Only compressed data tell their own end.
  if (method !== deflated) return null;
  const at = from + measured.compressed;
  const start = await bytesAt(file, at, 16);
  if (start === null) return null;
  const signed = start.readUInt32LE(0) === dataDescriptor ? 4 : 0;
  const long = await bytesAt(file, at + signed + 20, 4);
  const isLong = long !== null && long.readUInt32LE(0) === localHeader;
  return { at: at + signed + (isLong ? 20 : 12), crc: start.readUInt32LE(signed) };
}

/** What comes out of the data, as far as they are good. */
async function* contentOf(
  file: FileHandle,
  { from, method }: LocalEntry,
  stop: number,
  used?: { bytes: number },
): AsyncGenerator<Buffer, void, undefined> {
  if (method === stored) {
    yield* bytesBetween(file, from, stop);
    return;
  }
  // What is cut off ends without an error.
  const inflate = createInflateRaw({ finishFlush: constants.Z_SYNC_FLUSH });
  const source = Readable.from(bytesBetween(file, from, stop));
  source.on('error', (error) => inflate.destroy(error));
  try {
    for await (const piece of source.pipe(inflate)) if (Buffer.isBuffer(piece)) yield piece;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))) throw error;
  } finally {
    if (used !== undefined) used.bytes = inflate.bytesWritten;
    source.destroy();
    inflate.destroy();
  }
}

async function* bytesBetween(
  file: FileHandle,
  from: number,
  stop: number,
): AsyncGenerator<Buffer, void, undefined> {
  for (let at = from; at < stop;) {
    const { buffer, bytesRead } = await file.read(
      Buffer.allocUnsafe(readBytes),
      0,
      Math.min(readBytes, stop - at),
      at,
    );
    if (bytesRead === 0) return;
    at += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

async function bytesAt(file: FileHandle, at: number, length: number): Promise<Buffer | null> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at);
  return bytesRead === length ? buffer : null;
}
