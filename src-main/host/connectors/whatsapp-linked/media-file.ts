import { createDecipheriv, createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { MediaReference } from './media-reference.ts';

/** Where files may be fetched from: WhatsApp's own servers, or the loopback server (host and port) of the line. */
export type MediaHosts = 'whatsapp' | { readonly loopback: string };

/**
 * Why a file could not be fetched: the network or the server's trouble, the server's refusal, gone from the server,
 * other bytes than the message promises, more than WhatsApp allows, an address that is not asked.
 */
export type MediaTrouble = 'unreachable' | 'refused' | 'gone' | 'damaged' | 'too-large' | 'unsafe';

export class MediaFailure extends Error {
  readonly trouble: MediaTrouble;
  /** How long the server wants to be left alone, in milliseconds; null when it does not say. */
  readonly retryAfter: number | null;

  constructor(
    message: string,
    trouble: MediaTrouble,
    { retryAfter = null, ...options }: ErrorOptions & { readonly retryAfter?: number | null } = {},
  ) {
    super(message, options);
    this.name = 'MediaFailure';
    this.trouble = trouble;
    this.retryAfter = retryAfter;
  }
}

const macLength = 10;
/** A server that sends nothing for so long (milliseconds) has gone away. */
const longestIdle = 60_000;
/** WhatsApp's own limit for a document. */
const largestFile = 2 * 1024 ** 3;
const goneStatuses: ReadonlySet<number> = new Set([404, 410]);
const refusedStatuses: ReadonlySet<number> = new Set([401, 403, 429]);
/** A server is not believed when it wants to be left alone for longer, in milliseconds. */
const longestRetryAfter = 6 * 3_600_000;

/**
 * Fetches and decrypts a file: AES-256-CBC, then ten bytes of HMAC-SHA-256 over IV and ciphertext, keys by HKDF from
 * the message's media key. Yields as it arrives and fails at the end when MAC, hash or length is wrong, so what was
 * yielded must not be kept unless the iteration ends well. `idle` is how long the server may send nothing.
 */
export async function* fetchMedia(
  file: MediaReference,
  hosts: MediaHosts,
  signal: AbortSignal,
  idle = longestIdle,
): AsyncGenerator<Uint8Array> {
  const url = mediaUrl(file, hosts);
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(), idle);
  try {
    yield* fetched(url, file, AbortSignal.any([signal, silence.signal]), timer);
  } finally {
    clearTimeout(timer);
  }
}

async function* fetched(
  url: URL,
  file: MediaReference,
  signal: AbortSignal,
  timer: NodeJS.Timeout,
): AsyncGenerator<Uint8Array> {
  const response = await fetch(url, {
    signal,
    redirect: 'error',
    headers: { origin: 'https://web.whatsapp.com' },
  }).catch((error: unknown) => {
    throw new MediaFailure('unreachable', 'unreachable', { cause: error });
  });
  if (!response.ok || !response.body) {
    await response.body?.cancel();
    throw new MediaFailure(`status ${response.status}`, troubleOf(response.status), {
      retryAfter: retryAfterOf(response.headers.get('retry-after')),
    });
  }
  yield* decrypted(received(response.body, timer), file);
}

function troubleOf(status: number): MediaTrouble {
  if (goneStatuses.has(status)) return 'gone';
  return refusedStatuses.has(status) ? 'refused' : 'unreachable';
}

/** A `Retry-After` header (RFC 9110, section 10.2.3) in milliseconds from now. */
export function retryAfterOf(header: string | null): number | null {
  if (header === null) return null;
  const wait = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(wait) ? Math.min(Math.max(wait, 0), longestRetryAfter) : null;
}

/** A connection that breaks in the middle is the network's trouble, not the file's. */
async function* received(body: AsyncIterable<Uint8Array>, timer: NodeJS.Timeout): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of body) {
      timer.refresh();
      yield chunk;
    }
  } catch (error) {
    throw new MediaFailure('broke off', 'unreachable', { cause: error });
  }
}

/** The address of a file. The message that names it is not trusted: it may come from anybody. */
export function mediaUrl(file: MediaReference, hosts: MediaHosts): URL {
  if (hosts !== 'whatsapp') {
    const origin = `http://${hosts.loopback}`;
    const url = file.directPath ? URL.parse(file.directPath, origin) : URL.parse(file.url ?? '');
    if (url?.origin === origin) return url;
    throw new MediaFailure('address refused', 'unsafe');
  }
  if (file.directPath?.startsWith('/')) {
    const url = URL.parse(file.directPath, 'https://mmg.whatsapp.net');
    if (url?.origin === 'https://mmg.whatsapp.net') return url;
  }
  const url = URL.parse(file.url ?? '');
  if (url?.protocol === 'https:' && url.port === '' && url.hostname.endsWith('.whatsapp.net')) return url;
  throw new MediaFailure('address refused', 'unsafe');
}

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
    if (size > largestFile) throw new MediaFailure('too large', 'too-large');
  }
  if (held.length !== macLength || !timingSafeEqual(mac.digest().subarray(0, macLength), held))
    throw new MediaFailure('wrong MAC', 'damaged');
  yield emit(finish(decipher));
  const digest = hash.digest();
  if (file.sha256 && !digest.equals(file.sha256)) throw new MediaFailure('wrong hash', 'damaged');
  if (file.size !== null && size !== file.size) throw new MediaFailure('wrong length', 'damaged');
}

/** A MAC that is right and padding that is wrong: encrypted so by its sender. */
function finish(decipher: ReturnType<typeof createDecipheriv>): Buffer {
  try {
    return decipher.final();
  } catch (cause) {
    throw new MediaFailure('wrong padding', 'damaged', { cause });
  }
}
