import type { ConversationKind, Direction, MessageKind } from '#shared/model/message.ts';
import type { EvaluatedMessage, Verdict } from '#shared/model/policy.ts';
import { completeFile, type FileOutcome } from './attachments.ts';
import type { ExportedPeople } from './contacts/exported-people.ts';
import { openPeople, type People } from './contacts/people.ts';
import { membersOf, threadOf } from './contacts/threads.ts';
import { countMessages, openDirectory, type Directory, type Tally } from './conversations.ts';
import type { CustomerNotices } from './customer-notices.ts';
import type { Writer } from './database.ts';
import { addFlags } from './flags.ts';
import { appendToLedger, type LedgerRecord } from './ledger.ts';
import type { TakenMessages } from './overlap.ts';
import { addToSearch, refreshInSearch, type SearchRow } from './search-index.ts';

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

/** What the work of one transaction needs. */
export interface WorkOptions {
  readonly writer: Writer;
  readonly evaluate: (message: EvaluatedMessage) => readonly Verdict[];
  readonly customerNotices: CustomerNotices;
  /** UTC milliseconds. */
  readonly capturedAt: number;
  readonly source: CaptureSource;
}

/** What a batch changed beside its records. */
export interface BatchOutcome {
  /** Every conversation that shows something new, by all the ids that people may have it open under. */
  readonly conversationIds: readonly number[];
  readonly contactsChanged: boolean;
  readonly flags: number;
}

/** A message's row, as far as what happens to it later needs it. */
export interface StoredMessage {
  readonly id: number;
  readonly kind: MessageKind;
  readonly direction: Direction | null;
  readonly sender_id: number | null;
}

/** What policies look at beside a text. */
export interface JudgedMessage {
  readonly kind: MessageKind;
  readonly direction: Direction | null;
  readonly conversation: { readonly kind: ConversationKind };
  /** UTC milliseconds. */
  readonly sentAt: number;
  readonly attachment: { readonly seconds: number | null } | null;
}

/** What all records of one transaction share: who is who, and what is written once for all of them. */
export interface CaptureWork {
  readonly writer: Writer;
  readonly customerNotices: CustomerNotices;
  readonly capturedAt: number;
  readonly source: CaptureSource;
  readonly people: People;
  readonly directory: Directory;
  readonly ledger: LedgerRecord[];
  readonly searchRows: SearchRow[];
  /** Messages whose search rows have to be made anew. */
  readonly refresh: Set<number>;
  stored(conversationId: number, key: string): StoredMessage | undefined;
  /** The tally of a conversation, which counts as changed from now on. */
  touch(conversationId: number): Tally;
  /** Evaluates the policies in force on a text; returns how many flags that added. */
  judge(
    message: JudgedMessage,
    text: string,
    flagged: { messageId: number; conversationId: number; eventId: number | null },
  ): number;
  /** Completes an attachment that has no file, or a damaged one. */
  storeFile(messageId: number, name: string | null, file: FileOutcome): void;
  /** Writes what is written once, and unites whom the messages prove to be one. */
  finish(exported?: ExportedPeople): BatchOutcome;
}

/** Begins the work of one transaction, which must be open, and must end with `finish`. */
export function openWork({
  writer,
  evaluate,
  customerNotices,
  capturedAt,
  source,
}: WorkOptions): CaptureWork {
  const people = openPeople(writer, source, capturedAt);
  const directory = openDirectory(writer, source.lineId, people, capturedAt);
  const searchRows: SearchRow[] = [];
  const ledger: LedgerRecord[] = [];
  const tallies = new Map<number, Tally>();
  const refresh = new Set<number>();
  let flags = 0;

  const stored = writer.sql<StoredMessage>(
    'select id, kind, direction, sender_id from messages where conversation_id = ? and key = ?',
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
      sentAt: message.sentAt,
      seconds: message.attachment?.seconds ?? null,
      isEdit: flagged.eventId !== null,
    });
    const added = addFlags(writer, { ...flagged, lineId: source.lineId }, verdicts, capturedAt);
    flags += added.length;
    for (const id of added) ledger.push({ at: capturedAt, kind: 'flag', subject: id });
    return added.length;
  }

  function touch(conversationId: number): Tally {
    let tally = tallies.get(conversationId);
    if (tally === undefined) {
      tally = { added: 0, lastId: 0, bySender: new Map() };
      tallies.set(conversationId, tally);
    }
    return tally;
  }

  function storeFile(messageId: number, name: string | null, file: FileOutcome): void {
    ledger.push(...completeFile(writer, messageId, name, file, capturedAt));
  }

  return {
    writer,
    customerNotices,
    capturedAt,
    source,
    people,
    directory,
    ledger,
    searchRows,
    refresh,
    stored: (conversationId, key) => stored.get(conversationId, key),
    touch,
    judge,
    storeFile,
    finish(exported) {
      addToSearch(writer, searchRows);
      for (const id of refresh) refreshInSearch(writer, id);
      appendToLedger(writer, ledger);
      for (const [id, tally] of tallies) countMessages(writer, id, tally, !source.live);
      const found = exported?.finish();
      const threads = [...people.changed.threads, ...(found?.threads ?? [])];
      const touched = [...tallies.keys(), ...threads];
      const conversationIds = new Set(touched.flatMap((id) => [id, threadOf(writer, id) ?? id]));
      for (const thread of threads)
        for (const member of membersOf(writer, thread)) conversationIds.add(member);
      const contactsChanged = people.changed.contacts || found?.contacts === true;
      return { conversationIds: [...conversationIds], contactsChanged, flags };
    },
  };
}
