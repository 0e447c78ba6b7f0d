import {
  type BinaryNode,
  decodeMediaRetryNode,
  decryptMediaRetryData,
  encryptMediaRetryRequest,
  proto,
} from '@whiskeysockets/baileys';
import type { MissingReason } from '#shared/model/attachment.ts';
import type { StanzaKey } from './records.ts';

/** Asks the line's own phone to put a file onto the media server again, as any companion device does. */
export function uploadRequest(stanza: StanzaKey, mediaKey: Uint8Array, ownJid: string): BinaryNode {
  const key = {
    id: stanza.id,
    remoteJid: stanza.chat,
    fromMe: stanza.fromMe,
    ...(stanza.participant === null ? {} : { participant: stanza.participant }),
  };
  return encryptMediaRetryRequest(key, mediaKey, ownJid);
}

/** What the phone answered: where the file is now, or why there is none. */
export type UploadAnswer = { readonly directPath: string } | { readonly missing: MissingReason };

/** An answer of the phone that is still sealed, or one that the server gave in its place. */
export interface SealedAnswer {
  /** Id of the message whose file was asked for. */
  readonly id: string;
  /** Opens it; null when it is not about a file with that key. */
  open(mediaKey: Uint8Array): UploadAnswer | null;
}

/** Reads a `mediaretry` notification; null when it makes no sense. */
export function readUploadAnswer(node: BinaryNode): SealedAnswer | null {
  const code = errorCode(node);
  const { id } = node.attrs;
  if (!id) return null;
  if (code !== null) return { id, open: () => ({ missing: reasons[code] ?? 'phone-failed' }) };
  const sealed = decode(node);
  return sealed && { id, open: (mediaKey) => open(sealed, mediaKey, id) };
}

const { ResultType } = proto.MediaRetryNotification;
const reasons: Readonly<Record<number, MissingReason>> = {
  [ResultType.GENERAL_ERROR]: 'phone-failed',
  [ResultType.NOT_FOUND]: 'gone',
  [ResultType.DECRYPTION_ERROR]: 'phone-cannot-decrypt',
};

/**
 * The code of an `<error>` child. Read here, because the status that Baileys makes of it is in its error's `output`,
 * and unknown codes have none.
 */
function errorCode({ content }: BinaryNode): number | null {
  const error = Array.isArray(content) ? content.find((child) => child.tag === 'error') : undefined;
  return error ? Number(error.attrs['code'] ?? Number.NaN) : null;
}

type Sealed = NonNullable<ReturnType<typeof decodeMediaRetryNode>['media']>;

/** Baileys throws where a part is missing. */
function decode(node: BinaryNode): Sealed | null {
  try {
    return decodeMediaRetryNode(node).media ?? null;
  } catch {
    return null;
  }
}

function open(sealed: Sealed, mediaKey: Uint8Array, id: string): UploadAnswer | null {
  try {
    const { result, directPath } = decryptMediaRetryData(sealed, mediaKey, id);
    if (result === ResultType.SUCCESS && directPath) return { directPath };
    return { missing: reasons[result ?? ResultType.GENERAL_ERROR] ?? 'phone-failed' };
  } catch {
    return null;
  }
}
