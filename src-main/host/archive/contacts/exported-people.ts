import type { CapturedMessage } from '#shared/model/capture.ts';
import type { EvidenceBasis } from '#shared/model/contact.ts';
import { messageIdsPerMillisecond } from '#shared/model/message.ts';
import type { Reader, Writer } from '../database.ts';
import { compareCopies } from '../exported-copies.ts';
import { askedTexts, isTelling, provingTexts } from '../export-place.ts';
import { isSameTime } from '../overlap.ts';
import type { Evidence } from './evidence.ts';
import { suggest, unite } from './merges.ts';
import { answerQuestion } from './questions.ts';

/**
 * Finds out that the person of a chat export, of whom only a name is known, is one whom the line itself has messages
 * with: for the length of one transaction that captures.
 */
export interface ExportedPeople {
  /** A message of the line itself that was just stored. */
  look(message: CapturedMessage, conversationId: number): void;
  /** Unites or asks, once all is stored. Returns the threads that have changed, and whether anything has. */
  finish(): { readonly threads: readonly number[]; readonly contacts: boolean };
}

interface Pair {
  /** The conversation that came from an export, and the line's own. */
  readonly exportedId: number;
  readonly ownId: number;
}

/** What the other side wrote proves more than what was sent to many. */
const provingReplies = 2;
const minute = 60_000;

/** The other side of an exported chat of which nobody has said who it is: no account is known. */
const isUnknown = `ei.kind = 'name' and not exists (
    select 1 from identities o where o.contact_id = ei.contact_id and o.kind <> 'name')`;

const idAt = (time: number): number => time * messageIdsPerMillisecond;

/** Opens the search within a transaction. `now` is UTC milliseconds. */
export function openExportedPeople(writer: Writer, lineId: number, now: number): ExportedPeople {
  const heard = new Set<number>();
  const telling: { message: CapturedMessage; conversationId: number }[] = [];

  return {
    look(message, conversationId) {
      if (message.conversation.kind !== 'direct') return;
      heard.add(conversationId);
      if (message.direction === 'incoming' && isTelling(message.text))
        telling.push({ message, conversationId });
    },
    finish() {
      const byText = pairsByText(writer, lineId, telling);
      const byName = [...heard].flatMap((ownId) => pairsByName(writer, lineId, ownId));
      const threads: number[] = [];
      let contacts = false;
      for (const pair of byText) {
        const evidence = evidenceOf(writer, lineId, pair, 'overlap', now);
        const { texts, isProof } = inCommon(writer, pair);
        const united = isProof ? unite(writer, evidence, now) : null;
        threads.push(...(united ?? []));
        const isAsked = united === null && texts >= askedTexts && suggest(writer, evidence, now) !== null;
        contacts ||= united !== null || isAsked;
      }
      for (const pair of byName) {
        const isAsked = suggest(writer, evidenceOf(writer, lineId, pair, 'same-name', now), now) !== null;
        contacts ||= isAsked;
      }
      return { threads, contacts };
    },
  };
}

/**
 * How many different telling texts both conversations have at the same time, and whether that is proof: enough of
 * them, also by the other side, and most of what both could have.
 */
function inCommon(reader: Reader, { exportedId, ownId }: Pair): { texts: number; isProof: boolean } {
  const { copies, compared } = compareCopies(reader, exportedId, ownId);
  const telling = copies.filter(({ text }) => isTelling(text));
  const texts = new Set(telling.map(({ text }) => text));
  const replies = new Set(telling.flatMap(({ text, direction }) => (direction === 'incoming' ? text : [])));
  const isProof =
    texts.size >= provingTexts && replies.size >= provingReplies && copies.length * 2 >= compared;
  return { texts: texts.size, isProof };
}

/** Conversations of exports in which something stands that the line has just heard. */
function pairsByText(
  reader: Reader,
  lineId: number,
  telling: readonly { readonly message: CapturedMessage; readonly conversationId: number }[],
): Pair[] {
  const times = telling.map(({ message }) => message.sentAt);
  if (times.length === 0) return [];
  const exported = reader
    .sql<{ id: number }>(
      `select c.id from exported_spans e join conversations c on c.id = e.conversation_id
      join identities ei on ei.id = c.identity_id
      where e.first_id <= ? and e.last_id >= ? and c.line_id = ? and c.kind = 'direct' and ${isUnknown}`,
    )
    .all(
      idAt(times.reduce((a, b) => Math.max(a, b)) + minute),
      idAt(times.reduce((a, b) => Math.min(a, b)) - minute),
      lineId,
    );
  const pairs = new Map<string, Pair>();
  const sameAt = reader.sql<{ sent_at: number }>(
    `select sent_at from messages
    where conversation_id = ? and id >= ? and id < ? and live = 0 and direction = 'incoming' and text = ?`,
  );
  for (const { message, conversationId: ownId } of telling) {
    const from = idAt(message.sentAt - minute);
    const to = idAt(message.sentAt + minute);
    for (const { id: exportedId } of exported)
      if (
        sameAt
          .all(exportedId, from, to, message.text)
          .some(({ sent_at }) => isSameTime(sent_at, message.sentAt))
      )
        pairs.set(`${exportedId} ${ownId}`, { exportedId, ownId });
  }
  return [...pairs.values()];
}

/** Conversations of exports whose person is called as the one whom the line has a conversation with. */
function pairsByName(reader: Reader, lineId: number, ownId: number): Pair[] {
  return reader
    .sql<{ id: number }>(
      `select ec.id from conversations c join identities i on i.id = c.identity_id
      join contacts k on k.id = i.contact_id
      join contacts ek on ek.folded = k.folded and ek.id <> k.id
      join identities ei on ei.contact_id = ek.id and ei.line_id = ?
      join conversations ec on ec.identity_id = ei.id and ec.kind = 'direct'
      where c.id = ? and i.kind <> 'name' and k.folded <> '' and ${isUnknown}`,
    )
    .all(lineId, ownId)
    .map(({ id: exportedId }) => ({ exportedId, ownId }));
}

function evidenceOf(
  reader: Reader,
  lineId: number,
  { exportedId, ownId }: Pair,
  basis: EvidenceBasis,
  now: number,
): Evidence {
  const identityOf = reader.sql<{ identity_id: number }>(
    'select identity_id from conversations where id = ?',
  );
  const [a = 0, b = 0] = [exportedId, ownId].map((id) => identityOf.get(id)?.identity_id);
  return { a, b, basis, lineId, reference: null, note: '', raw: null, at: now };
}

/** Keeps an exported chat apart for good from those whose name its person bears, because somebody said so. */
export function keepApart(writer: Writer, lineId: number, exportedId: number, now: number): void {
  const named = writer
    .sql<{ id: number }>(
      `select c.id from conversations ec join identities ei on ei.id = ec.identity_id
      join contacts ek on ek.id = ei.contact_id
      join contacts k on k.folded = ek.folded and k.id <> ek.id
      join identities i on i.contact_id = k.id and i.kind <> 'name'
      join conversations c on c.identity_id = i.id and c.kind = 'direct' and c.line_id = ?
      where ec.id = ? and ek.folded <> '' and ${isUnknown}`,
    )
    .all(lineId, exportedId);
  for (const { id: ownId } of named) {
    const questionId = suggest(
      writer,
      evidenceOf(writer, lineId, { exportedId, ownId }, 'same-name', now),
      now,
    );
    if (questionId !== null) answerQuestion(writer, questionId, 'different', now);
  }
}
