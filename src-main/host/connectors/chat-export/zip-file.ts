import { AtalayaError } from '#shared/errors.ts';

/** An export with media holds at most 10,000 messages. */
export const maximumEntries = 50_000;
/** More bytes than this must not come out of one byte of the zip; text compresses to a tenth. */
const maximumRatio = 200;
/** Below this size in bytes no ratio is dangerous. */
const harmlessBytes = 64 * 1024 * 1024;

/** A file inside of a zip. */
export interface ZippedFile {
  readonly path: string;
  /** Bytes, uncompressed. */
  readonly size: number;
  /** False where its end is missing or its bytes are not those that were packed: `open` gives what is there. */
  readonly isWhole: boolean;
  open(): Promise<AsyncIterable<Uint8Array>>;
}

export interface OpenZip {
  readonly files: readonly ZippedFile[];
  /** Its end is missing, and with it whatever files stood there. */
  readonly isDamaged: boolean;
  close(): Promise<void>;
}

/** Whether more comes out of so many bytes than an export has. */
export function swells(size: number, from: number): boolean {
  return size > harmlessBytes && size > from * maximumRatio;
}

/** A file as it was found in a zip; null for folders, and for what macOS adds to a zip. */
export function entryFile({
  isEncrypted,
  open,
  ...file
}: ZippedFile & { readonly isEncrypted: boolean }): ZippedFile | null {
  const { path } = file;
  if (path.endsWith('/') || path.startsWith('__MACOSX/') || /(?:^|\/)\._[^/]*$/u.test(path)) return null;
  return {
    ...file,
    open: async () => {
      if (isEncrypted) throw new AtalayaError('file-unreadable', { reason: 'encrypted' });
      return contentOf(open);
    },
  };
}

/** Opens only when it is read: the error of a stream that nobody listens to would end the process. */
async function* contentOf(open: ZippedFile['open']): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* await open();
  } catch (cause) {
    throw unreadable(cause);
  }
}

/** Whether a zip was refused because a name in it leads outside of its folder. */
export function isBadName(cause: unknown): boolean {
  return (
    cause instanceof Error &&
    /^(?:invalid relative path|absolute path|invalid characters)/u.test(cause.message)
  );
}

/** The error for a zip, or a file in it, that can't be read. */
export function unreadable(cause: unknown): AtalayaError {
  return isBadName(cause)
    ? unsafe('name', cause)
    : new AtalayaError('file-unreadable', { reason: 'damaged' }, { cause });
}

/** The error that refuses a zip. */
export function unsafe(reason: string, cause?: unknown): AtalayaError {
  return new AtalayaError('zip-unsafe', { reason }, { cause });
}
