import { proto } from '@whiskeysockets/baileys';
import { readContent } from './content.ts';
import { isFetchable } from './media-reference.ts';
import type { MediaToFetch } from './records.ts';

/** A captured message with the bytes that it came as. */
export interface KeptMessage {
  readonly conversation: string;
  readonly key: string;
  readonly outgoing: boolean;
  readonly raw: Uint8Array;
}

/** What has to be known to fetch a message's file again; null when its evidence does not tell. */
export function fileOfEvidence({ conversation, key, outgoing, raw }: KeptMessage): MediaToFetch | null {
  const message = messageOf(key, raw);
  if (!message) return null;
  const content = contentOf(message);
  if (content?.type !== 'message' || !content.media || !isFetchable(content.media)) return null;
  const [id = '', author = ''] = split(key);
  const participant = conversation.endsWith('@g.us') && !outgoing ? author : null;
  return {
    conversation,
    message: key,
    file: content.media,
    stanza: { id, chat: conversation, fromMe: outgoing, participant },
  };
}

/** The small picture inside a captured message; null when there is none. */
export function previewOfEvidence(key: string, raw: Uint8Array): Uint8Array | null {
  const message = messageOf(key, raw);
  const content = message && contentOf(message);
  return content?.type === 'message' ? (content.media?.preview ?? null) : null;
}

/** A live message is kept as it was decrypted; one from the phone's history in the wrapper that names its key. */
function messageOf(key: string, raw: Uint8Array): proto.IMessage | null {
  const [id] = split(key);
  const kept = decoded(() => proto.WebMessageInfo.decode(raw));
  if (kept?.key?.id === id) return kept?.message ?? null;
  return decoded(() => proto.Message.decode(raw));
}

function split(key: string): string[] {
  const space = key.lastIndexOf(' ');
  return [key.slice(0, space), key.slice(space + 1)];
}

const contentOf = (message: proto.IMessage) => decoded(() => readContent(message));

function decoded<T>(decode: () => T): T | null {
  try {
    return decode();
  } catch {
    return null;
  }
}
