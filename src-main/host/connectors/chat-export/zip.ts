import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { AtalayaError } from '#shared/errors.ts';

/** An export with media holds at most 10,000 messages. */
const maximumEntries = 50_000;
const longestPath = 1024;
/** More bytes than this must not come out of one byte of the zip; text compresses to a tenth. */
const maximumRatio = 200;
/** Below this size in bytes no ratio is dangerous. */
const harmlessBytes = 64 * 1024 * 1024;

/** A file inside of a zip. */
export interface ZippedFile {
  readonly path: string;
  /** Bytes, uncompressed. */
  readonly size: number;
  open(): Promise<AsyncIterable<Uint8Array>>;
}

export interface OpenZip {
  readonly files: readonly ZippedFile[];
  close(): void;
}

/**
 * Lists a zip without unpacking it. Nothing is ever written by the names inside, and yet a zip that has names outside
 * of its folder, or that would swell beyond all measure, is no export of WhatsApp: it throws `zip-unsafe`. Damaged
 * and encrypted ones throw `file-unreadable`.
 */
export async function openZip(path: string): Promise<OpenZip> {
  const zip = await openPromise(path, {
    lazyEntries: true,
    autoClose: false,
    validateEntrySizes: true,
  }).catch((cause: unknown) => {
    throw unreadable(cause);
  });
  try {
    return { files: await listFiles(zip), close: () => zip.close() };
  } catch (error) {
    zip.close();
    throw error instanceof AtalayaError ? error : unreadable(error);
  }
}

async function listFiles(zip: ZipFile): Promise<ZippedFile[]> {
  if (zip.entryCount > maximumEntries) throw unsafe('entries');
  const files: ZippedFile[] = [];
  let total = 0;
  for await (const entry of zip.eachEntry()) {
    if (entry.fileNameLength > longestPath) throw unsafe('name');
    total += entry.uncompressedSize;
    const swells = (size: number, from: number) => size > harmlessBytes && size > from * maximumRatio;
    if (swells(entry.uncompressedSize, entry.compressedSize) || swells(total, zip.fileSize))
      throw unsafe('ratio');
    if (!isIgnored(entry.fileName)) files.push(fileOf(zip, entry));
  }
  return files;
}

/** Folders, and what macOS adds to a zip. */
function isIgnored(path: string): boolean {
  return path.endsWith('/') || path.startsWith('__MACOSX/') || /(?:^|\/)\._[^/]*$/u.test(path);
}

function fileOf(zip: ZipFile, entry: Entry): ZippedFile {
  return {
    path: entry.fileName,
    size: entry.uncompressedSize,
    open: async () => {
      if (entry.isEncrypted()) throw new AtalayaError('file-unreadable', { reason: 'encrypted' });
      return withErrors(await zip.openReadStreamPromise(entry).catch(rethrow));
    },
  };
}

async function* withErrors(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* stream;
  } catch (cause) {
    throw unreadable(cause);
  }
}

function rethrow(cause: unknown): never {
  throw unreadable(cause);
}

function unreadable(cause: unknown): AtalayaError {
  const isName =
    cause instanceof Error &&
    /^(?:invalid relative path|absolute path|invalid characters)/u.test(cause.message);
  return isName
    ? unsafe('name', cause)
    : new AtalayaError('file-unreadable', { reason: 'damaged' }, { cause });
}

function unsafe(reason: string, cause?: unknown): AtalayaError {
  return new AtalayaError('zip-unsafe', { reason }, { cause });
}
