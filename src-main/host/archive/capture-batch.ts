import type {
  CapturedAttachment,
  CapturedEvent,
  CapturedMembers,
  CapturedMessage,
  CapturedRecord,
} from '#shared/model/capture.ts';
import type { ConversationKind, Direction, MessageKind } from '#shared/model/message.ts';
import type { EvaluatedMessage, Verdict } from '#shared/model/policy.ts';
import type { Committed } from '#host/connectors/connector.ts';
import { markRepaired } from './attachments.ts';
import { detailsText, eventDigest, messageDigest } from './canonical.ts';
import { openPeople } from './contacts/people.ts';
import { membersOf, threadOf } from './contacts/threads.ts';
import { countMessages, openDirectory, type Tally } from './conversations.ts';
import type { Writer } from './database.ts';
import { addFlags } from './flags.ts';
import { settled } from './settled-place.ts';
import { appendToLedger, digestOf, type LedgerRecord } from './ledger.ts';
import { addMembers } from './group-members.ts';
import type { MessageIds } from './message-ids.ts';
import { openCopies } from './copies.ts';
import { findExported, type TakenMessages } from './overlap.ts';
import { addToSearch, refreshInSearch, searchBody, type SearchRow } from './search-index.ts';

/** Where a batch comes from. */
export interface CaptureSource {
  readonly lineId: number;
  /** Live messages are new to the supervisor; history that is brought in is not. */
  readonly live: boolean;
  /** The messages that an export was found to hold; null where the conversation has no others to compare with. */
  readonly taken?: TakenMessages;
  /** Up to when the line is proven to have been captured; stored with what it captured. */
  readonly provenAt?: number | null;
}

export interface BatchOptions {
  readonly writer: Writer;
  readonly ids: MessageIds;
  readonly evaluate: (message: EvaluatedMessage) => readonly Verdict[];
  /** UTC milliseconds. */
  readonly capturedAt: number;
  readonly source: CaptureSource;
}

/** What becomes of a file that was not there when its message was committed. */
export type FileOutcome = Pick<CapturedAttachment, 'sha256' | 'size' | 'missing'>;

/** Records on their way into the archive, with all that belongs to them. */
export interface CaptureBatch {
  add(record: CapturedRecord): Committed;
  /** Completes an attachment that has no file, or a damaged one. */
  storeFile(messageId: number, name: string | null, file: FileOutcome): void;
  /** Writes what is written once for all records: search rows, ledger entries, counts. */
  finish(): BatchOutcome;
}

/** What a batch changed beside its records. */
export interface BatchOutcome {
  /** Every conversation that shows something new, by all the ids that people may have it open under. */
  readonly conversationIds: readonly number[];
  readonly contactsChanged: boolean;
  readonly flags: number;
}

interface StoredMessage {
  readonly id: number;
  readonly kind: MessageKind;
  readonly direction: Direction | null;
  readonly sender_id: number | null;
}

/** What policies look at beside a text. */
interface JudgedMessage {
  readonly kind: MessageKind;
  readonly direction: Direction | null;
  readonly conversation: { readonly kind: ConversationKind };
}

/** Begins the work of one transaction, which must be open, and must end with `finish`. */
export function openBatch({ writer, ids, evaluate, capturedAt, source }: BatchOptions): CaptureBatch {
  const people = openPeople(writer, source, capturedAt);
  const directory = openDirectory(writer, source.lineId, people);
  const searchRows: SearchRow[] = [];
  const ledger: LedgerRecord[] = [];
  const tallies = new Map<number, Tally>();
  const refresh = new Set<number>();
  const copies = openCopies({ writer, lineId: source.lineId, capturedAt, ledger });
  let flags = 0;

  const stored = writer.sql<StoredMessage>(
    'select id, kind, direction, sender_id from messages where conversation_id = ? and key = ?',
  );
  const insertMessage = writer.sql(
    `insert into messages (id, conversation_id, key, sender_id, direction, kind, sent_at, captured_at, text,
      deleted, edited, suspicious, live, details) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    on conflict (conversation_id, key) do nothing`,
  );
  const insertAttachment = writer.sql(
    `insert into attachments (message_id, line_id, name, mime, size, sha256, missing, seconds, details)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const eventsOf = writer.sql<{ id: number; event: string; text: string }>(
    'select id, event, text from events where conversation_id = ? and message_key = ?',
  );

  function judge(
    message: JudgedMessage,
    text: string,
    flagged: { messageId: number; conversationId: number; eventId: number | null },
  ): number {
    const verdicts = evaluate({
      text,
      kind: message.kind,
      direction: message.direction,
      conversation: message.conversation.kind,
      lineId: source.lineId,
    });
    const added = addFlags(writer, { ...flagged, lineId: source.lineId }, verdicts, capturedAt);
    flags += added;
    return added;
  }

  /** What belongs to a message beside its row: attachment, evidence, search row, flags, ledger entry. */
  function attach(
    message: CapturedMessage,
    id: number,
    conversationId: number,
    senderId: number | null,
    isJudged = true,
  ): number {
    const { attachment } = message;
    if (attachment !== null) {
      const { name, mime, size, sha256, missing, seconds, details } = attachment;
      const said = details === undefined ? null : JSON.stringify(details);
      insertAttachment.run(id, source.lineId, name, mime, size, sha256, missing, seconds, said);
    }
    if (message.raw !== null) {
      writer.sql('insert or ignore into evidence (message_id, raw) values (?, ?)').run(id, message.raw);
    }
    ledger.push({
      at: capturedAt,
      kind: 'message',
      subject: id,
      digest: messageDigest(source.lineId, message),
    });
    const early = source.live ? eventsOf.all(conversationId, message.key) : [];
    const edits = early.filter((event) => event.event === 'edit');
    searchRows.push({
      id,
      body: searchBody(
        message.text,
        edits.map((edit) => edit.text),
        attachment?.name ?? null,
      ),
      lineId: source.lineId,
      conversationId,
      senderId,
      direction: message.direction,
      kind: message.kind,
    });
    let added = isJudged ? judge(message, message.text, { messageId: id, conversationId, eventId: null }) : 0;
    for (const edit of edits) {
      added += judge(message, edit.text, { messageId: id, conversationId, eventId: edit.id });
    }
    return added;
  }

  function touch(conversationId: number): Tally {
    let tally = tallies.get(conversationId);
    if (tally === undefined) {
      tally = { added: 0, lastId: 0, bySender: new Map() };
      tallies.set(conversationId, tally);
    }
    return tally;
  }

  function addMessage(message: CapturedMessage): Committed {
    const conversation = directory.conversation(message.conversation);
    const tally = touch(conversation.id);
    const isHeard = message.direction === 'incoming' && message.sender?.own !== true;
    const known =
      source.taken === undefined ? null : copies.sightingOf(message, conversation.id, source.taken);
    if (known !== null) {
      const { attachment } = message;
      if (attachment?.sha256 != null) storeFile(known, attachment.name, attachment);
      return { messageId: known, added: false, flags: 0 };
    }
    const senderId = message.sender === null ? null : directory.sender(message.sender, isHeard).id;
    const id = ids.place(
      message.sentAt,
      (free) => insert(message, free, conversation.id, senderId),
      message.arrival,
    );
    if (id === null) return completeMessage(message, conversation.id, senderId);
    tally.added += 1;
    tally.lastId = Math.max(tally.lastId, id);
    count(tally, senderId, 1);
    source.taken?.add(id);
    if (!source.live) copies.widen(conversation.id, id);
    const exported = source.live ? findExported(writer, conversation.id, message) : undefined;
    const isFlagged = exported !== undefined && copies.supersede(exported, id);
    if (exported !== undefined) {
      touch(exported.conversation_id).added -= 1;
      count(touch(exported.conversation_id), exported.sender_id, -1);
    }
    const flagged = attach(message, id, conversation.id, senderId, !isFlagged);
    if (exported?.sha256 != null) {
      storeFile(id, exported.file_name, { sha256: exported.sha256, size: exported.size, missing: null });
    }
    return { messageId: id, added: true, flags: flagged };
  }

  /** False when the message is in the archive already. */
  function insert(
    message: CapturedMessage,
    id: number,
    conversationId: number,
    senderId: number | null,
  ): boolean {
    const { changes } = insertMessage.run(
      id,
      conversationId,
      message.key,
      senderId,
      message.direction,
      message.kind,
      message.sentAt,
      capturedAt,
      message.text,
      Number(message.deleted),
      Number(message.edited),
      Number(message.suspicious),
      Number(source.live),
      detailsText(message.details),
    );
    return changes > 0;
  }

  function isPending({ conversation, key }: CapturedMessage): boolean {
    return (
      writer
        .sql(
          `select 1 from messages m join conversations c on c.id = m.conversation_id
          where c.line_id = ? and c.key = ? and m.key = ? and m.kind = 'pending'`,
        )
        .get(source.lineId, conversation.key, key) !== undefined
    );
  }

  /** A second sighting: fills in what was pending at the first, and changes nothing else. */
  function completeMessage(
    message: CapturedMessage,
    conversationId: number,
    senderId: number | null,
  ): Committed {
    const before = stored.get(conversationId, message.key);
    if (before === undefined) return { messageId: null, added: false, flags: 0 };
    if (before.kind === 'pending' && message.kind !== 'pending') {
      writer
        .sql('update messages set kind = ?, text = ?, sender_id = ?, direction = ?, details = ? where id = ?')
        .run(
          message.kind,
          message.text,
          senderId,
          message.direction,
          detailsText(message.details),
          before.id,
        );
      count(touch(conversationId), before.sender_id, -1);
      count(touch(conversationId), senderId, 1);
      writer.sql('delete from search where rowid = ?').run(before.id);
      writer.sql('delete from attachments where message_id = ?').run(before.id);
      const flagged = attach(message, before.id, conversationId, senderId);
      addEvent(resolutionOf(message, capturedAt));
      return { messageId: before.id, added: false, flags: flagged };
    }
    const { attachment } = message;
    if (attachment?.sha256 != null) {
      storeFile(before.id, attachment.name, attachment);
    }
    return { messageId: before.id, added: false, flags: 0 };
  }

  function storeFile(messageId: number, name: string | null, file: FileOutcome): void {
    const { changes } = writer
      .sql(
        `update attachments set name = ifnull(name, ?), sha256 = ifnull(?, sha256), size = ifnull(?, size), missing = ?
        where message_id = ? and missing is not ?
          and (sha256 is null or (missing is not null and sha256 = ifnull(?, sha256)))`,
      )
      .run(name, file.sha256, file.size, file.missing, messageId, file.missing, file.sha256);
    if (changes === 0) return;
    const digest = digestOf(['attachment', messageId, name, file.sha256, file.size, file.missing]);
    ledger.push({ at: capturedAt, kind: 'attachment', subject: messageId, digest });
    if (file.sha256 !== null) ledger.push(...markRepaired(writer, file.sha256, capturedAt));
  }

  function addEvent(event: CapturedEvent): Committed {
    const conversation = directory.conversation(event.conversation);
    touch(conversation.id);
    const { sender } = event;
    const isHeard = sender !== null && sender.own !== true && people.accountOf(sender) !== undefined;
    const senderId = sender === null ? null : directory.sender(sender, isHeard).id;
    const { changes, lastInsertRowid } = writer
      .sql(
        `insert into events (conversation_id, message_key, key, event, sender_id, at, text, raw)
        values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (conversation_id, key) do nothing`,
      )
      .run(
        conversation.id,
        event.messageKey,
        event.key,
        event.event,
        senderId,
        event.at,
        event.text,
        event.raw,
      );
    const message = stored.get(conversation.id, event.messageKey);
    if (changes === 0) return { messageId: message?.id ?? null, added: false, flags: 0 };
    const eventId = Number(lastInsertRowid);
    ledger.push({
      at: capturedAt,
      kind: 'event',
      subject: eventId,
      digest: eventDigest(source.lineId, event),
    });
    if (message === undefined || event.event !== 'edit') {
      return { messageId: message?.id ?? null, added: true, flags: 0 };
    }
    refresh.add(message.id);
    const added = judge({ ...message, conversation }, event.text, {
      messageId: message.id,
      conversationId: conversation.id,
      eventId,
    });
    return { messageId: message.id, added: true, flags: added };
  }

  function addGroupMembers(record: CapturedMembers): Committed {
    const conversation = directory.conversation(record.conversation);
    const members = record.members.map(({ person, state }) => ({
      senderId: directory.sender(person, person.own !== true).id,
      state,
    }));
    const news = addMembers(writer, record, conversation.id, members, capturedAt);
    ledger.push(...news);
    return { messageId: null, added: news.length > 0, flags: 0 };
  }

  return {
    add(record: CapturedRecord): Committed {
      if (record.type === 'person') {
        people.record(record);
        return nothingAdded;
      }
      if (record.type === 'members') return addGroupMembers(record);
      const placed = settled(writer, source.lineId, record);
      if (placed.type === 'event') return addEvent(placed);
      if (placed.resolvesOnly && !isPending(placed)) return nothingAdded;
      return addMessage(placed);
    },
    storeFile,
    finish() {
      addToSearch(writer, searchRows);
      for (const id of refresh) refreshInSearch(writer, id);
      appendToLedger(writer, ledger);
      for (const [id, tally] of tallies) countMessages(writer, id, tally, !source.live);
      copies.finish();
      const touched = [...tallies.keys(), ...people.changed.threads];
      const conversationIds = new Set(touched.flatMap((id) => [id, threadOf(writer, id) ?? id]));
      for (const thread of people.changed.threads)
        for (const member of membersOf(writer, thread)) conversationIds.add(member);
      return { conversationIds: [...conversationIds], contactsChanged: people.changed.contacts, flags };
    },
  };
}

/** That a pending message became readable, with the bytes that it turned out to be: its evidence holds the first ones. */
function resolutionOf({ conversation, key, raw }: CapturedMessage, at: number): CapturedEvent {
  const event = 'resolved';
  return {
    type: 'event',
    conversation,
    messageKey: key,
    key: `${key} ${event}`,
    event,
    sender: null,
    at,
    text: '',
    raw,
  };
}

const nothingAdded: Committed = { messageId: null, added: false, flags: 0 };

function count({ bySender }: Tally, senderId: number | null, messages: 1 | -1): void {
  if (senderId !== null) bySender.set(senderId, (bySender.get(senderId) ?? 0) + messages);
}
