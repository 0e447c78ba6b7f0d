import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { AtalayaError } from '#shared/errors.ts';

/** A file of an export as the manifest lists it; `path` with `/`. */
export interface ListedFile {
  readonly path: string;
  readonly sha256: string;
  readonly size: number;
}

/** A file that is being written. */
export interface OutputFile {
  write(content: string | Uint8Array): void;
  /** Ends the file and lists it. */
  close(): ListedFile;
}

/** The folder in which an export comes into being, under a name of its own until it is whole. */
export interface ExportOutput {
  open(path: string): OutputFile;
  /** A whole small file. */
  put(path: string, content: string | Uint8Array): ListedFile;
  has(path: string): boolean;
  /** All that was closed so far, in that order. */
  listed(): Generator<ListedFile>;
  /** The content of a file that was closed. */
  read(path: string): Readable;
  readonly files: number;
  readonly bytes: number;
  /** Makes sure that a file, and that it is in its folder, survives a power cut. */
  settle(path: string): void;
  close(): void;
}

const bufferBytes = 262_144;
const ivBytes = 16;

/** What went wrong with the place of an export. Errors: `export-disk-full`, `folder-unwritable`, or the cause. */
export function outputError(cause: unknown): unknown {
  const code = cause instanceof Error && 'code' in cause ? cause.code : null;
  if (code === 'ENOSPC' || code === 'EDQUOT') return new AtalayaError('export-disk-full', {}, { cause });
  if (typeof code === 'string' && unwritable.has(code))
    return new AtalayaError('folder-unwritable', {}, { cause });
  return cause;
}

const unwritable: ReadonlySet<string> = new Set([
  'EACCES',
  'EPERM',
  'EROFS',
  'ENOENT',
  'ENOTDIR',
  'EEXIST',
  'EIO',
  'EFBIG',
  'ENAMETOOLONG',
]);

function attempt<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw outputError(cause);
  }
}

/**
 * Begins an export in a folder that is not there yet. Where it will end as an encrypted zip, `isSealed`: everything is
 * encrypted under a key that is kept in memory only, so that nothing readable is left on the disk. All writing is
 * synchronous: it happens in a thread of its own. Errors: as `outputError`.
 */
export function openOutput(folder: string, isSealed: boolean): ExportOutput {
  const key = isSealed ? randomBytes(32) : null;
  const listFile = `${folder}.list`;
  let list: number | null = null;
  let files = 0;
  let bytes = 0;

  attempt(() => {
    mkdirSync(folder);
    list = openSync(listFile, 'w+', 0o600);
  });

  function remember(file: ListedFile): void {
    if (list === null) return;
    writeSync(list, `${JSON.stringify(file)}\n`);
    files += 1;
    bytes += file.size;
  }

  function open(path: string): OutputFile {
    const place = join(folder, path);
    const handle = attempt(() => {
      mkdirSync(dirname(place), { recursive: true });
      return openSync(place, 'wx', 0o600);
    });
    const content = createHash('sha256');
    const iv = randomBytes(ivBytes);
    const cipher = key === null ? null : createCipheriv('aes-256-ctr', key, iv);
    let size = 0;
    let waiting: Buffer[] = cipher === null ? [] : [iv];
    let waitingBytes = 0;

    function flush(): void {
      for (const piece of waiting) {
        for (let offset = 0; offset < piece.length;) offset += writeSync(handle, piece, offset);
      }
      waiting = [];
      waitingBytes = 0;
    }

    return {
      write: (added) =>
        attempt(() => {
          const piece = typeof added === 'string' ? Buffer.from(added) : Buffer.from(added);
          content.update(piece);
          size += piece.length;
          waiting.push(cipher === null ? piece : cipher.update(piece));
          waitingBytes += piece.length;
          if (waitingBytes >= bufferBytes) flush();
        }),
      close: () =>
        attempt(() => {
          try {
            flush();
          } finally {
            closeSync(handle);
          }
          const file = { path, sha256: content.digest('hex'), size };
          remember(file);
          return file;
        }),
    };
  }

  return {
    open,
    put(path, content) {
      const file = open(path);
      file.write(content);
      return file.close();
    },
    has: (path) => existsSync(join(folder, path)),
    *listed() {
      if (list === null) return;
      for (const line of linesOf(list)) {
        // Written above.
        const file: ListedFile = JSON.parse(line);
        yield file;
      }
    },
    read(path) {
      const place = join(folder, path);
      if (key === null) return createReadStream(place, { highWaterMark: bufferBytes });
      const iv = Buffer.alloc(ivBytes);
      const handle = openSync(place, 'r');
      readSync(handle, iv, 0, ivBytes, 0);
      closeSync(handle);
      const sealed = createReadStream(place, { start: ivBytes, highWaterMark: bufferBytes });
      return sealed.pipe(createDecipheriv('aes-256-ctr', key, iv));
    },
    get files() {
      return files;
    },
    get bytes() {
      return bytes;
    },
    settle(path) {
      attempt(() => {
        sync(join(folder, path), 'r+');
        // Windows has no such call for a folder and does it by itself.
        if (process.platform !== 'win32') sync(folder, 'r');
      });
    },
    close() {
      if (list !== null) closeSync(list);
      list = null;
      rmSync(listFile, { force: true });
    },
  };
}

function sync(place: string, flags: 'r' | 'r+'): void {
  const handle = openSync(place, flags);
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** The lines of an open file from its beginning, a piece at a time. */
function* linesOf(handle: number): Generator<string> {
  const piece = Buffer.alloc(bufferBytes);
  let rest = Buffer.alloc(0);
  for (let position = 0; ;) {
    const read = readSync(handle, piece, 0, piece.length, position);
    if (read === 0) break;
    position += read;
    rest = Buffer.concat([rest, piece.subarray(0, read)]);
    for (let end = rest.indexOf(10); end !== -1; end = rest.indexOf(10)) {
      yield rest.subarray(0, end).toString();
      rest = rest.subarray(end + 1);
    }
  }
}
