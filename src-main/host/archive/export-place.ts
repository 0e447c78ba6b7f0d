import { AtalayaError } from '#shared/errors.ts';
import type { CapturedMessage } from '#shared/model/capture.ts';
import type { PersonIdentity } from '#shared/model/contact.ts';
import { messageIdsPerMillisecond, type ConversationKind } from '#shared/model/message.ts';
import { findIdentity } from './contacts/identities.ts';
import { foldedName } from './contacts/names.ts';
import { threadOf } from './contacts/threads.ts';
import type { Reader } from './database.ts';
import { isSameTime } from './overlap.ts';

/** A conversation that a line itself has, into which a chat export can go. */
export interface LineConversation {
  readonly conversationId: number;
  readonly threadId: number;
  readonly key: string;
  readonly kind: ConversationKind;
  readonly title: string;
}

/** A conversation that a chat export belongs to, and how that is known. */
export interface ExportPlace extends LineConversation {
  readonly basis: 'phone' | 'content';
}

/** A conversation that an export may belong to, and what speaks for it. */
export interface PossiblePlace extends LineConversation {
  /** Different telling texts that both have at the same time. */
  readonly sameTexts: number;
  readonly isSameName: boolean;
}

const columns = 'c.id as conversationId, c.thread_id as threadId, c.key, c.kind, c.title';
const minute = 60_000;
/** Texts that everybody writes prove nothing. */
const tellingLength = 12;

/** Whether a text is long enough that it is no accident when it stands somewhere else at the same time. */
export function isTelling(text: string): boolean {
  return text.length >= tellingLength;
}

/** So many different telling texts at the same minute in one conversation are no accident... */
export const provingTexts = 5;
/** ...unless another conversation, to which the same was sent, has nearly as many. */
const clearLead = 2;
/** Fewer than this are no reason to ask whether two conversations are one. */
export const askedTexts = 2;
/** More conversations than this are no help to somebody who has to choose. */
const mostPossible = 5;
/** Messages looked up at most before it is given up. */
const mostLookedUp = 4000;

/** The direct conversation that a line has with the person of a phone number. */
export function placeByPhone(reader: Reader, lineId: number, person: PersonIdentity): ExportPlace | null {
  const identity = findIdentity(reader, person, lineId);
  if (identity === undefined) return null;
  const conversation = reader
    .sql<LineConversation>(
      `select ${columns} from conversations c join identities i on i.id = c.identity_id
      where c.line_id = ? and c.kind = 'direct' and i.contact_id = ? order by c.id limit 1`,
    )
    .get(lineId, identity.contact_id);
  return conversation === undefined ? null : { ...conversation, basis: 'phone' };
}

/** The conversation of a line that a person chose, by the id of any conversation in its thread. Error: `not-found`. */
export function placeById(reader: Reader, lineId: number, conversationId: number): LineConversation {
  const thread = threadOf(reader, conversationId);
  const conversation = thread === undefined ? undefined : ownConversation(reader, lineId, thread);
  if (conversation === undefined) throw new AtalayaError('not-found');
  return conversation;
}

/** The conversation in a thread that the line itself has. */
function ownConversation(reader: Reader, lineId: number, threadId: number): LineConversation | undefined {
  return reader
    .sql<LineConversation>(
      `select ${columns} from conversations c
      where c.thread_id = ? and c.line_id = ? and c.key like '%@%' order by c.id limit 1`,
    )
    .get(threadId, lineId);
}

/** The conversations that a line itself has with people, or as groups, of that name. */
function placesByName(
  reader: Reader,
  lineId: number,
  kind: ConversationKind,
  name: string,
): LineConversation[] {
  const folded = foldedName(name);
  if (kind === 'group')
    return reader
      .sql<LineConversation>(
        `select ${columns} from conversations c where c.line_id = ? and c.kind = 'group' and c.key like '%@%'`,
      )
      .all(lineId)
      .filter(({ title }) => foldedName(title) === folded);
  return reader
    .sql<LineConversation>(
      `select ${columns} from contacts k join identities i on i.contact_id = k.id
      join conversations c on c.identity_id = i.id
      where k.folded = ? and c.line_id = ? and c.kind = 'direct' and c.key like '%@%' order by c.id`,
    )
    .all(folded, lineId);
}

/** Finds the conversation of a line that holds what an export holds, from the messages that it is shown. */
export class PlaceByContent {
  readonly #reader: Reader;
  readonly #lineId: number;
  readonly #since: number;
  readonly #texts = new Map<number, Set<string>>();
  #lookedUp = 0;

  constructor(reader: Reader, lineId: number) {
    this.#reader = reader;
    this.#lineId = lineId;
    const first = reader
      .sql<{ id: number | null }>(
        `select min((select min(m.id) from messages m where m.conversation_id = c.id)) as id
        from conversations c where c.line_id = ? and c.key like '%@%'`,
      )
      .get(lineId);
    this.#since = first?.id == null ? Number.POSITIVE_INFINITY : first.id / messageIdsPerMillisecond - minute;
  }

  /** There is nothing to find, or enough was found. */
  get isSettled(): boolean {
    return (
      this.#since === Number.POSITIVE_INFINITY || this.#lookedUp >= mostLookedUp || this.found() !== null
    );
  }

  look(message: CapturedMessage): void {
    const { text, sentAt, direction } = message;
    if (sentAt < this.#since || !isTelling(text) || direction === null) return;
    this.#lookedUp += 1;
    const rows = this.#reader
      .sql<{ thread_id: number; sent_at: number }>(
        `select c.thread_id, m.sent_at from messages m join conversations c on c.id = m.conversation_id
        where m.id >= ? and m.id < ? and m.text = ? and m.direction = ? and c.line_id = ? and c.key like '%@%'`,
      )
      .all(
        (sentAt - minute) * messageIdsPerMillisecond,
        (sentAt + minute) * messageIdsPerMillisecond,
        text,
        direction,
        this.#lineId,
      );
    for (const row of rows) {
      if (!isSameTime(row.sent_at, sentAt)) continue;
      const texts = this.#texts.get(row.thread_id) ?? new Set();
      texts.add(text);
      this.#texts.set(row.thread_id, texts);
    }
  }

  /** The conversation, once the evidence is strong. */
  found(): ExportPlace | null {
    const [best, next] = [...this.#texts].toSorted(([, a], [, b]) => b.size - a.size);
    if (best === undefined || best[1].size < provingTexts) return null;
    if (next !== undefined && best[1].size < next[1].size * clearLead) return null;
    const conversation = ownConversation(this.#reader, this.#lineId, best[0]);
    return conversation === undefined ? null : { ...conversation, basis: 'content' };
  }

  /** Where else it may belong: conversations with some of the same texts, and those of the same name; best first. */
  possible(kind: ConversationKind, name: string | null): PossiblePlace[] {
    const named = name === null ? [] : placesByName(this.#reader, this.#lineId, kind, name);
    const threads = new Set([...named.map(({ threadId }) => threadId), ...this.#texts.keys()]);
    return [...threads]
      .flatMap((threadId) => ownConversation(this.#reader, this.#lineId, threadId) ?? [])
      .map((conversation) => ({
        ...conversation,
        sameTexts: this.#texts.get(conversation.threadId)?.size ?? 0,
        isSameName: named.some(({ threadId }) => threadId === conversation.threadId),
      }))
      .filter((place) => place.kind === kind && (place.isSameName || place.sameTexts >= askedTexts))
      .toSorted((a, b) => Number(b.isSameName) - Number(a.isSameName) || b.sameTexts - a.sameTexts)
      .slice(0, mostPossible);
  }
}
