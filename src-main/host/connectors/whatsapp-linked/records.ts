import type {
  CapturedConversation,
  CapturedEvent,
  CapturedMessage,
  CapturedRecord,
  CapturedSender,
} from '#shared/model/capture.ts';
import { noticeText } from '#shared/model/notice.ts';
import type { ConnectorStateChange } from '../connector.ts';
import {
  type Content,
  type MediaReference,
  type MessageContent,
  type MessageReference,
  unknownContent,
} from './content.ts';
import type { Account, Envelope } from './envelope.ts';
import type { Identities } from './identities.ts';
import { accountJid } from './jid.ts';

/** Records of one stanza, the state that belongs to them, and the files to fetch. */
export interface Captured {
  readonly records: readonly CapturedRecord[];
  readonly changes: readonly ConnectorStateChange[];
  readonly media: readonly MediaToFetch[];
  /** A piece of history is among the changes. */
  readonly history: boolean;
}

/** A file that a captured message has and the media store has not. */
export interface MediaToFetch {
  readonly conversation: string;
  readonly message: string;
  readonly file: MediaReference;
}

export const nothingCaptured: Captured = { records: [], changes: [], media: [], history: false };

/** Makes records of what an envelope and its content say. `raw` is kept as evidence. */
export function recordsOf(
  envelope: Envelope,
  content: Content,
  raw: Uint8Array,
  account: Account,
  identities: Identities,
  title: (group: string) => string | null,
): Captured {
  if (envelope.peer || (content.type === 'nothing' && content.introduces)) return nothingCaptured;
  const person = identities.resolve(envelope.person.jid, envelope.person.alternative);
  const own = identities.resolve(account.jid, account.lid);
  const changes = [...person.changes, ...own.changes];
  const author = envelope.fromMe ? own.key : person.key;
  const sender: CapturedSender = { key: author, name: envelope.name };
  const conversation: CapturedConversation = envelope.group
    ? { key: envelope.group, kind: 'group', title: title(envelope.group) }
    : { key: person.key, kind: 'direct', title: envelope.fromMe ? null : envelope.name };
  const key = messageKey(envelope.id, author);
  const message = (said: MessageContent): CapturedMessage => ({
    type: 'message',
    conversation,
    key,
    sender: said.kind === 'system' ? null : sender,
    direction: said.kind === 'system' ? null : envelope.fromMe ? 'outgoing' : 'incoming',
    kind: said.kind,
    sentAt: envelope.sentAt,
    text: said.text,
    attachment: said.media && {
      name: said.media.name,
      mime: said.media.mime,
      size: said.media.size,
      sha256: null,
      missing: 'pending',
      seconds: said.media.seconds,
    },
    deleted: said.deleted,
    edited: said.edited,
    suspicious: false,
    raw,
  });
  if (content.type === 'message') {
    const media = content.media
      ? [{ conversation: conversation.key, message: key, file: content.media }]
      : [];
    return { records: [message(content)], changes, media, history: false };
  }
  const text = noticeText(`late-${content.type}`);
  const resolution: CapturedMessage = {
    ...message({ ...unknownContent, kind: 'system', text }),
    resolvesOnly: true,
  };
  if (content.type === 'nothing') return { ...nothingCaptured, records: [resolution] };
  const target = targetAuthor(content, envelope, author, person.key, own.key, identities);
  const event: CapturedEvent = {
    type: 'event',
    conversation,
    messageKey: messageKey(content.target.id, target),
    key,
    event: content.type,
    sender,
    at: envelope.sentAt,
    text: content.type === 'revoke' ? '' : content.text,
    raw,
  };
  return { records: [event, resolution], changes, media: [], history: false };
}

/** A message id is chosen by its author's program and tells messages apart only together with the author. */
const messageKey = (id: string, author: string): string => `${id} ${author}`;

/** Who wrote the message that an event is about. Only an author edits; others' messages are deleted by group admins. */
function targetAuthor(
  content: { type: 'edit' | 'revoke' | 'reaction'; target: MessageReference },
  envelope: Envelope,
  author: string,
  person: string,
  own: string,
  identities: Identities,
): string {
  const { type, target } = content;
  if (type === 'edit' || target.fromMe) return author;
  if (envelope.group) {
    const participant = accountJid(target.participant);
    return participant ? identities.resolve(participant, null).key : author;
  }
  if (type === 'revoke') return author;
  return envelope.fromMe ? person : own;
}
