import type { CaptureSink, ConnectorState, MediaSink, Screen } from '#host/connectors/connector.ts';
import { openConnectorState } from '#host/archive/connector-state.ts';
import { readAll } from '#host/archive/messages.ts';
import type { CapturedAttachment, CapturedConversation } from '#shared/model/capture.ts';
import type { MessageDetails } from '#shared/model/details.ts';
import type { Direction, MessageKind } from '#shared/model/message.ts';
import { openTestArchive } from './archive.ts';
import type { Archive } from '#host/archive/archive.ts';
import { listQuestions } from '#host/archive/contacts/questions.ts';
import { listConversations } from '#host/archive/inbox.ts';
import { createChanges } from './changes.ts';

/** One line of a real archive as a connector is given it, and what a test wants to see of it. */
export interface LineArchive {
  readonly sink: CaptureSink;
  readonly state: ConnectorState;
  readonly media: MediaSink;
  readonly screen: Screen;
  /** Makes every file fail to be stored until told otherwise. */
  failMediaWith(error: Error | null): void;
  /** Every message of the line in the order in which they were first stored. */
  messages(): StoredMessage[];
  /** The texts of its only conversation in the order in which a window shows them. */
  inOrder(): string[];
  /** The conversations as they are on the screen, latest first. */
  conversations(): { readonly title: string; readonly texts: readonly string[] }[];
  /** How the line knows that two identities are one person, in the order in which it learned it. */
  evidence(): string[];
  /** How many contacts somebody has to clear up. */
  questions(): number;
  /** Every event of the line in the order in which they were stored, but for pending messages becoming readable. */
  events(): StoredEvent[];
  /** What is known of a group's members, in the order in which it was stored. */
  members(group: string): string[];
  /** Makes every commit fail until told otherwise. */
  failWith(error: Error | null): void;
  /** Resolves as soon as the condition holds after a commit. */
  until(condition: () => boolean): Promise<void>;
}

export interface StoredMessage {
  readonly conversation: CapturedConversation;
  readonly key: string;
  readonly sender: { readonly key: string; readonly name: string } | null;
  readonly direction: Direction | null;
  readonly kind: MessageKind;
  readonly sentAt: number;
  readonly text: string;
  readonly details: MessageDetails | null;
  readonly attachment: Pick<CapturedAttachment, 'name' | 'mime' | 'size' | 'sha256' | 'missing'> | null;
}

export interface StoredEvent {
  readonly event: string;
  readonly messageKey: string;
  readonly text: string;
}

/** The rows are read as JSON that SQLite makes in the shape of `StoredMessage`. */
const messages = `
  select json_object(
    'conversation', json_object('key', c.key, 'kind', c.kind, 'title', c.title),
    'key', m.key,
    'sender', iif(s.id is null, null, json_object('key', s.key, 'name', s.name)),
    'direction', m.direction, 'kind', m.kind, 'sentAt', m.sent_at, 'text', m.text,
    'details', json(m.details),
    'attachment', iif(a.message_id is null, null,
      json_object('name', a.name, 'mime', a.mime, 'size', a.size, 'sha256', a.sha256, 'missing', a.missing))
  ) as json
  from messages m
  join conversations c on c.id = m.conversation_id
  join (select subject, min(seq) as seq from ledger where kind = 'message' group by subject) l on l.subject = m.id
  left join senders s on s.id = m.sender_id
  left join attachments a on a.message_id = m.id
  order by l.seq`;

/** A line of an archive that is open already. */
export interface OpenedLine {
  readonly archive: Archive;
  readonly lineId: number;
}
const nobodyLeftOut: Screen = {
  from: () => 0,
  isActive: () => false,
  leavesOut: () => false,
  learn: () => undefined,
  count: () => undefined,
};

/** Opens a real encrypted archive with one line, for the length of a test. */
export function openLineArchive({ archive, lineId }: OpenedLine = openTestArchive()): LineArchive {
  const { reader, writer } = archive;
  const desk = archive.captureDesk(() => []);
  const changes = createChanges();
  let failure: Error | null = null;
  let mediaFailure: Error | null = null;

  function committing<T>(work: () => T): T {
    if (failure !== null) throw failure;
    const result = work();
    changes.happened();
    return result;
  }

  return {
    sink: {
      commit: (records, state) =>
        committing(() => desk.commit({ lineId, live: true }, records, state).committed),
      completeAttachment: (of, file, state) =>
        committing(() => void desk.completeAttachment(lineId, of, file, state)),
    },
    state: openConnectorState(writer, lineId),
    screen: nobodyLeftOut,
    media: {
      find: archive.media.find,
      async store(source, signal) {
        if (mediaFailure !== null) throw mediaFailure;
        return archive.media.store(source, signal);
      },
    },
    failMediaWith(error) {
      mediaFailure = error;
    },
    messages: () =>
      reader
        .sql<{ json: string }>(messages)
        .all()
        .map(({ json }): StoredMessage => JSON.parse(json)),
    conversations: () =>
      listConversations(reader, { lineId, title: null, cursor: null, limit: 200 }).conversations.map(
        ({ id, title }) => ({ title, texts: [...readAll(reader, id)].map(({ text }) => text) }),
      ),
    evidence: () =>
      reader
        .sql<{ basis: string }>('select basis from identity_evidence where line_id = ? order by id')
        .all(lineId)
        .map(({ basis }) => basis),
    questions: () => listQuestions(reader, null).total,
    inOrder: () => [...readAll(reader, 1)].map(({ text }) => text),
    events: () =>
      reader
        .sql<StoredEvent>(
          `select event, message_key as messageKey, text from events where event <> 'resolved' order by id`,
        )
        .all(),
    members: (group) =>
      reader
        .sql<{ member: string }>(
          `select s.key || ' ' || g.state || ' ' || g.told as member from group_members g
          join senders s on s.id = g.sender_id join conversations c on c.id = g.conversation_id
          where c.key = ? order by g.id`,
        )
        .all(group)
        .map(({ member }) => member),
    failWith(error) {
      failure = error;
    },
    until: (condition) => changes.until(() => condition() || undefined).then(() => undefined),
  };
}
