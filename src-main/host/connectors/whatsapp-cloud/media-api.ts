import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { MissingReason } from '#shared/model/attachment.ts';

/** Meta's own Graph API. */
export const graphUrl = 'https://graph.facebook.com/v25.0';

/** How the platform's API is asked on behalf of one number. */
export interface GraphAccess {
  readonly url: string;
  readonly accessToken: string;
  readonly phoneNumberId: string;
}

/** Why a file was not fetched this time, and what is to be said when it never is. */
export class MediaFailure extends Error {
  readonly reason: MissingReason;
  /** Asking again can't help. */
  readonly isFinal: boolean;

  constructor(message: string, reason: MissingReason, isFinal: boolean, options?: ErrorOptions) {
    super(message, options);
    this.name = 'MediaFailure';
    this.reason = reason;
    this.isFinal = isFinal;
  }
}

/** The platform's limit for a document is 100 MB. */
const largestFile = 128 * 1024 ** 2;
const longestAnswer = 64 * 1024;
const answer = z.object({
  url: z.string(),
  sha256: z.string().optional(),
  file_size: z.coerce.number().optional(),
});

/**
 * Fetches a file: asks for its address, which lives five minutes, and then for its bytes. Yields as they arrive and
 * fails at the end when they are not what the message promised, so what was yielded must not be kept unless the
 * iteration ends well.
 */
export async function* fetchFile(
  mediaId: string,
  sha256: string | null,
  access: GraphAccess,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const address = await addressOf(mediaId, access, signal);
  const response = await ask(address, access, signal);
  // The address may have run out meanwhile; the next attempt asks for a new one.
  if (!response.ok || response.body === null)
    throw new MediaFailure(`status ${response.status}`, 'expired', false);
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of response.body) {
    const bytes: Uint8Array = chunk;
    size += bytes.length;
    if (size > largestFile) throw new MediaFailure('too large', 'too-large', true);
    hash.update(bytes);
    yield bytes;
  }
  if (sha256 !== null && hash.digest('hex') !== sha256)
    throw new MediaFailure('wrong hash', 'damaged', false);
}

async function addressOf(mediaId: string, access: GraphAccess, signal: AbortSignal): Promise<URL> {
  const question = new URL(`${access.url}/${encodeURIComponent(mediaId)}`);
  question.searchParams.set('phone_number_id', access.phoneNumberId);
  const response = await ask(question, access, signal);
  if (response.status === 401 || response.status === 403)
    throw new MediaFailure('token refused', 'refused', false);
  if (response.status === 400 || response.status === 404 || response.status === 410)
    throw new MediaFailure('unknown file', 'expired', true);
  if (!response.ok) throw new MediaFailure(`status ${response.status}`, 'expired', false);
  const text = await response.text();
  const parsed = answer.safeParse(text.length > longestAnswer ? null : parse(text));
  const url = parsed.success ? URL.parse(parsed.data.url) : null;
  if (url === null) throw new MediaFailure('no address', 'expired', false);
  if (!isAllowedAddress(url, access.url)) throw new MediaFailure('address refused', 'unsafe', true);
  return url;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function ask(url: URL, { accessToken }: GraphAccess, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(url, {
      signal,
      redirect: 'error',
      headers: { authorization: `Bearer ${accessToken}` },
    });
  } catch (cause) {
    throw new MediaFailure('unreachable', 'expired', false, { cause });
  }
}

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', '[::1]', 'localhost']);

/** The token goes to Meta's own servers alone; to loopback only where the API itself is there. */
export function isAllowedAddress(url: URL, api: string): boolean {
  const isLoopbackApi = loopback.has(new URL(api).hostname);
  if (isLoopbackApi) return url.protocol === 'http:' && loopback.has(url.hostname);
  const isMeta = url.hostname === 'lookaside.fbsbx.com' || url.hostname.endsWith('.whatsapp.net');
  return url.protocol === 'https:' && url.port === '' && url.username === '' && isMeta;
}
