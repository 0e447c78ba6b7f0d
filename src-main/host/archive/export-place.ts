import type { CapturedMessage } from '#shared/model/capture.ts';
import type { PersonIdentity } from '#shared/model/contact.ts';
import { messageIdsPerMillisecond, type ConversationKind } from '#shared/model/message.ts';
import { findIdentity } from './contacts/identities.ts';
import type { Reader } from './database.ts';
import { isSameTime } from './overlap.ts';

/** A conversation that a chat export belongs to, and how that is known. */
export interface ExportPlace {
  readonly conversationId: number;
  readonly threadId: number;
  readonly key: string;
  readonly kind: ConversationKind;
  readonly title: string;
  readonly basis: 'phone' | 'content';
}

type Conversation = Omit<ExportPlace, 'basis'>;

const columns = 'c.id as conversationId, c.thread_id as threadId, c.key, c.kind, c.title';
const minute = 60_000;
/** Texts that everybody writes prove nothing. */
const tellingLength = 12;
/** So many different telling texts at the same minute in one conversation are no accident... */
const provingTexts = 5;
/** ...unless another conversation, to which the same was sent, has nearly as many. */
const clearLead = 2;
/** Messages looked up at most before it is given up. */
const mostLookedUp = 4000;

/** The direct conversation that a line has with the person of a phone number. */
export function placeByPhone(reader: Reader, lineId: number, person: PersonIdentity): ExportPlace | null {
  const identity = findIdentity(reader, person, lineId);
  if (identity === undefined) return null;
  const conversation = reader
    .sql<Conversation>(
      `select ${columns} from conversations c join identities i on i.id = c.identity_id
      where c.line_id = ? and c.kind = 'direct' and i.contact_id = ? order by c.id limit 1`,
    )
    .get(lineId, identity.contact_id);
  return conversation === undefined ? null : { ...conversation, basis: 'phone' };
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
    if (sentAt < this.#since || text.length < tellingLength || direction === null) return;
    this.#lookedUp += 1;
    const rows = this.#reader
      .sql<{ thread_id: number; sent_at: number }>(
        `select c.thread_id, m.sent_at from messages m join conversations c on c.id = m.conversation_id
        where m.id >= ? and m.id < ? and m.live = 1 and m.text = ? and m.direction = ? and c.line_id = ?`,
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
    const conversation = this.#reader
      .sql<Conversation>(
        `select ${columns} from conversations c where c.thread_id = ? and c.key like '%@%' order by c.id limit 1`,
      )
      .get(best[0]);
    return conversation === undefined ? null : { ...conversation, basis: 'content' };
  }
}
