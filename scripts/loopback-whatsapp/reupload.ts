import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { type BinaryNode, getBinaryNodeChild, proto } from '@whiskeysockets/baileys';
import type { MediaStore } from './media.ts';

/** What the simulated phone does when its device wants a file uploaded again. */
export type UploadBehaviour =
  | 'upload'
  | 'not-found'
  | 'general-error'
  | 'decryption-error'
  /** The server answers in its place that it is not there. */
  | 'unreachable'
  | 'silent';

const { ResultType } = proto.MediaRetryNotification;
const failures: Readonly<Record<string, proto.MediaRetryNotification.ResultType>> = {
  'not-found': ResultType.NOT_FOUND,
  'general-error': ResultType.GENERAL_ERROR,
  'decryption-error': ResultType.DECRYPTION_ERROR,
};

/** The phone's answer to a `server-error` receipt; null when it gives none. Throws when the receipt is not genuine. */
export function answerUploadRequest(
  receipt: BinaryNode,
  media: MediaStore,
  behaviour: UploadBehaviour,
  ownJid: string,
): BinaryNode | null {
  const id = receipt.attrs['id'] ?? '';
  const mediaKey = media.keys().find((key) => opens(receipt, key, id));
  if (!mediaKey) throw new Error('a request for a file that this phone never sent or received');
  if (behaviour === 'silent') return null;
  const rmr = getBinaryNodeChild(receipt, 'rmr');
  const attrs = { id, from: ownJid, type: 'mediaretry', t: String(Math.floor(Date.now() / 1000)) };
  const about = { tag: 'rmr', attrs: { ...rmr?.attrs } };
  if (behaviour === 'unreachable') {
    const error = { tag: 'error', attrs: { code: String(ResultType.NOT_FOUND) } };
    return { tag: 'notification', attrs, content: [error, about] };
  }
  const directPath = behaviour === 'upload' ? media.uploadAgain(mediaKey) : null;
  const result = directPath ? ResultType.SUCCESS : (failures[behaviour] ?? ResultType.NOT_FOUND);
  const answer = proto.MediaRetryNotification.encode({ stanzaId: id, result, directPath }).finish();
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', retryKey(mediaKey), iv).setAAD(Buffer.from(id));
  const sealed = Buffer.concat([cipher.update(answer), cipher.final(), cipher.getAuthTag()]);
  const content = [
    { tag: 'enc_p', attrs: {}, content: sealed },
    { tag: 'enc_iv', attrs: {}, content: iv },
  ];
  return { tag: 'notification', attrs, content: [{ tag: 'encrypt', attrs: {}, content }, about] };
}

const retryKey = (mediaKey: Uint8Array): Buffer =>
  Buffer.from(hkdfSync('sha256', mediaKey, '', 'WhatsApp Media Retry Notification', 32));

function opens(receipt: BinaryNode, mediaKey: Uint8Array, id: string): boolean {
  const encrypted = getBinaryNodeChild(receipt, 'encrypt');
  const sealed = bytesOf(encrypted, 'enc_p');
  const decipher = createDecipheriv('aes-256-gcm', retryKey(mediaKey), bytesOf(encrypted, 'enc_iv'));
  decipher.setAAD(Buffer.from(id)).setAuthTag(sealed.subarray(-16));
  try {
    const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
    return proto.ServerErrorReceipt.decode(plain).stanzaId === id;
  } catch {
    return false;
  }
}

function bytesOf(node: BinaryNode | undefined, tag: string): Buffer {
  const content = getBinaryNodeChild(node, tag)?.content;
  return content instanceof Uint8Array ? Buffer.from(content) : Buffer.alloc(0);
}
