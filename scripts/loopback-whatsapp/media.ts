import { createCipheriv, createHash, createHmac, hkdfSync, randomBytes, randomUUID } from 'node:crypto';

/** A file as WhatsApp's media servers hold it, and what a message says of it. */
export interface UploadedFile {
  readonly url: string;
  readonly mediaKey: Uint8Array;
  readonly fileSha256: Uint8Array;
  readonly fileEncSha256: Uint8Array;
  readonly fileLength: number;
  readonly mimetype: string;
}

export interface MediaStore {
  upload(content: Uint8Array, type: 'Image' | 'Video' | 'Audio' | 'Document', mimetype: string): UploadedFile;
  /** The blob behind a request path; null when there is none (any more). */
  read(path: string): Uint8Array | null;
  /** Takes a file away, as the real servers do after some weeks. */
  expire(url: string): void;
  /** Resolves when a client asks for it. */
  fetched(url: string): Promise<void>;
  /** Changes a byte of a stored blob. */
  corrupt(url: string): void;
}

export function createMediaStore(origin: string): MediaStore {
  const blobs = new Map<string, Buffer>();
  const awaited = new Map<string, () => void>();
  return {
    upload(content, type, mimetype) {
      const mediaKey = randomBytes(32);
      const keys = Buffer.from(hkdfSync('sha256', mediaKey, Buffer.alloc(32), `WhatsApp ${type} Keys`, 112));
      const iv = keys.subarray(0, 16);
      const cipher = createCipheriv('aes-256-cbc', keys.subarray(16, 48), iv);
      const body = Buffer.concat([cipher.update(content), cipher.final()]);
      const mac = createHmac('sha256', keys.subarray(48, 80))
        .update(iv)
        .update(body)
        .digest()
        .subarray(0, 10);
      const blob = Buffer.concat([body, mac]);
      const path = `/media/${randomUUID()}`;
      blobs.set(path, blob);
      return {
        url: origin + path,
        mediaKey,
        fileSha256: sha256(content),
        fileEncSha256: sha256(blob),
        fileLength: content.length,
        mimetype,
      };
    },
    read(path) {
      awaited.get(path)?.();
      return blobs.get(path) ?? null;
    },
    fetched: (url) =>
      new Promise((resolve) => {
        awaited.set(new URL(url).pathname, resolve);
      }),
    expire: (url) => {
      blobs.delete(new URL(url).pathname);
    },
    corrupt(url) {
      const blob = blobs.get(new URL(url).pathname);
      if (blob) blob.writeUInt8(blob.readUInt8(0) ^ 1, 0);
    },
  };
}

const sha256 = (content: Uint8Array): Buffer => createHash('sha256').update(content).digest();
