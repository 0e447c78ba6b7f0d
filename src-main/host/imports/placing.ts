import {
  placeById,
  placeByPhone,
  PlaceByContent,
  type ExportPlace,
  type LineConversation,
  type PossiblePlace,
} from '#host/archive/export-place.ts';
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
  /** Key of the conversation that they go into. */
  readonly key: string;
  /** Whether the archive may hold some of them already. */
  readonly mayOverlap: boolean;
  /** A message as it is put there. */
  put(message: CapturedMessage): CapturedMessage;
}

/** What a person said about where an export belongs: a conversation, or one of its own; null when nobody was asked. */
export type PlaceAnswer = number | 'new' | null;

/** Where an export belongs as far as that is known, and where else it may; nothing needs to be asked without the latter. */
export interface PlaceFindings {
  readonly settled: ExportPlace | null;
  readonly possible: readonly PossiblePlace[];
}

/**
 * Finds where an export belongs: by the number in its title, or by what it holds. A chat that came in before without
 * either goes where it went then.
 */
export async function findPlace(
  reader: Reader,
  lineId: number,
  path: string,
  options: ReadChatExportOptions,
): Promise<PlaceFindings> {
  const { info, owner } = options;
  const phone = phoneOf(info, owner);
  if (phone !== null) {
    const settled = placeByPhone(reader, lineId, phone);
    if (settled !== null) return { settled, possible: [] };
  }
  const search = new PlaceByContent(reader, lineId);
  if (!search.isSettled) {
    for await (const { records } of readChatExport(path, options)) {
      for (const record of records) search.look(record);
      if (search.isSettled) break;
    }
  }
  const settled = search.found();
  const own = conversationOf(info, owner);
  if (settled !== null || phone !== null || conversationIdOf(reader, lineId, own.key) !== undefined)
    return { settled, possible: [] };
  return { settled, possible: search.possible(info.kind, own.title) };
}

/** Decides where an export goes; into a conversation of its own where nothing tells, and nobody said. */
export async function placeExport(
  reader: Reader,
  lineId: number,
  path: string,
  options: ReadChatExportOptions,
  answer: PlaceAnswer,
): Promise<Placing> {
  const place = await placeFor(reader, lineId, path, options, answer);
  if (place !== null)
    return { key: place.key, mayOverlap: true, put: (message) => moved(message, place.key, place.kind) };
  const phone = phoneOf(options.info, options.owner);
  const key =
    phone === null ? conversationOf(options.info, options.owner).key : `${phone.value}@s.whatsapp.net`;
  return {
    key,
    mayOverlap: conversationIdOf(reader, lineId, key) !== undefined,
    put: phone === null ? (message) => message : (message) => moved(message, key, 'direct'),
  };
}

async function placeFor(
  reader: Reader,
  lineId: number,
  path: string,
  options: ReadChatExportOptions,
  answer: PlaceAnswer,
): Promise<LineConversation | null> {
  if (answer === 'new') return null;
  if (answer !== null) return placeById(reader, lineId, answer);
  return (await findPlace(reader, lineId, path, options)).settled;
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
