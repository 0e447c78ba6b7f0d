import { proto } from '@whiskeysockets/baileys';
import type { EventKind } from '#shared/model/capture.ts';
import type { MessageDetails } from '#shared/model/details.ts';
import type { MessageKind } from '#shared/model/message.ts';
import { noticeText } from '#shared/model/notice.ts';
import { bounded, lines } from './bounds.ts';
import { readBusiness } from './business.ts';
import { type Quoted, quotedMessage, readContext } from './context.ts';
import { type DescribedMedia, readMedia } from './media-reference.ts';
import { coordinates, readSubject, type Readable as Words } from './subjects.ts';

/** A message that another one is about, as its sender names it: `fromMe` and `participant` are the sender's view. */
export interface MessageReference {
  readonly id: string;
  readonly fromMe: boolean;
  readonly participant: string | null;
}

/** A message of its own, as opposed to what happens to another one. */
export interface MessageContent {
  readonly type: 'message';
  readonly kind: MessageKind;
  readonly text: string;
  readonly media: DescribedMedia | null;
  readonly quoted: Quoted | null;
  readonly details: Omit<MessageDetails, 'quote'>;
  readonly edited: boolean;
  readonly deleted: boolean;
  /** Where a live location is now, numbered by its sender: later ones are events of the first. */
  readonly position: { readonly number: number; readonly text: string } | null;
}

/** What happens to another message. */
export interface EventContent {
  readonly type: 'event';
  readonly event: Exclude<EventKind, 'sealed' | 'resolved' | 'receipt' | 'call-end' | 'location'>;
  readonly target: MessageReference;
  readonly text: string;
}

/** Something about another message that only the secret inside that message opens. */
export interface SealedContent {
  readonly type: 'sealed';
  readonly sealed: 'vote' | 'response' | 'edit' | 'reaction' | 'comment';
  /** The name that WhatsApp derives the key with. */
  readonly use: string;
  readonly target: MessageReference;
  readonly payload: Uint8Array;
  readonly iv: Uint8Array;
}

/** What a decrypted message says. */
export type Content =
  | MessageContent
  | EventContent
  | SealedContent
  /**
   * Keys, history and settings: traffic between programs, nothing that a person wrote. One that `introduces` brings
   * the key for a message of the same stanza.
   */
  | { readonly type: 'nothing'; readonly introduces: boolean };

const deepestWrapping = 8;

/** Reads a decrypted message. What is not known, or built to be unreadable, becomes kind `unknown`. */
export function readContent(message: proto.IMessage): Content {
  try {
    return readDecoded(message);
  } catch {
    return unknownContent;
  }
}

function readDecoded(message: proto.IMessage): Content {
  const { inner, viewOnce, edited } = unwrap(message);
  if (inner.protocolMessage) return readProtocol(inner.protocolMessage);
  const about = readEvent(inner) ?? readSealed(inner);
  if (about) return about;
  if (inner.statusMentionMessage || inner.groupStatusMentionMessage)
    return { ...unknownContent, kind: 'system', text: noticeText('status-mention') };
  // Its sender masks it for linked devices; the phone may yet repeat it.
  if (inner.placeholderMessage) return { ...unknownContent, kind: 'pending' };
  const readable = readMessage(inner);
  if (!readable)
    return isTraffic(inner)
      ? { type: 'nothing', introduces: Boolean(inner.senderKeyDistributionMessage) }
      : unknownContent;
  const kind = viewOnce || isViewOnce(inner) ? 'view-once' : readable.kind;
  const context = readContext(inner, quotedWords);
  const sequence = Number(inner.liveLocationMessage?.sequenceNumber ?? 0);
  return {
    type: 'message',
    kind,
    text: bounded(readable.text),
    media: readable.media ?? null,
    quoted: commented(inner) ?? context.quoted,
    details: { ...context.details, ...(readable.subject && { subject: readable.subject }) },
    edited,
    deleted: false,
    position:
      inner.liveLocationMessage && sequence > 0
        ? { number: sequence, text: coordinates(inner.liveLocationMessage) }
        : null,
  };
}

/** A message that is kept as bytes because nothing else is known of it. */
export const unknownContent = {
  type: 'message',
  kind: 'unknown',
  text: '',
  media: null,
  quoted: null,
  details: {},
  edited: false,
  deleted: false,
  position: null,
} as const satisfies MessageContent;

/**
 * Keys and settings of programs, and what belongs to status updates or channels, which are no conversations of the
 * line: answers and stickers to a status, a status shown in a group.
 */
const ignoredFields: ReadonlySet<string> = new Set([
  'senderKeyDistributionMessage',
  'fastRatchetKeySenderKeyDistributionMessage',
  'stickerSyncRmrMessage',
  'groupStatusMessage',
  'groupStatusMessageV2',
  'statusAddYours',
  'statusNotificationMessage',
  'statusQuestionAnswerMessage',
  'statusQuotedMessage',
  'statusStickerInteractionMessage',
]);

/** Whether all that is in it is to be ignored. Where nothing can be seen, it holds what this version does not know. */
function isTraffic(message: proto.IMessage): boolean {
  const fields = Object.keys(message).filter((field) => field !== 'messageContextInfo');
  return fields.length > 0 && fields.every((field) => ignoredFields.has(field));
}

const quotedWords = (message: proto.IMessage) => {
  const readable = readMessage(unwrap(message).inner);
  return { kind: readable?.kind ?? ('unknown' as const), text: bounded(readable?.text) };
};

/** The message that a comment stands below. */
function commented({ commentMessage }: proto.IMessage): Quoted | null {
  const key = commentMessage?.targetMessageKey;
  if (!key?.id) return null;
  return quotedMessage(
    { id: key.id, participant: key.participant || null, chat: null, isComment: true },
    null,
    quotedWords,
  );
}

/** Takes a message out of the wrappers that say how long or how often it may be seen. */
function unwrap(message: proto.IMessage): { inner: proto.IMessage; viewOnce: boolean; edited: boolean } {
  let inner = message;
  let viewOnce = false;
  let edited = false;
  for (let depth = 0; depth < deepestWrapping; depth += 1) {
    const once = inner.viewOnceMessage ?? inner.viewOnceMessageV2 ?? inner.viewOnceMessageV2Extension;
    const wrapped =
      inner.deviceSentMessage ??
      once ??
      inner.editedMessage ??
      inner.ephemeralMessage ??
      inner.documentWithCaptionMessage ??
      inner.lottieStickerMessage ??
      inner.groupMentionedMessage ??
      inner.botInvokeMessage ??
      inner.associatedChildMessage ??
      inner.pollCreationMessageV4 ??
      inner.eventCoverImage;
    if (!wrapped?.message) break;
    viewOnce ||= Boolean(once);
    edited ||= Boolean(inner.editedMessage);
    inner = wrapped.message;
  }
  return { inner, viewOnce, edited };
}

const isViewOnce = (message: proto.IMessage): boolean =>
  Boolean(message.imageMessage?.viewOnce || message.videoMessage?.viewOnce || message.audioMessage?.viewOnce);

function readProtocol(protocol: proto.Message.IProtocolMessage): Content {
  const { Type } = proto.Message.ProtocolMessage;
  const target = reference(protocol.key);
  // REVOKE is the value that a protobuf leaves out.
  const type = protocol.type ?? Type.REVOKE;
  if (type === Type.REVOKE)
    return target ? { type: 'event', event: 'revoke', target, text: '' } : unknownContent;
  if (type === Type.MESSAGE_EDIT) {
    const text = protocol.editedMessage ? readMessage(unwrap(protocol.editedMessage).inner)?.text : undefined;
    return target ? { type: 'event', event: 'edit', target, text: bounded(text) } : unknownContent;
  }
  // One that a later version knows.
  if (Type[type] === undefined) return unknownContent;
  if (type !== Type.EPHEMERAL_SETTING) return { type: 'nothing', introduces: false };
  return { ...unknownContent, kind: 'system', text: timerNotice(protocol.ephemeralExpiration ?? 0) };
}

/** How long new messages stay, in seconds; 0 for ever. */
export const timerNotice = (seconds: number): string =>
  seconds > 0 ? noticeText('disappearing-timer', String(seconds)) : noticeText('disappearing-off');

function reference(key: proto.IMessageKey | null | undefined): MessageReference | null {
  return key?.id ? { id: key.id, fromMe: Boolean(key.fromMe), participant: key.participant || null } : null;
}

/** What happens to another message, in a message of its own. */
function readEvent(message: proto.IMessage): EventContent | null {
  const { reactionMessage: reaction, pinInChatMessage: pin, keepInChatMessage: keep } = message;
  const found: readonly [EventContent['event'], proto.IMessageKey | null | undefined, string] | null =
    reaction
      ? ['reaction', reaction.key, bounded(reaction.text)]
      : pin
        ? ['pin', pin.key, pin.type === proto.Message.PinInChatMessage.Type.UNPIN_FOR_ALL ? 'off' : 'on']
        : keep
          ? ['keep', keep.key, keep.keepType === proto.KeepType.UNDO_KEEP_FOR_ALL ? 'off' : 'on']
          : message.scheduledCallEditMessage
            ? ['cancel', message.scheduledCallEditMessage.key, '']
            : null;
  const target = found && reference(found[1]);
  return found && target ? { type: 'event', event: found[0], target, text: found[2] } : null;
}

function readSealed(message: proto.IMessage): SealedContent | null {
  const {
    pollUpdateMessage: vote,
    encEventResponseMessage: response,
    encReactionMessage: reaction,
    encCommentMessage: comment,
    secretEncryptedMessage: edit,
  } = message;
  if (vote) return sealedOf('vote', 'Poll Vote', vote.pollCreationMessageKey, vote.vote);
  if (response) return sealedOf('response', 'Event Response', response.eventCreationMessageKey, response);
  if (reaction) return sealedOf('reaction', 'Enc Reaction', reaction.targetMessageKey, reaction);
  if (comment) return sealedOf('comment', 'Enc Comment', comment.targetMessageKey, comment);
  if (!edit) return null;
  const { EVENT_EDIT, MESSAGE_EDIT } = proto.Message.SecretEncryptedMessage.SecretEncType;
  if (edit.secretEncType === EVENT_EDIT) return sealedOf('edit', 'Event Edit', edit.targetMessageKey, edit);
  return edit.secretEncType === MESSAGE_EDIT
    ? sealedOf('edit', 'Message Edit', edit.targetMessageKey, edit)
    : null;
}

function sealedOf(
  sealed: SealedContent['sealed'],
  use: string,
  key: proto.IMessageKey | null | undefined,
  value: { readonly encPayload?: Uint8Array | null; readonly encIv?: Uint8Array | null } | null | undefined,
): SealedContent | null {
  const target = reference(key);
  return target && value?.encPayload?.length && value.encIv?.length
    ? { type: 'sealed', sealed, use, target, payload: value.encPayload, iv: value.encIv }
    : null;
}

interface Readable extends Words {
  readonly media?: DescribedMedia | null;
}

function readMessage(message: proto.IMessage): Readable | null {
  const readable = readText(message) ?? readFile(message);
  if (readable) return readable;
  const words = readSubject(message) ?? readBusiness(message, readMessage);
  if (!words?.file) return words;
  // A picture, video or document above the words of a shop's message.
  const file = readFile(words.file);
  return {
    ...words,
    kind: file && words.kind === 'text' ? file.kind : words.kind,
    media: file?.media ?? null,
  };
}

function readText(message: proto.IMessage): Readable | null {
  if (typeof message.conversation === 'string' && message.conversation !== '')
    return { kind: 'text', text: message.conversation };
  if (message.extendedTextMessage) return { kind: 'text', ...readLink(message.extendedTextMessage) };
  if (message.commentMessage?.message) return readMessage(message.commentMessage.message);
  return null;
}

/** A text, with the preview of a link that the sender's phone put above it. */
function readLink(message: proto.Message.IExtendedTextMessage): Pick<Readable, 'text' | 'subject'> {
  const { text, matchedText: url, title, description } = message;
  if (!url || (!title && !description)) return { text };
  const preview = { url: url.slice(0, 2_000), title: (title ?? '').slice(0, 500) };
  return { text, subject: { type: 'link', ...preview, description: (description ?? '').slice(0, 500) } };
}

function readFile(message: proto.IMessage): Readable | null {
  const {
    imageMessage,
    videoMessage,
    ptvMessage,
    audioMessage,
    documentMessage,
    stickerMessage,
    stickerPackMessage,
  } = message;
  if (imageMessage)
    return { kind: 'image', text: imageMessage.caption, media: readMedia('Image', imageMessage) };
  const video = videoMessage ?? ptvMessage;
  if (video)
    return {
      kind: video.gifPlayback ? 'gif' : 'video',
      text: video.caption,
      media: readMedia('Video', video),
    };
  if (audioMessage)
    return { kind: audioMessage.ptt ? 'voice' : 'audio', text: '', media: readMedia('Audio', audioMessage) };
  if (documentMessage)
    return { kind: 'document', text: documentMessage.caption, media: readMedia('Document', documentMessage) };
  if (stickerMessage) return { kind: 'sticker', text: '', media: readMedia('Image', stickerMessage) };
  if (stickerPackMessage)
    return {
      kind: 'sticker',
      text: lines(stickerPackMessage.name, stickerPackMessage.caption),
      subject: {
        type: 'sticker-pack',
        name: (stickerPackMessage.name ?? '').slice(0, 500),
        publisher: (stickerPackMessage.publisher ?? '').slice(0, 500),
        stickers: stickerPackMessage.stickers?.length ?? 0,
      },
      media: readMedia('Sticker Pack', stickerPackMessage),
    };
  return null;
}
