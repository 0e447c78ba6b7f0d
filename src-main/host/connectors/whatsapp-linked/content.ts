import { proto } from '@whiskeysockets/baileys';
import type { MessageKind } from '#shared/model/message.ts';
import { noticeText } from '#shared/model/notice.ts';

/** A message that another one is about, as its sender names it: `fromMe` and `participant` are the sender's view. */
export interface MessageReference {
  readonly id: string;
  readonly fromMe: boolean;
  readonly participant: string | null;
}

/** An encrypted file on WhatsApp's media servers, as a message describes it. */
export interface MediaReference {
  readonly type: MediaType;
  readonly url: string | null;
  readonly directPath: string | null;
  readonly key: Uint8Array;
  readonly sha256: Uint8Array | null;
  readonly encryptedSha256: Uint8Array | null;
  readonly size: number | null;
  readonly name: string | null;
  readonly mime: string | null;
  readonly seconds: number | null;
}
/** The names that WhatsApp derives a file's keys with. */
export type MediaType = 'Image' | 'Video' | 'Audio' | 'Document' | 'Sticker Pack' | 'History';

/** A message of its own, as opposed to what happens to another one. */
export interface MessageContent {
  readonly type: 'message';
  readonly kind: MessageKind;
  readonly text: string;
  readonly media: MediaReference | null;
  readonly edited: boolean;
  readonly deleted: boolean;
}

/** What a decrypted message says. */
export type Content =
  | MessageContent
  | { readonly type: 'edit'; readonly target: MessageReference; readonly text: string }
  | { readonly type: 'revoke'; readonly target: MessageReference }
  | {
      readonly type: 'reaction';
      readonly target: MessageReference;
      readonly text: string;
      readonly at: number | null;
    }
  /**
   * Keys, history and settings: traffic between programs, nothing that a person wrote. One that `introduces` brings
   * the key for a message of the same stanza.
   */
  | { readonly type: 'nothing'; readonly introduces: boolean };

/** Longer than any text that WhatsApp lets a person send; what is beyond stays in the record's raw bytes. */
const longestText = 100_000;
const deepestWrapping = 8;

/** Reads a decrypted message. What is not known becomes kind `unknown`. */
export function readContent(message: proto.IMessage): Content {
  const { inner, viewOnce, edited } = unwrap(message);
  const protocol = inner.protocolMessage;
  if (protocol) return readProtocol(protocol);
  const reaction = inner.reactionMessage;
  if (reaction) {
    const target = reference(reaction.key);
    const at = Number(reaction.senderTimestampMs ?? 0);
    return target
      ? { type: 'reaction', target, text: bounded(reaction.text), at: at > 0 ? at : null }
      : unknownContent;
  }
  const readable = readMessage(inner);
  if (!readable)
    return Object.keys(inner).every((field) => ignoredFields.has(field))
      ? { type: 'nothing', introduces: Boolean(inner.senderKeyDistributionMessage) }
      : unknownContent;
  const kind = viewOnce || isViewOnce(inner) ? 'view-once' : readable.kind;
  return {
    type: 'message',
    kind,
    text: bounded(readable.text),
    media: readable.media ?? null,
    edited,
    deleted: false,
  };
}

/** A message that is kept as bytes because nothing else is known of it. */
export const unknownContent = {
  type: 'message',
  kind: 'unknown',
  text: '',
  media: null,
  edited: false,
  deleted: false,
} as const satisfies MessageContent;
const ignoredFields: ReadonlySet<string> = new Set([
  'senderKeyDistributionMessage',
  'fastRatchetKeySenderKeyDistributionMessage',
  'messageContextInfo',
  'stickerSyncRmrMessage',
  'albumMessage',
]);

const bounded = (text: string | null | undefined): string => (text ?? '').slice(0, longestText);
const lines = (...parts: readonly (string | null | undefined)[]): string => parts.filter(Boolean).join('\n');

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
  if (type === Type.REVOKE) return target ? { type: 'revoke', target } : unknownContent;
  if (type === Type.MESSAGE_EDIT) {
    const text = protocol.editedMessage ? readMessage(unwrap(protocol.editedMessage).inner)?.text : undefined;
    return target ? { type: 'edit', target, text: bounded(text) } : unknownContent;
  }
  if (type !== Type.EPHEMERAL_SETTING) return { type: 'nothing', introduces: false };
  return { ...unknownContent, kind: 'system', text: timerNotice(protocol.ephemeralExpiration ?? 0) };
}

/** How long new messages stay, in seconds; 0 for ever. */
export const timerNotice = (seconds: number): string =>
  seconds > 0 ? noticeText('disappearing-timer', String(seconds)) : noticeText('disappearing-off');

function reference(key: proto.IMessageKey | null | undefined): MessageReference | null {
  return key?.id ? { id: key.id, fromMe: Boolean(key.fromMe), participant: key.participant || null } : null;
}

interface Readable {
  readonly kind: MessageKind;
  readonly text: string | null | undefined;
  readonly media?: MediaReference | null;
}

function readMessage(message: proto.IMessage): Readable | null {
  return (
    readText(message) ??
    readMedia(message) ??
    readPlaceOrPerson(message) ??
    readBusiness(message) ??
    readCall(message)
  );
}

function readText(message: proto.IMessage): Readable | null {
  if (typeof message.conversation === 'string' && message.conversation !== '')
    return { kind: 'text', text: message.conversation };
  if (message.extendedTextMessage) return { kind: 'text', text: message.extendedTextMessage.text };
  if (message.commentMessage?.message) return readMessage(message.commentMessage.message);
  return null;
}

function readMedia(message: proto.IMessage): Readable | null {
  const {
    imageMessage,
    videoMessage,
    ptvMessage,
    audioMessage,
    documentMessage,
    stickerMessage,
    stickerPackMessage,
  } = message;
  if (imageMessage) return { kind: 'image', text: imageMessage.caption, media: media('Image', imageMessage) };
  const video = videoMessage ?? ptvMessage;
  if (video)
    return { kind: video.gifPlayback ? 'gif' : 'video', text: video.caption, media: media('Video', video) };
  if (audioMessage)
    return { kind: audioMessage.ptt ? 'voice' : 'audio', text: '', media: media('Audio', audioMessage) };
  if (documentMessage)
    return { kind: 'document', text: documentMessage.caption, media: media('Document', documentMessage) };
  if (stickerMessage) return { kind: 'sticker', text: '', media: media('Image', stickerMessage) };
  if (stickerPackMessage)
    return {
      kind: 'sticker',
      text: lines(stickerPackMessage.name, stickerPackMessage.caption),
      media: media('Sticker Pack', stickerPackMessage),
    };
  return null;
}

interface MediaFields {
  readonly url?: string | null;
  readonly directPath?: string | null;
  readonly mediaKey?: Uint8Array | null;
  readonly fileSha256?: Uint8Array | null;
  readonly fileEncSha256?: Uint8Array | null;
  readonly fileLength?: unknown;
  readonly fileName?: string | null;
  readonly mimetype?: string | null;
  readonly seconds?: number | null;
}

function media(type: MediaType, fields: MediaFields): MediaReference | null {
  if (!fields.mediaKey?.length || (!fields.url && !fields.directPath)) return null;
  const size = Number(fields.fileLength ?? Number.NaN);
  return {
    type,
    url: fields.url || null,
    directPath: fields.directPath || null,
    key: fields.mediaKey,
    sha256: fields.fileSha256?.length ? fields.fileSha256 : null,
    encryptedSha256: fields.fileEncSha256?.length ? fields.fileEncSha256 : null,
    size: Number.isSafeInteger(size) && size > 0 ? size : null,
    name: fields.fileName?.slice(0, 255) || null,
    mime: fields.mimetype?.slice(0, 255) || null,
    seconds: fields.seconds ?? null,
  };
}

function readPlaceOrPerson(message: proto.IMessage): Readable | null {
  const {
    locationMessage: place,
    liveLocationMessage: live,
    contactMessage: contact,
    contactsArrayMessage: contacts,
  } = message;
  if (place)
    return {
      kind: place.isLive ? 'live-location' : 'location',
      text: lines(place.name, place.address, place.comment, coordinates(place)),
    };
  if (live) return { kind: 'live-location', text: lines(live.caption, coordinates(live)) };
  const cards = contact ? [contact] : contacts?.contacts;
  return cards
    ? {
        kind: 'contact',
        text: lines(...cards.flatMap((card) => [card.displayName, ...phoneNumbers(card.vcard)])),
      }
    : null;
}

const coordinates = (place: { degreesLatitude?: number | null; degreesLongitude?: number | null }): string =>
  `${place.degreesLatitude ?? 0}, ${place.degreesLongitude ?? 0}`;

/** The numbers of a vCard's TEL lines (RFC 6350, section 6.4.1), as they are written there. */
function phoneNumbers(vcard: string | null | undefined): string[] {
  return bounded(vcard)
    .split(/\r?\n/)
    .filter((line) => /^(?:[\w-]+\.)?TEL[:;]/i.test(line))
    .map((line) => line.slice(line.lastIndexOf(':') + 1).trim());
}

/** Polls, invitations and what shops send: the words that a person sees, without the buttons' mechanics. */
function readBusiness(message: proto.IMessage): Readable | null {
  const poll =
    message.pollCreationMessage ??
    message.pollCreationMessageV2 ??
    message.pollCreationMessageV3 ??
    message.pollCreationMessageV5;
  if (poll)
    return {
      kind: 'poll',
      text: lines(poll.name, ...(poll.options ?? []).map((option) => `- ${option.optionName ?? ''}`)),
    };
  const text = [
    message.groupInviteMessage && [message.groupInviteMessage.groupName, message.groupInviteMessage.caption],
    message.buttonsMessage && [message.buttonsMessage.contentText, message.buttonsMessage.footerText],
    message.buttonsResponseMessage && [message.buttonsResponseMessage.selectedDisplayText],
    message.listMessage && [
      message.listMessage.title,
      message.listMessage.description,
      message.listMessage.footerText,
    ],
    message.listResponseMessage && [
      message.listResponseMessage.title,
      message.listResponseMessage.description,
    ],
    message.templateMessage && [
      message.templateMessage.hydratedTemplate?.hydratedContentText,
      message.templateMessage.hydratedTemplate?.hydratedFooterText,
    ],
    message.templateButtonReplyMessage && [message.templateButtonReplyMessage.selectedDisplayText],
    message.interactiveMessage && [
      message.interactiveMessage.header?.title,
      message.interactiveMessage.body?.text,
      message.interactiveMessage.footer?.text,
    ],
    message.interactiveResponseMessage && [message.interactiveResponseMessage.body?.text],
    message.productMessage && [
      message.productMessage.product?.title,
      message.productMessage.product?.description,
      message.productMessage.body,
    ],
    message.orderMessage && [message.orderMessage.orderTitle, message.orderMessage.message],
    message.eventMessage && [message.eventMessage.name, message.eventMessage.description],
  ].find(Boolean);
  return text ? { kind: 'text', text: lines(...text) } : null;
}

function readCall(message: proto.IMessage): Readable | null {
  return message.call || message.callLogMesssage || message.bcallMessage ? { kind: 'call', text: '' } : null;
}
