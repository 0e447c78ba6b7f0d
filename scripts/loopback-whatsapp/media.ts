import { createCipheriv, createHash, createHmac, hkdfSync, randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

type FileType = 'Image' | 'Video' | 'Audio' | 'Document' | 'History';

/** A file as WhatsApp's media servers hold it, and what a message says of it. */
export interface UploadedFile {
  readonly url: string;
  readonly mediaKey: Uint8Array;
  readonly fileSha256: Uint8Array;
  readonly fileEncSha256: Uint8Array;
  readonly fileLength: number;
  readonly mimetype: string;
}

/** What a server may do instead of giving a file. */
export type Trouble =
  | { readonly status: number; readonly retryAfter?: number }
  /** Breaks the connection in the middle. */
  | 'cut'
  /** Sends half of it and then nothing, until the connection is closed. */
  | 'stall';

export interface MediaStore {
  upload(content: Uint8Array, type: FileType, mimetype: string): UploadedFile;
  /** Puts a file that was uploaded with this key under a new path; null when there was none. */
  uploadAgain(mediaKey: Uint8Array): string | null;
  /** The keys of all files that were uploaded. */
  keys(): readonly Uint8Array[];
  /** Answers one request. */
  serve(request: IncomingMessage, response: ServerResponse): void;
  /** Takes a file away, as the real servers do after some weeks. */
  expire(url: string): void;
  /** The next answers to requests for it, or for any file, are trouble. */
  trouble(url: string | null, ...troubles: readonly Trouble[]): void;
  /** Resolves when a client asks for it. */
  fetched(url: string): Promise<void>;
  /** How often clients asked for a file. */
  requests(url?: string): number;
  /** Changes a byte of a stored blob. */
  corrupt(url: string): void;
}

interface Blob {
  readonly bytes: Buffer;
  readonly content: Uint8Array;
  readonly type: FileType;
  readonly mediaKey: Uint8Array;
}

export function createMediaStore(origin: string): MediaStore {
  const blobs = new Map<string, Blob>();
  const uploaded = new Map<string, Blob>();
  const awaited = new Map<string, () => void>();
  const troubles: { readonly path: string | null; readonly trouble: Trouble }[] = [];
  const asked: string[] = [];

  const put = (blob: Blob): string => {
    const path = `/media/${randomUUID()}`;
    blobs.set(path, blob);
    uploaded.set(Buffer.from(blob.mediaKey).toString('hex'), blob);
    return path;
  };
  const nextTrouble = (path: string): Trouble | undefined => {
    const index = troubles.findIndex((each) => each.path === null || each.path === path);
    return index === -1 ? undefined : troubles.splice(index, 1)[0]?.trouble;
  };

  return {
    upload(content, type, mimetype) {
      const mediaKey = randomBytes(32);
      const bytes = seal(content, type, mediaKey);
      return {
        url: origin + put({ bytes, content, type, mediaKey }),
        mediaKey,
        fileSha256: sha256(content),
        fileEncSha256: sha256(bytes),
        fileLength: content.length,
        mimetype,
      };
    },
    uploadAgain(mediaKey) {
      const blob = uploaded.get(Buffer.from(mediaKey).toString('hex'));
      return blob ? put({ ...blob, bytes: seal(blob.content, blob.type, mediaKey) }) : null;
    },
    keys: () => [...uploaded.values()].map(({ mediaKey }) => mediaKey),
    serve(request, response) {
      const path = request.url ?? '';
      asked.push(path);
      awaited.get(path)?.();
      const trouble = nextTrouble(path);
      const bytes = blobs.get(path)?.bytes;
      if (typeof trouble === 'object') {
        const { status, retryAfter } = trouble;
        if (retryAfter !== undefined) response.setHeader('retry-after', retryAfter);
        response.writeHead(status).end();
      } else if (!bytes) response.writeHead(404).end();
      else if (trouble === undefined) response.end(bytes);
      else {
        response.writeHead(200, { 'content-length': bytes.length });
        response.write(bytes.subarray(0, bytes.length / 2), () => {
          if (trouble === 'cut') response.destroy();
        });
      }
    },
    fetched: (url) =>
      new Promise((resolve) => {
        awaited.set(pathOf(url), resolve);
      }),
    requests: (url) =>
      url === undefined ? asked.length : asked.filter((path) => path === pathOf(url)).length,
    expire: (url) => {
      blobs.delete(pathOf(url));
    },
    trouble(url, ...next) {
      troubles.push(...next.map((trouble) => ({ path: url && pathOf(url), trouble })));
    },
    corrupt(url) {
      const bytes = blobs.get(pathOf(url))?.bytes;
      if (bytes) bytes.writeUInt8(bytes.readUInt8(0) ^ 1, 0);
    },
  };
}

const pathOf = (url: string): string => new URL(url).pathname;

function seal(content: Uint8Array, type: FileType, mediaKey: Uint8Array): Buffer {
  const keys = Buffer.from(hkdfSync('sha256', mediaKey, Buffer.alloc(32), `WhatsApp ${type} Keys`, 112));
  const iv = keys.subarray(0, 16);
  const cipher = createCipheriv('aes-256-cbc', keys.subarray(16, 48), iv);
  const body = Buffer.concat([cipher.update(content), cipher.final()]);
  const mac = createHmac('sha256', keys.subarray(48, 80)).update(iv).update(body).digest().subarray(0, 10);
  return Buffer.concat([body, mac]);
}

const sha256 = (content: Uint8Array): Buffer => createHash('sha256').update(content).digest();
