import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { StoredFile } from '#host/connectors/connector.ts';
import { AtalayaError } from '#shared/errors.ts';

/*
 * A file of the store: magic (5), salt (16), then chunks of 64 KiB of plaintext, each AES-256-GCM with its number as
 * nonce and, as additional data, whether it is the last. The key of a file comes from the store's key and the salt.
 * So a chunk can be read alone, and none can be changed, moved, dropped or added at the end unnoticed.
 */
const magic = Buffer.from('ATLM1');
const saltBytes = 16;
const headerBytes = magic.length + saltBytes;
const chunkBytes = 65_536;
const tagBytes = 16;
const sealedBytes = chunkBytes + tagBytes;

/** The encrypted files that came with messages, named by their content: each content is there once. */
export interface MediaStore {
  /**
   * Streams the bytes in and returns their name and size. Nothing is left when the source fails or is aborted. Error:
   * `disk-full`.
   */
  store(source: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<StoredFile>;
  /** The file of that content, when it is there with its beginning and its end. */
  find(sha256: string): Promise<StoredFile | null>;
  /** Size of a stored file in bytes. Errors: `media-missing`, `file-unreadable`. */
  size(sha256: string): Promise<number>;
  /**
   * The bytes from `start` to before `end`. Errors: `media-missing` when the file is gone or was changed,
   * `file-unreadable` when the disk does not give it now.
   */
  read(sha256: string, start: number, end: number): Promise<Uint8Array>;
}

/** The stored files for somebody who only reads them. */
export type MediaReader = Pick<MediaStore, 'find' | 'size' | 'read'>;

/** Opens the store in a folder; `key` is the workspace's own 256 bits. Nobody else may have the store open. */
export function openMediaStore(folder: string, key: Uint8Array): MediaStore {
  removeLeftovers(folder);
  return mediaStore(folder, key);
}

/** Opens the store of a folder for reading, beside the one who has it open. */
export function openMediaReader(folder: string, key: Uint8Array): MediaReader {
  const { find, size, read } = mediaStore(folder, key);
  return { find, size, read };
}

function mediaStore(folder: string, key: Uint8Array): MediaStore {
  const storeKey = Buffer.from(hkdfSync('sha256', key, '', 'atalaya media store', 32));

  /** The name on disk does not tell a stranger which known file it is. */
  function place(sha256: string): { folder: string; file: string } {
    const name = createHmac('sha256', storeKey).update(sha256, 'hex').digest('hex');
    const shelf = join(folder, name.slice(0, 2));
    return { folder: shelf, file: join(shelf, name.slice(2)) };
  }

  function fileKey(salt: Uint8Array): Buffer {
    return Buffer.from(hkdfSync('sha256', storeKey, salt, 'file', 32));
  }

  /** Works on a stored file; `size` is that of its content. */
  async function withFile<T>(sha256: string, work: (file: SealedFile) => Promise<T>): Promise<T> {
    let handle: FileHandle | undefined;
    try {
      handle = await open(place(sha256).file, 'r');
      const header = await readExactly(handle, 0, headerBytes);
      if (!header.subarray(0, magic.length).equals(magic)) throw new AtalayaError('media-missing');
      const sealed = (await handle.stat()).size - headerBytes;
      const size = sealed - Math.ceil(sealed / sealedBytes) * tagBytes;
      if (size < 0) throw new AtalayaError('media-missing');
      return await work({ handle, secret: fileKey(header.subarray(magic.length)), size });
    } catch (cause) {
      throw readError(cause);
    } finally {
      await handle?.close();
    }
  }

  async function find(sha256: string): Promise<StoredFile | null> {
    try {
      return await withFile(sha256, async (file) => {
        await chunkOf(file, lastChunk(file.size));
        return { sha256, size: file.size };
      });
    } catch {
      return null;
    }
  }

  /** Puts a finished file in its place, durably; one that is there already and whole stays. */
  async function settle(temporary: string, sha256: string): Promise<void> {
    const target = place(sha256);
    if ((await find(sha256)) !== null) {
      await rm(temporary, { force: true });
      return;
    }
    const isNewShelf = !existsSync(target.folder);
    await mkdir(target.folder, { recursive: true });
    if (isNewShelf) await syncFolder(folder);
    await rename(temporary, target.file);
    await syncFolder(target.folder);
  }

  return {
    async store(source, signal) {
      await mkdir(folder, { recursive: true });
      const temporary = join(folder, `.${randomBytes(12).toString('hex')}`);
      const handle = await open(temporary, 'wx', 0o600);
      try {
        const salt = randomBytes(saltBytes);
        const sealer = createSealer(fileKey(salt));
        const content = createHash('sha256');
        let size = 0;
        await handle.appendFile(Buffer.concat([magic, salt]));
        for await (const piece of source) {
          signal?.throwIfAborted();
          content.update(piece);
          size += piece.length;
          for (const chunk of sealer.push(piece)) await handle.appendFile(chunk);
        }
        await handle.appendFile(sealer.end());
        await handle.sync();
        await handle.close();
        const sha256 = content.digest('hex');
        await settle(temporary, sha256);
        return { sha256, size };
      } catch (error) {
        await handle.close().catch(() => undefined);
        await rm(temporary, { force: true });
        throw hasCode(error, fullCodes) ? new AtalayaError('disk-full', {}, { cause: error }) : error;
      }
    },
    find,
    size: (sha256) => withFile(sha256, ({ size }) => Promise.resolve(size)),
    read(sha256, start, end) {
      return withFile(sha256, async (file) => {
        const from = Math.max(start, 0);
        const to = Math.min(end, file.size);
        const pieces: Buffer[] = [];
        for (let number = Math.floor(from / chunkBytes); number * chunkBytes < to; number += 1) {
          const chunk = await chunkOf(file, number);
          const offset = number * chunkBytes;
          pieces.push(chunk.subarray(Math.max(from - offset, 0), to - offset));
        }
        return Buffer.concat(pieces);
      });
    },
  };
}

/** A file that is open for reading; `size` is that of its content. */
interface SealedFile {
  readonly handle: FileHandle;
  readonly secret: Buffer;
  readonly size: number;
}

const fullCodes: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT']);
const goneCodes: ReadonlySet<unknown> = new Set(['ENOENT', 'ENOTDIR', 'EISDIR']);

function hasCode(error: unknown, codes: ReadonlySet<unknown>): boolean {
  return error instanceof Error && 'code' in error && codes.has(error.code);
}

/** What is wrong with a stored file: a system error may pass, anything else will not. */
function readError(cause: unknown): AtalayaError {
  if (cause instanceof AtalayaError) return cause;
  const isSystem = cause instanceof Error && 'errno' in cause && !hasCode(cause, goneCodes);
  return new AtalayaError(isSystem ? 'file-unreadable' : 'media-missing', {}, { cause });
}

/** What a killed run left half written. */
function removeLeftovers(folder: string): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    if (/^\.[0-9a-f]{24}$/.test(name)) rmSync(join(folder, name), { force: true });
  }
}

/** Makes a new name in a folder durable. Windows has no such call and does it by itself. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Up to `length` bytes at a place; fewer at the end of the file. */
async function readExactly(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  let read = 0;
  while (read < length) {
    const { bytesRead } = await handle.read(bytes, read, length - read, position + read);
    if (bytesRead === 0) break;
    read += bytesRead;
  }
  return bytes.subarray(0, read);
}

const lastChunk = (size: number): number => Math.max(Math.ceil(size / chunkBytes) - 1, 0);

async function chunkOf({ handle, secret, size }: SealedFile, number: number): Promise<Buffer> {
  const sealed = await readExactly(handle, headerBytes + number * sealedBytes, sealedBytes);
  return unseal(secret, number, number === lastChunk(size), sealed);
}

function nonce(number: number): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32BE(number, 8);
  return bytes;
}

function lastMark(isLast: boolean): Buffer {
  return Buffer.from([isLast ? 1 : 0]);
}

function createSealer(key: Buffer) {
  let waiting = Buffer.alloc(0);
  let number = 0;
  function seal(chunk: Buffer, isLast: boolean): Buffer {
    const cipher = createCipheriv('aes-256-gcm', key, nonce(number)).setAAD(lastMark(isLast));
    number += 1;
    return Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()]);
  }
  return {
    push(piece: Uint8Array): Buffer[] {
      waiting = Buffer.concat([waiting, piece]);
      const sealed: Buffer[] = [];
      // A full chunk waits for more: only the end tells which one is the last.
      let offset = 0;
      for (; waiting.length - offset > chunkBytes; offset += chunkBytes) {
        sealed.push(seal(waiting.subarray(offset, offset + chunkBytes), false));
      }
      waiting = waiting.subarray(offset);
      return sealed;
    },
    end: () => seal(waiting, true),
  };
}

function unseal(key: Buffer, number: number, isLast: boolean, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce(number)).setAAD(lastMark(isLast));
  decipher.setAuthTag(sealed.subarray(-tagBytes));
  return Buffer.concat([decipher.update(sealed.subarray(0, -tagBytes)), decipher.final()]);
}
