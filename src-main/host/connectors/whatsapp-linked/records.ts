import type {
  CapturedConversation,
  CapturedEvent,
  CapturedMessage,
  CapturedPlace,
  CapturedRecord,
  CapturedSender,
  EventKind,
} from '#shared/model/capture.ts';
import type { Quote } from '#shared/model/details.ts';
import { noticeText } from '#shared/model/notice.ts';
import type { ConnectorStateChange } from '../connector.ts';
import {
  type Content,
  type EventContent,
  type MessageContent,
  type SealedContent,
  unknownContent,
} from './content.ts';
import type { Quoted } from './context.ts';
import type { Account, Envelope } from './envelope.ts';
import type { Identities } from './identities.ts';
import { accountJid, isLeftOut, isPersonJid } from './jid.ts';
import type { Told } from './who-is-who.ts';
import { isFetchable, type MediaReference } from './media-reference.ts';

/** Records of one stanza, the state that belongs to them, and the files to fetch. */
export interface Captured {
  readonly records: readonly CapturedRecord[];
  readonly changes: readonly ConnectorStateChange[];
  readonly media: readonly MediaToFetch[];
  /** A piece of history is among the changes. */
  readonly history: boolean;
  /** Where that was said of which the changes tell who is who. */
  readonly told?: Told;
}

/** A file that a captured message has and the media store has not. */
export interface MediaToFetch {
  readonly conversation: string;
  readonly message: string;
  readonly otherPlaces?: readonly CapturedPlace[];
  readonly file: MediaReference;
  /** How the phone knows its message. */
  readonly stanza: StanzaKey;
}

/** A message as programs of one account name it to each other. */
export interface StanzaKey {
  readonly id: string;
  readonly chat: string;
  readonly fromMe: boolean;
  /** Who wrote it, in a group. */
  readonly participant: string | null;
}

export const nothingCaptured: Captured = { records: [], changes: [], media: [], history: false };

/** Who and where, once the people that an envelope names have their keys. */
export interface Scene {
  readonly conversation: CapturedConversation;
  /** Keys of the line itself, of the other side (in a group the author), and of the author. */
  readonly own: string;
  readonly person: string;
  readonly author: string;
  readonly sender: CapturedSender;
  readonly changes: readonly ConnectorStateChange[];
}

/** Finds out who wrote where. */
export function sceneOf(
  envelope: Envelope,
  account: Account,
  identities: Identities,
  title: (group: string) => string | null,
): Scene {
  const person = identities.resolve(envelope.person.jid, envelope.person.alternative);
  const own = identities.resolve(account.jid, account.lid);
  const author = envelope.fromMe ? own.key : person.key;
  return {
    conversation: envelope.group
      ? { key: envelope.group, kind: 'group', title: title(envelope.group) }
      : { key: person.key, kind: 'direct', title: envelope.fromMe ? null : envelope.name },
    own: own.key,
    person: person.key,
    author,
    sender: { key: author, name: envelope.name, ...(envelope.fromMe && { own: true }) },
    changes: [...person.changes, ...own.changes],
  };
}

/** Makes records of what an envelope and its content say. `raw` is kept as evidence. */
export function recordsOf(
  envelope: Envelope,
  scene: Scene,
  content: Content,
  raw: Uint8Array,
  identities: Identities,
): Captured {
  const { conversation, author, sender, changes } = scene;
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
    details: {
      ...(said.quoted && { quote: quoteOf(said.quoted, scene, identities) }),
      ...said.details,
    },
    attachment: said.media && {
      name: said.media.name,
      mime: said.media.mime,
      size: said.media.size,
      sha256: null,
      missing: isFetchable(said.media) ? 'pending' : 'no-key',
      seconds: said.media.seconds,
      details: said.media.details,
    },
    deleted: said.deleted,
    edited: said.edited,
    suspicious: false,
    raw,
    ...otherPlaces(scene, envelope.id, author, identities),
  });
  const about = (event: EventKind, target: string, text: string, eventKey = key): CapturedEvent => ({
    type: 'event',
    conversation,
    messageKey: target,
    key: eventKey,
    event,
    sender,
    at: envelope.sentAt,
    text,
    raw,
    ...targetPlaces(scene, target, identities),
  });
  if (content.type === 'sealed' && content.sealed === 'comment')
    return { ...nothingCaptured, records: [message({ ...unknownContent, kind: 'pending' })], changes };
  if (content.type === 'message') {
    const stanza = {
      id: envelope.id,
      chat: envelope.group ?? envelope.person.jid,
      fromMe: envelope.fromMe,
      participant: envelope.group && !envelope.fromMe ? envelope.person.jid : null,
    };
    const media =
      content.media && isFetchable(content.media)
        ? [
            {
              conversation: conversation.key,
              message: key,
              ...otherPlaces(scene, envelope.id, author, identities),
              file: content.media,
              stanza,
            },
          ]
        : [];
    const { position } = content;
    const moved = position && about('location', key, position.text, `${key} position ${position.number}`);
    return { records: [message(content), ...(moved ? [moved] : [])], changes, media, history: false };
  }
  const late =
    content.type === 'nothing'
      ? 'nothing'
      : (content.type === 'event' && lateEvents.get(content.event)) || 'other';
  const resolution: CapturedMessage = {
    ...message({ ...unknownContent, kind: 'system', text: noticeText(`late-${late}`) }),
    resolvesOnly: true,
  };
  if (content.type === 'nothing') return { ...nothingCaptured, records: [resolution] };
  const target = targetKey(content, envelope, scene, identities);
  const event =
    content.type === 'event'
      ? about(content.event, target, content.text)
      : about('sealed', target, content.sealed);
  return { records: [event, resolution], changes, media: [], history: false };
}

const lateEvents: ReadonlyMap<EventKind, 'edit' | 'revoke' | 'reaction'> = new Map([
  ['edit', 'edit'],
  ['revoke', 'revoke'],
  ['reaction', 'reaction'],
]);

/** A message id is chosen by its author's program and tells messages apart only together with the author. */
export const messageKey = (id: string, author: string): string => `${id} ${author}`;

/** Where else a message may be that was captured before it was known that two of these JIDs are one person's. */
export function otherPlaces(
  { conversation }: Pick<Scene, 'conversation'>,
  id: string,
  author: string,
  identities: Identities,
): { otherPlaces?: readonly CapturedPlace[] } {
  const chats = [
    conversation.key,
    ...(conversation.kind === 'direct' ? identities.otherKeys(conversation.key) : []),
  ];
  const authors = [author, ...identities.otherKeys(author)];
  const places = chats.flatMap((chat) =>
    authors.map((each) => ({ conversation: chat, message: messageKey(id, each) })),
  );
  return places.length === 1 ? {} : { otherPlaces: places.slice(1) };
}

/** The same for the message that an event is about. */
export function targetPlaces(scene: Pick<Scene, 'conversation'>, target: string, identities: Identities) {
  const space = target.lastIndexOf(' ');
  return otherPlaces(scene, target.slice(0, space), target.slice(space + 1), identities);
}

/** Key of the message that an event is about. Only an author edits; others' messages are deleted by group admins. */
export function targetKey(
  content: EventContent | SealedContent,
  envelope: Envelope,
  scene: Scene,
  identities: Identities,
): string {
  return messageKey(content.target.id, targetAuthor(content, envelope, scene, identities));
}

function targetAuthor(
  content: EventContent | SealedContent,
  envelope: Envelope,
  { author, person, own }: Scene,
  identities: Identities,
): string {
  const { target } = content;
  const what = content.type === 'event' ? content.event : content.sealed;
  if (what === 'edit' || what === 'cancel' || target.fromMe) return author;
  if (envelope.group) {
    const participant = accountJid(target.participant);
    return participant ? identities.resolve(participant, null).key : author;
  }
  if (what === 'revoke') return author;
  return envelope.fromMe ? person : own;
}

/** What a message answers: whose words, and where they stand. */
function quoteOf(quoted: Quoted, { conversation, own }: Scene, identities: Identities): Quote {
  const { id, participant, chat, kind, text, isComment } = quoted;
  const jid = accountJid(participant);
  const author = isPersonJid(jid) ? identities.resolve(jid, null).key : null;
  const elsewhere = chat === null ? null : placeOf(chat, identities);
  const isHere = elsewhere === null || elsewhere === conversation.key;
  return {
    message: id === null || author === null ? null : messageKey(id, author),
    author,
    fromLine: author === own,
    kind,
    text,
    place: elsewhere === 'status' ? 'status' : isHere ? 'here' : { conversation: elsewhere },
    isComment,
  };
}

function placeOf(chat: string, identities: Identities): string | null {
  if (isLeftOut(chat)) return 'status';
  const jid = accountJid(chat);
  return isPersonJid(jid) ? identities.resolve(jid, null).key : jid || null;
}
