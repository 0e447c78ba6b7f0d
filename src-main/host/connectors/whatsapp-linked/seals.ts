import { createDecipheriv, createHash, hkdfSync } from 'node:crypto';
import { proto } from '@whiskeysockets/baileys';
import type { AttachmentKey, ConnectorState } from '../connector.ts';
import {
  type Content,
  type MessageContent,
  readContent,
  type SealedContent,
  unknownContent,
} from './content.ts';

/** What opens the seals about a message: its secret, and the options that a vote names by their hashes. */
export interface MessageSecret {
  readonly secret: Uint8Array;
  readonly options: readonly string[];
}

/** The secrets of messages, which votes, responses, comments and some reactions and edits are encrypted under. */
export interface Secrets {
  /** A message that was just read; it need not be committed yet. */
  remember(
    conversation: string,
    key: string,
    message: proto.IMessage,
    content: MessageContent,
  ): MessageSecret | null;
  find(of: AttachmentKey): MessageSecret | null;
}

/** Messages whose secret is at hand without reading it from the archive: more than one commit holds. */
const remembered = 2_000;

export function createSecrets(state: ConnectorState): Secrets {
  const recent = new Map<string, MessageSecret>();
  return {
    remember(conversation, key, message, content) {
      const found = secretIn(message, content);
      if (!found) return null;
      const place = `${conversation} ${key}`;
      recent.delete(place);
      recent.set(place, found);
      const oldest = recent.size > remembered ? recent.keys().next().value : undefined;
      if (oldest !== undefined) recent.delete(oldest);
      return found;
    },
    find(of) {
      for (const { conversation, message } of [of, ...(of.otherPlaces ?? [])]) {
        const known = recent.get(`${conversation} ${message}`);
        if (known) return known;
      }
      const raw = state.evidence(of);
      return raw && secretOf(fromEvidence(raw, of.message));
    },
  };
}

/** Evidence is a message as it was decrypted, or as the phone kept it in its history. */
function fromEvidence(raw: Uint8Array, message: string): proto.IMessage {
  try {
    const kept = proto.WebMessageInfo.decode(raw);
    if (kept.key?.id && message.startsWith(`${kept.key.id} `))
      return kept.messageSecret?.length ? withSecret(kept.message, kept.messageSecret) : (kept.message ?? {});
  } catch {
    // Then it is no message of a history.
  }
  try {
    return proto.Message.decode(raw);
  } catch {
    return {};
  }
}

/** The message of a history, whose secret may stand beside it. */
export const withSecret = (
  message: proto.IMessage | null | undefined,
  messageSecret: Uint8Array,
): proto.IMessage => ({ ...message, messageContextInfo: { ...message?.messageContextInfo, messageSecret } });

function secretOf(message: proto.IMessage): MessageSecret | null {
  const content = readContent(message);
  return content.type === 'message' ? secretIn(message, content) : null;
}

function secretIn(message: proto.IMessage, { details }: MessageContent): MessageSecret | null {
  const inner = message.deviceSentMessage?.message;
  const secret = inner?.messageContextInfo?.messageSecret ?? message.messageContextInfo?.messageSecret;
  if (!secret?.length) return null;
  return { secret, options: details.subject?.type === 'poll' ? details.subject.options : [] };
}

/** What a sealed message says; null when the secret does not open it. `creators` and `senders` are JIDs to try. */
export function openSeal(
  { sealed, use, target, payload, iv }: SealedContent,
  { secret, options }: MessageSecret,
  creators: readonly string[],
  senders: readonly string[],
): Exclude<Content, SealedContent> | null {
  for (const creator of creators) {
    for (const sender of senders) {
      const info = `${target.id}${creator}${sender}${use}`;
      const key = Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), info, 32));
      const plaintext =
        decrypt(key, iv, payload, Buffer.from(`${target.id}\0${sender}`)) ??
        decrypt(key, iv, payload, Buffer.alloc(0));
      const content = plaintext && read(sealed, target, plaintext, options);
      if (content) return content;
    }
  }
  return null;
}

const tagBytes = 16;

function decrypt(key: Buffer, iv: Uint8Array, payload: Uint8Array, additional: Buffer): Buffer | null {
  if (payload.length < tagBytes) return null;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, iv);
    decipher.setAAD(additional);
    decipher.setAuthTag(payload.subarray(-tagBytes));
    return Buffer.concat([decipher.update(payload.subarray(0, -tagBytes)), decipher.final()]);
  } catch {
    return null;
  }
}

const { EventResponseType } = proto.Message.EventResponseMessage;
const responses: ReadonlyMap<number, string> = new Map([
  [EventResponseType.GOING, 'going'],
  [EventResponseType.MAYBE, 'maybe'],
  [EventResponseType.NOT_GOING, 'not-going'],
]);

function read(
  sealed: SealedContent['sealed'],
  target: SealedContent['target'],
  plaintext: Buffer,
  options: readonly string[],
): Exclude<Content, SealedContent> | null {
  try {
    const event = { type: 'event', event: sealed, target } as const;
    switch (sealed) {
      case 'vote':
        return {
          ...event,
          event: sealed,
          text: voteText(proto.Message.PollVoteMessage.decode(plaintext), options),
        };
      case 'response':
        return {
          ...event,
          event: sealed,
          text: responseText(proto.Message.EventResponseMessage.decode(plaintext)),
        };
      case 'reaction':
        return { ...event, event: sealed, text: proto.Message.ReactionMessage.decode(plaintext).text ?? '' };
      case 'edit': {
        const content = readContent(proto.Message.decode(plaintext));
        const isText = content.type === 'message' || (content.type === 'event' && content.event === 'edit');
        return { ...event, event: sealed, text: isText ? content.text : '' };
      }
      case 'comment':
        return commentOf(readContent(proto.Message.decode(plaintext)), target);
    }
  } catch {
    return null;
  }
}

function commentOf(content: Content, target: SealedContent['target']): Exclude<Content, SealedContent> {
  const said = content.type === 'message' ? content : unknownContent;
  const quoted = {
    id: target.id,
    participant: target.participant,
    chat: null,
    kind: 'unknown',
    text: '',
  } as const;
  return { ...said, quoted: { ...quoted, isComment: true } };
}

/** The options that somebody has chosen, as the archive keeps a vote. One that the poll does not have is its hash. */
export function voteText(vote: proto.Message.IPollVoteMessage, options: readonly string[]): string {
  const byHash = new Map(
    options.map((option) => [createHash('sha256').update(option).digest('hex'), option] as const),
  );
  const chosen = (vote.selectedOptions ?? [])
    .slice(0, mostChosen)
    .map((hash) => Buffer.from(hash).toString('hex'));
  return JSON.stringify(chosen.map((hash) => byHash.get(hash) ?? hash));
}
const mostChosen = 200;

/** Somebody's answer to an invitation, as the archive keeps it. */
export const responseText = ({ response }: proto.Message.IEventResponseMessage): string =>
  responses.get(response ?? EventResponseType.UNKNOWN) ?? 'unknown';
