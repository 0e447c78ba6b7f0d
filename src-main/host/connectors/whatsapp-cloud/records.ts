import type {
  CapturedConversation,
  CapturedEvent,
  CapturedMessage,
  CapturedRecord,
  CapturedSender,
} from '#shared/model/capture.ts';
import { readContent, type CloudMedia } from './content.ts';
import { namesIn, type People, type PersonNames } from './people.ts';
import type { Part, Update } from './reading.ts';
import type { WireContact, WireMessage } from './wire.ts';

/** What an update became, and the file that has to be fetched for it. */
export interface CloudRecord {
  readonly record: CapturedRecord;
  readonly media: CloudMedia | null;
  /** It happened before the line was on the platform. */
  readonly past: boolean;
  /** The JSON object that it was read from. */
  readonly source: object;
}

type MessageUpdate = Extract<Update, { type: 'message' }>;

/**
 * Makes records of what a part of a webhook tells about one line. Returns also how many updates name no chat that
 * they could belong to.
 */
export function recordsOf(
  part: Part,
  people: People,
  receivedAt: number,
): { records: CloudRecord[]; unreadable: number } {
  const records: CloudRecord[] = [];
  let unreadable = 0;
  const add = (update: Update, made: Pick<CloudRecord, 'record' | 'media'> | null) => {
    if (made === null) unreadable += 1;
    else records.push({ ...made, past: update.type === 'message' && update.past, source: update.source });
  };
  for (const update of part.updates) {
    if (update.type === 'message') add(update, recordOfMessage(update, part, people, receivedAt));
  }
  return { records, unreadable };
}

function recordOfMessage(
  update: MessageUpdate,
  part: Part,
  people: People,
  receivedAt: number,
): Pick<CloudRecord, 'record' | 'media'> | null {
  const { message, echo, thread, source } = update;
  const contact = introduced(message, echo, thread, part.people);
  const other = otherSide(message, echo, thread, contact);
  const person = people.keyOf(other);
  if (person === null) return null;
  const name = contact?.profile?.name ?? contact?.profile?.username ?? null;
  const group = message.group_id ?? null;
  const conversation: CapturedConversation =
    group === null
      ? { key: person, kind: 'direct', title: name }
      : { key: `group:${group}`, kind: 'group', title: null };
  const own = `${part.ownNumber ?? ''}@s.whatsapp.net`;
  const sender: CapturedSender = echo ? { key: own, name: null } : { key: person, name };
  const at = message.timestamp == null ? receivedAt : message.timestamp * 1000;
  const raw = Buffer.from(JSON.stringify(source));
  const about = aboutMessage(message);
  if (about !== null) {
    const event: CapturedEvent = { type: 'event', conversation, key: message.id, sender, at, raw, ...about };
    return { record: event, media: null };
  }
  const { kind, text, media } = readContent(message);
  const record: CapturedMessage = {
    type: 'message',
    conversation,
    key: message.id,
    sender: kind === 'system' ? null : sender,
    direction: kind === 'system' ? null : echo ? 'outgoing' : 'incoming',
    kind,
    sentAt: at,
    text,
    attachment: media && {
      name: media.name,
      mime: media.mime,
      size: null,
      sha256: null,
      missing: media.id === null ? 'not-found' : 'pending',
      seconds: null,
    },
    deleted: false,
    edited: false,
    suspicious: false,
    raw,
  };
  return { record, media };
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
    const { text } = readContent(edit.message);
    return { event: 'edit', messageKey: edit.original_message_id, text };
  }
  return null;
}

/** How the webhook introduces the other side of a message. */
function introduced(
  message: WireMessage,
  echo: boolean,
  thread: string | null,
  contacts: readonly WireContact[],
): WireContact | null {
  const phone = echo ? (thread ?? message.to) : message.from;
  const bsuid = echo ? message.to_user_id : message.from_user_id;
  return (
    contacts.find(
      ({ wa_id: id, user_id: user }) =>
        (id != null && (id === phone || id === bsuid)) ||
        (user != null && (user === bsuid || user === phone)),
    ) ?? null
  );
}

/** The names of whoever the line writes with. */
function otherSide(
  message: WireMessage,
  echo: boolean,
  thread: string | null,
  contact: WireContact | null,
): PersonNames {
  const named = namesIn(echo ? (thread ?? message.to) : (message.from ?? thread));
  const introduced = namesIn(contact?.wa_id);
  const bsuid = echo ? message.to_user_id : message.from_user_id;
  const parent = echo ? message.to_parent_user_id : message.from_parent_user_id;
  return {
    phone: named.phone ?? introduced.phone,
    bsuid: bsuid ?? contact?.user_id ?? named.bsuid ?? introduced.bsuid,
    parentBsuid: parent ?? contact?.parent_user_id ?? null,
  };
}
