import {
  receiptStates,
  type CapturedConversation,
  type CapturedEvent,
  type CapturedMessage,
  type CapturedRecord,
  type CapturedSender,
} from '#shared/model/capture.ts';
import type { Quote } from '#shared/model/details.ts';
import { callRecords } from './calls.ts';
import { readContent, type CloudMedia } from './content.ts';
import {
  introduction,
  namesIn,
  nobody,
  otherPlaces,
  type KnownPerson,
  type People,
  type PersonNames,
} from './people.ts';
import { digitsOf, type Introduced, type Part, type Update } from './reading.ts';
import type { WireMessage, WireStatus } from './wire.ts';

/** What an update became. */
export interface CloudRecord {
  readonly record: CapturedRecord;
  /** The file that has to be fetched for it. */
  readonly media: CloudMedia | null;
  /** The JSON objects that it was read from. */
  readonly sources: readonly object[];
}

type MessageUpdate = Extract<Update, { type: 'message' }>;
type BookEntry = Extract<Update, { type: 'book-entry' }>;
type Made = Omit<CloudRecord, 'sources'>;

/**
 * Makes records of what a part of a webhook tells about one line. Returns also how many updates name no chat that
 * they could belong to, or say nothing that is known.
 */
export function recordsOf(
  part: Part,
  people: People,
  receivedAt: number,
): { records: CloudRecord[]; unreadable: number } {
  const records: CloudRecord[] = [];
  let unreadable = 0;
  for (const update of part.updates) {
    const contact = update.type === 'message' ? introduced(update, part.people) : null;
    const made = recordsOfUpdate(update, contact, part, people, receivedAt);
    if (made === null) unreadable += 1;
    const sources = contact === null ? [update.source] : [update.source, contact.source];
    for (const each of made ?? []) records.push({ ...each, sources });
  }
  return { records, unreadable };
}

function recordsOfUpdate(
  update: Update,
  contact: Introduced | null,
  part: Part,
  people: People,
  receivedAt: number,
): Made[] | null {
  switch (update.type) {
    case 'message':
      return recordsOfMessage(update, contact, part, people, receivedAt);
    case 'status':
      return receiptOf(update.status, update.source, people, receivedAt);
    case 'call':
      return callRecords(update, part.ownNumber, people, receivedAt);
    case 'book-entry':
      return nameOf(update, people, receivedAt);
  }
}

function recordsOfMessage(
  update: MessageUpdate,
  contact: Introduced | null,
  part: Part,
  people: People,
  receivedAt: number,
): Made[] | null {
  const { message, echo, source } = update;
  const person = people.find(otherSide(update, contact));
  if (person === null) return null;
  const { profile } = contact?.contact ?? {};
  const name = profile?.name ?? profile?.username ?? null;
  const { key, person: identity } = person;
  const account = { key, ...(identity && { person: identity }) };
  const conversation: CapturedConversation = message.group_id
    ? { key: `group:${message.group_id}`, kind: 'group', title: null }
    : { ...account, kind: 'direct', title: name };
  const sender: CapturedSender = echo
    ? { key: `${part.ownNumber ?? ''}@s.whatsapp.net`, name: null, own: true }
    : { ...account, name };
  const at = message.timestamp == null ? receivedAt : message.timestamp * 1000;
  const told = introduction(person, name === null ? null : { kind: 'pushed', name }, message.id, at);
  const introductions: Made[] = told === null ? [] : [{ record: told, media: null }];
  const shared = { conversation, key: message.id, raw: Buffer.from(JSON.stringify(source)) };
  const about = aboutMessage(message);
  if (about !== null) {
    const event: CapturedEvent = {
      ...shared,
      ...about,
      type: 'event',
      sender,
      at,
      otherPlaces: otherPlaces(person, about.messageKey),
    };
    return [{ record: event, media: null }, ...introductions];
  }
  const { kind, text, media, details } = readContent(message);
  const quote = quoteOf(message, part.ownNumber, echo, person);
  const record: CapturedMessage = {
    ...shared,
    type: 'message',
    sender: kind === 'system' ? null : sender,
    direction: kind === 'system' ? null : echo ? 'outgoing' : 'incoming',
    kind,
    sentAt: at,
    text,
    ...((quote !== null || Object.keys(details).length > 0) && {
      details: { ...details, ...(quote && { quote }) },
    }),
    attachment: media && {
      name: media.name,
      mime: media.mime,
      size: null,
      sha256: null,
      missing: media.id === null ? 'expired' : 'pending',
      seconds: null,
    },
    deleted: false,
    edited: false,
    suspicious: false,
    otherPlaces: otherPlaces(person, message.id),
  };
  return [{ record, media }, ...introductions];
}

/** What a message does to another one; null for a message of its own. */
function aboutMessage(message: WireMessage): Pick<CapturedEvent, 'event' | 'messageKey' | 'text'> | null {
  const { type, reaction, edit, revoke } = message;
  if (type === 'reaction' && reaction?.message_id) {
    return { event: 'reaction', messageKey: reaction.message_id, text: reaction.emoji ?? '' };
  }
  if (type === 'revoke' && revoke?.original_message_id) {
    return { event: 'revoke', messageKey: revoke.original_message_id, text: '' };
  }
  if (type === 'edit' && edit?.original_message_id && edit.message) {
    return { event: 'edit', messageKey: edit.original_message_id, text: readContent(edit.message).text };
  }
  return null;
}

/** What a message answers: the platform gives its id and author, and nothing of what it said. */
function quoteOf(
  { context }: WireMessage,
  ownNumber: string | null,
  echo: boolean,
  person: KnownPerson,
): Quote | null {
  if (!context?.id) return null;
  const { from } = context;
  const fromLine = from == null ? echo : ownNumber !== null && digitsOf(from) === ownNumber;
  return {
    message: context.id,
    author: fromLine ? null : person.key,
    fromLine,
    kind: 'unknown',
    text: '',
    place: 'here',
    isComment: false,
  };
}

/** How far a message of the line got. */
function receiptOf(status: WireStatus, source: object, people: People, receivedAt: number): Made[] | null {
  const state = receiptStates.find((each) => each === status.status);
  const isGroup = status.recipient_type === 'group';
  const person = people.find({
    ...namesIn(isGroup ? null : status.recipient_id),
    ...(status.recipient_user_id && { bsuid: status.recipient_user_id }),
    ...(status.recipient_parent_user_id && { parentBsuid: status.recipient_parent_user_id }),
  });
  const group = isGroup && status.recipient_id ? `group:${status.recipient_id}` : null;
  if (state === undefined || (person === null && group === null)) return null;
  const account = person && { key: person.key, ...(person.person && { person: person.person }) };
  const conversation: CapturedConversation | null =
    group === null
      ? account && { ...account, kind: 'direct', title: null }
      : { key: group, kind: 'group', title: null };
  if (conversation === null) return null;
  const record: CapturedEvent = {
    type: 'event',
    conversation,
    messageKey: status.id,
    key: `${status.id} ${state}${group !== null && person !== null ? ` ${person.key}` : ''}`,
    event: 'receipt',
    sender: account && { ...account, name: null },
    at: status.timestamp == null ? receivedAt : status.timestamp * 1000,
    text: state,
    raw: Buffer.from(JSON.stringify(source)),
    ...(person && group === null && { otherPlaces: otherPlaces(person, status.id) }),
  };
  return [{ record, media: null }];
}

/** What the phone's address book calls somebody; who was taken out of it keeps the name under which they were known. */
function nameOf(entry: BookEntry, people: People, receivedAt: number): Made[] | null {
  const person = people.find({
    ...nobody,
    phone: entry.phone === null ? null : digitsOf(entry.phone) || null,
    bsuid: entry.bsuid,
    username: entry.username,
  });
  if (person === null) return null;
  const name = entry.name === '' ? null : { kind: 'phone-book' as const, name: entry.name };
  const record = introduction(person, name, null, entry.at ?? receivedAt);
  return record === null ? [] : [{ record, media: null }];
}

/** How the webhook introduces the other side of a message. */
function introduced(
  { message, echo, thread }: MessageUpdate,
  people: readonly Introduced[],
): Introduced | null {
  const phone = echo ? (thread ?? message.to) : (message.from ?? thread);
  const bsuid = echo ? message.to_user_id : message.from_user_id;
  const isNamed = (id: string | null | undefined) => id != null && (id === phone || id === bsuid);
  return people.find(({ contact }) => isNamed(contact.wa_id) || isNamed(contact.user_id)) ?? null;
}

/** The names of whoever the line writes with. */
function otherSide({ message, echo, thread }: MessageUpdate, introduced: Introduced | null): PersonNames {
  const { contact } = introduced ?? {};
  const named = namesIn(echo ? (thread ?? message.to) : (message.from ?? thread));
  const account = namesIn(contact?.wa_id);
  const bsuid = echo ? message.to_user_id : message.from_user_id;
  const parent = echo ? message.to_parent_user_id : message.from_parent_user_id;
  return {
    phone: named.phone ?? account.phone,
    bsuid: bsuid ?? contact?.user_id ?? named.bsuid ?? account.bsuid,
    parentBsuid: parent ?? contact?.parent_user_id ?? null,
    username: contact?.profile?.username ?? contact?.username ?? null,
  };
}
