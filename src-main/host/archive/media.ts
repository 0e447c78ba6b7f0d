import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
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

/** The encrypted files that came with messages, named by their content. */
export interface MediaStore {
  /** Streams the bytes in and returns their name and size. Nothing is left when the source fails or is aborted. */
  store(source: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<StoredFile>;
  /** Size of a stored file in bytes. Error: `media-missing`. */
  size(sha256: string): Promise<number>;
  /** The bytes from `start` to before `end`. Error: `media-missing`, also when the file was damaged. */
  read(sha256: string, start: number, end: number): Promise<Uint8Array>;
}

/** Opens the store in a folder; `key` is the workspace's own 256 bits. */
export function openMediaStore(folder: string, key: Uint8Array): MediaStore {
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

  async function withFile<T>(
    sha256: string,
    work: (handle: FileHandle, size: number) => Promise<T>,
  ): Promise<T> {
    let handle: FileHandle | undefined;
    try {
      handle = await open(place(sha256).file, 'r');
      const sealed = (await handle.stat()).size - headerBytes;
      return await work(handle, sealed - Math.ceil(sealed / sealedBytes) * tagBytes);
    } catch (cause) {
      throw cause instanceof AtalayaError ? cause : new AtalayaError('media-missing', {}, { cause });
    } finally {
      await handle?.close();
    }
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
        await handle.write(Buffer.concat([magic, salt]));
        for await (const piece of source) {
          signal?.throwIfAborted();
          content.update(piece);
          size += piece.length;
          for (const chunk of sealer.push(piece)) await handle.write(chunk);
        }
        await handle.write(sealer.end());
        await handle.sync();
        await handle.close();
        const sha256 = content.digest('hex');
        const target = place(sha256);
        await mkdir(target.folder, { recursive: true });
        await rename(temporary, target.file);
        return { sha256, size };
      } catch (error) {
        await handle.close().catch(() => undefined);
        await rm(temporary, { force: true });
        throw error;
      }
    },
    size: (sha256) => withFile(sha256, (_handle, size) => Promise.resolve(size)),
    read(sha256, start, end) {
      return withFile(sha256, async (handle, size) => {
        const header = Buffer.alloc(headerBytes);
        await handle.read(header, 0, headerBytes, 0);
        if (!header.subarray(0, magic.length).equals(magic)) throw new AtalayaError('media-missing');
        const secret = fileKey(header.subarray(magic.length));
        const last = Math.max(Math.ceil(size / chunkBytes) - 1, 0);
        const from = Math.max(start, 0);
        const to = Math.min(end, size);
        const pieces: Buffer[] = [];
        for (let number = Math.floor(from / chunkBytes); number * chunkBytes < to; number += 1) {
          const sealed = Buffer.alloc(sealedBytes);
          const { bytesRead } = await handle.read(sealed, 0, sealedBytes, headerBytes + number * sealedBytes);
          const chunk = unseal(secret, number, number === last, sealed.subarray(0, bytesRead));
          const offset = number * chunkBytes;
          pieces.push(chunk.subarray(Math.max(from - offset, 0), to - offset));
        }
        return Buffer.concat(pieces);
      });
    },
  };
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
