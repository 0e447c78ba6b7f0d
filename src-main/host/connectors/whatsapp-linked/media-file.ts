import { createDecipheriv, createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { MediaReference } from './content.ts';

/** Where files may be fetched from: WhatsApp's own servers, or the loopback server that the line is linked to. */
export type MediaHosts = 'whatsapp' | 'loopback';

/** Why there is no file: gone from the server for good, or to be tried again. */
export class MediaFailure extends Error {
  readonly gone: boolean;

  constructor(message: string, gone: boolean, options?: ErrorOptions) {
    super(message, options);
    this.name = 'MediaFailure';
    this.gone = gone;
  }
}

const macLength = 10;
/** WhatsApp's own limit for a document. */
const largestFile = 2 * 1024 ** 3;
const goneStatuses: ReadonlySet<number> = new Set([404, 410]);

/**
 * Fetches and decrypts a file: AES-256-CBC, then ten bytes of HMAC-SHA-256 over IV and ciphertext, keys by HKDF from
 * the message's media key. Yields as it arrives and fails at the end when MAC, hash or length is wrong, so what was
 * yielded must not be kept unless the iteration ends well.
 */
export async function* fetchMedia(
  file: MediaReference,
  hosts: MediaHosts,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const url = mediaUrl(file, hosts);
  const response = await fetch(url, {
    signal,
    redirect: 'error',
    headers: { origin: 'https://web.whatsapp.com' },
  }).catch((error: unknown) => {
    throw new MediaFailure('unreachable', false, { cause: error });
  });
  if (!response.ok || !response.body)
    throw new MediaFailure(`status ${response.status}`, goneStatuses.has(response.status));
  yield* decrypted(response.body, file);
}

/** The address of a file. The message that names it is not trusted: it may come from anybody. */
export function mediaUrl(file: MediaReference, hosts: MediaHosts): URL {
  if (hosts === 'loopback') {
    const url = URL.parse(file.url ?? '');
    if (url?.protocol === 'http:' && loopback.has(url.hostname)) return url;
    throw new MediaFailure('address refused', true);
  }
  if (file.directPath?.startsWith('/')) {
    const url = URL.parse(file.directPath, 'https://mmg.whatsapp.net');
    if (url?.origin === 'https://mmg.whatsapp.net') return url;
  }
  const url = URL.parse(file.url ?? '');
  if (url?.protocol === 'https:' && url.port === '' && url.hostname.endsWith('.whatsapp.net')) return url;
  throw new MediaFailure('address refused', true);
}

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', '[::1]', 'localhost']);

async function* decrypted(
  source: AsyncIterable<Uint8Array>,
  file: MediaReference,
): AsyncGenerator<Uint8Array> {
  const keys = Buffer.from(hkdfSync('sha256', file.key, Buffer.alloc(32), `WhatsApp ${file.type} Keys`, 112));
  const iv = keys.subarray(0, 16);
  const decipher = createDecipheriv('aes-256-cbc', keys.subarray(16, 48), iv);
  const mac = createHmac('sha256', keys.subarray(48, 80)).update(iv);
  const hash = createHash('sha256');
  let held: Uint8Array = new Uint8Array(0);
  let size = 0;
  const emit = (plain: Buffer) => {
    size += plain.length;
    hash.update(plain);
    return plain;
  };
  for await (const chunk of source) {
    const bytes = Buffer.concat([held, chunk]);
    const body = bytes.subarray(0, Math.max(0, bytes.length - macLength));
    held = bytes.subarray(body.length);
    mac.update(body);
    yield emit(decipher.update(body));
    if (size > largestFile) throw new MediaFailure('too large', true);
  }
  if (held.length !== macLength || !timingSafeEqual(mac.digest().subarray(0, macLength), held))
    throw new MediaFailure('wrong MAC', false);
  yield emit(decipher.final());
  const digest = hash.digest();
  if (file.sha256 && !digest.equals(file.sha256)) throw new MediaFailure('wrong hash', false);
  if (file.size !== null && size !== file.size) throw new MediaFailure('wrong length', false);
}
