import { placeByPhone, PlaceByContent, type ExportPlace } from '#host/archive/export-place.ts';
import type { Reader } from '#host/archive/database.ts';
import {
  conversationOf,
  readChatExport,
  type ChatExportInfo,
  type ReadChatExportOptions,
} from '#host/connectors/chat-export/chat-export.ts';
import type { CapturedConversation, CapturedMessage } from '#shared/model/capture.ts';
import { personOfJid, type PersonIdentity } from '#shared/model/contact.ts';

/** Where the messages of an export go. */
export interface Placing {
  /** The conversation of the line itself that they belong to; null where none is known. */
  readonly place: ExportPlace | null;
  /** Whether the archive may hold some of them already. */
  readonly mayOverlap: boolean;
  /** A message as it is put there. */
  put(message: CapturedMessage): CapturedMessage;
}

/** Decides where an export goes: by the number in its title, or by what it holds; else into a conversation of its own. */
export async function placeExport(
  reader: Reader,
  lineId: number,
  path: string,
  options: ReadChatExportOptions,
): Promise<Placing> {
  const phone = phoneOf(options.info, options.owner);
  const place =
    (phone === null ? null : placeByPhone(reader, lineId, phone)) ??
    (await placeByContent(reader, lineId, path, options));
  if (place !== null)
    return { place, mayOverlap: true, put: (message) => moved(message, place.key, place.kind) };
  const key =
    phone === null ? conversationOf(options.info, options.owner).key : `${phone.value}@s.whatsapp.net`;
  return {
    place: null,
    mayOverlap: conversationIdOf(reader, lineId, key) !== undefined,
    put: phone === null ? (message) => message : (message) => moved(message, key, 'direct'),
  };
}

async function placeByContent(
  reader: Reader,
  lineId: number,
  path: string,
  options: ReadChatExportOptions,
): Promise<ExportPlace | null> {
  const search = new PlaceByContent(reader, lineId);
  if (search.isSettled) return null;
  for await (const { records } of readChatExport(path, options)) {
    for (const record of records) search.look(record);
    if (search.isSettled) break;
  }
  return search.found();
}

/** The conversation of a line under this key, if there is one. */
export function conversationIdOf(reader: Reader, lineId: number, key: string): number | undefined {
  return reader
    .sql<{ id: number }>('select id from conversations where line_id = ? and key = ?')
    .get(lineId, key)?.id;
}

const writtenPhone = /^\+[\d\s().-]{7,24}$/u;

/** The number of the other side of a direct chat, where the phone has no name for it. */
function phoneOf({ kind, title, authors }: ChatExportInfo, owner: string | null): PersonIdentity | null {
  if (kind !== 'direct') return null;
  const others = authors.map(({ name }) => name).filter((name) => name !== owner);
  const name = [title, ...others].find((one) => one !== null && writtenPhone.test(one));
  if (name === undefined || name === null || others.length > 1) return null;
  const value = name.replaceAll(/\D/g, '');
  return value.length < 7 ? null : { kind: 'phone', value };
}

/** In a direct conversation the other side is known by its account rather than by what the phone book calls it. */
function moved(message: CapturedMessage, key: string, kind: 'direct' | 'group'): CapturedMessage {
  const person = kind === 'direct' ? personOfJid(key) : null;
  const account = person === null ? {} : { person };
  const conversation: CapturedConversation = { key, kind, title: null, ...account };
  if (person === null || message.direction !== 'incoming') return { ...message, conversation };
  return { ...message, conversation, sender: { key, name: null, ...account } };
}
