import { promisify } from 'node:util';
import { inflate } from 'node:zlib';
import { proto } from '@whiskeysockets/baileys';
import type { CaptureSink, ConnectorState, ConnectorStateChange } from '../connector.ts';
import type { Account, Envelope, NamedPerson } from './envelope.ts';
import { type Groups, groupTitleChange } from './groups.ts';
import type { Identities } from './identities.ts';
import { accountJid, isLeftOut, isPersonJid } from './jid.ts';
import type { ConnectorLog } from './contract.ts';
import { fetchMedia, type MediaHosts } from './media-file.ts';
import { mediaChanges } from './media-state.ts';
import { readLoggedCall } from './calls.ts';
import { keptEvents } from './kept-events.ts';
import { readKeptMembers, readPastMembers } from './members.ts';
import { merged, type MessageReader } from './reader.ts';
import { type Captured, type MediaToFetch, nothingCaptured } from './records.ts';
import { withSecret } from './seals.ts';
import { isNumberChange, readStub } from './stubs.ts';
import { changedNumber, pairsIn, phoneBookName } from './who-is-who.ts';

/** Turns the history that the phone hands over after linking into records, a piece at a time. */
export interface HistoryReader {
  /** Takes up every piece that is announced and not yet read. */
  resume(): void;
  close(): Promise<void>;
}

export interface HistoryReaderOptions {
  readonly state: ConnectorState;
  readonly sink: CaptureSink;
  readonly hosts: MediaHosts;
  readonly account: () => Account | null;
  readonly identities: Identities;
  readonly reader: MessageReader;
  readonly groups: Groups;
  readonly log: ConnectorLog;
  readonly onMedia: (media: readonly MediaToFetch[]) => void;
}

const category = 'history';
const recordsAtOnce = 500;
/** A piece of history is unpacked in memory; one that is larger is refused. */
const largestPiece = 512 * 1024 ** 2;
const attempts = 3;

/** The announcement of a piece of history, committed with the message that brought it: it is not lost with it. */
export function historyChange(id: string, message: proto.IMessage): ConnectorStateChange | null {
  const inner = message.deviceSentMessage?.message ?? message;
  const announcement = inner.protocolMessage?.historySyncNotification;
  return announcement
    ? { category, id, value: proto.Message.HistorySyncNotification.encode(announcement).finish() }
    : null;
}

export function createHistoryReader(options: HistoryReaderOptions): HistoryReader {
  const { state, sink, hosts, account, log } = options;
  const stopping = new AbortController();
  const failures = new Map<string, number>();
  let work: Promise<void> | null = null;

  const readAll = async (): Promise<void> => {
    for (;;) {
      const next = [...state.readAll(category)].find(([id]) => (failures.get(id) ?? 0) < attempts);
      const self = account();
      if (!next || !self || stopping.signal.aborted) return;
      const [id, bytes] = next;
      try {
        await readPiece(proto.Message.HistorySyncNotification.decode(bytes), self);
        sink.commit([], [{ category, id, value: null }]);
      } catch (error) {
        failures.set(id, (failures.get(id) ?? 0) + 1);
        log.warn({ reason: error instanceof Error ? error.name : 'unknown' }, 'history not read');
      }
    }
  };

  const readPiece = async (
    announcement: proto.Message.IHistorySyncNotification,
    self: Account,
  ): Promise<void> => {
    const packed =
      announcement.initialHistBootstrapInlinePayload ??
      (await download(announcement, hosts, stopping.signal));
    const piece = proto.HistorySync.decode(
      await promisify(inflate)(packed, { maxOutputLength: largestPiece }),
    );
    // The phone knows many more people than the line has had to do with; of those nothing is kept.
    const present = new Set(piece.conversations?.map(({ id }) => accountJid(id)));
    const pairs = () =>
      (piece.phoneNumberToLidMappings ?? []).filter(({ pnJid, lidJid }) =>
        [accountJid(pnJid), accountJid(lidJid)].some(
          (jid) => present.has(jid) || options.identities.isKnown(jid),
        ),
      );
    commitPairs(pairs());
    for (const conversation of piece.conversations ?? []) {
      commit([pairOf(conversation.id, conversation.pnJid ?? conversation.lidJid), nameOf(conversation)]);
      const messages = oldestFirst(conversation.messages);
      for (let start = 0; start < messages.length; start += recordsAtOnce) {
        if (stopping.signal.aborted) throw new Error('closed');
        commitSome(conversation, messages.slice(start, start + recordsAtOnce), self);
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
    commitPairs(pairs());
    commit([
      ...(piece.pastParticipants ?? []).flatMap((past) => readPastMembers(past, self, options.identities)),
      ...(piece.callLogRecords ?? []).map((call) => readLoggedCall(call, self, options.identities)),
    ]);
  };

  /** That a number and a LID are one person's. */
  const pairOf = (jid: string | null | undefined, other: string | null | undefined): Captured => {
    const [one, two] = [accountJid(jid), accountJid(other)];
    const areTwo = isPersonJid(one) && isPersonJid(two) && one !== two;
    return areTwo
      ? { ...nothingCaptured, changes: options.identities.resolve(one, two).changes }
      : nothingCaptured;
  };

  const commitPairs = (pairs: readonly proto.IPhoneNumberToLIDMapping[]): void => {
    for (let start = 0; start < pairs.length; start += recordsAtOnce)
      commit(pairs.slice(start, start + recordsAtOnce).map(({ pnJid, lidJid }) => pairOf(pnJid, lidJid)));
  };

  const commit = (all: readonly Captured[], titles: readonly ConnectorStateChange[] = []): void => {
    const { records, changes, media } = merged(all);
    if (records.length + changes.length + titles.length === 0) return;
    const told = { basis: 'history', reference: null, at: Date.now() } as const;
    sink.commit(
      [...pairsIn(changes, told), ...records],
      [...changes, ...media.flatMap(mediaChanges), ...titles],
    );
    if (media.length > 0) options.onMedia(media);
  };

  const commitSome = (
    conversation: proto.IConversation,
    messages: readonly proto.IHistorySyncMsg[],
    self: Account,
  ): void => {
    const name = conversation.name || conversation.displayName || null;
    const title = (group: string) => name ?? options.groups.title(group);
    const captured = messages.flatMap(({ message }) =>
      message
        ? [readKeptMessage(conversation, message, self, options.identities, options.reader, title)]
        : [],
    );
    const titles =
      name && conversation.id?.endsWith('@g.us') ? [groupTitleChange(conversation.id, name)] : [];
    const members = readKeptMembers(conversation, name, Date.now(), self, options.identities);
    commit([...captured, members], titles);
  };

  return {
    resume() {
      work ??= readAll().finally(() => {
        work = null;
      });
    },
    async close() {
      stopping.abort();
      await work;
    },
  };
}

/** What the phone's address book calls the other side of a direct conversation. */
function nameOf({ id, name }: proto.IConversation): Captured {
  const jid = accountJid(id);
  if (!name || !isPersonJid(jid)) return nothingCaptured;
  const told = { basis: 'history', reference: null, at: Date.now() } as const;
  return { ...nothingCaptured, records: phoneBookName(jid, name, told) };
}

/** The phone hands its messages over newest first; those of one second must keep their order. */
function oldestFirst(messages: readonly proto.IHistorySyncMsg[] | null | undefined): proto.IHistorySyncMsg[] {
  const list = messages ?? [];
  const time = (index: number) => Number(list.at(index)?.message?.messageTimestamp ?? 0);
  return time(0) < time(-1) ? [...list] : list.toReversed();
}

/** A message as the phone keeps it, in one of its conversations. */
export function readKeptMessage(
  conversation: proto.IConversation,
  message: proto.IWebMessageInfo,
  self: Account,
  identities: Identities,
  reader: MessageReader,
  title: (group: string) => string | null,
): Captured {
  const envelope = keptEnvelope(conversation, message, self);
  if (!envelope) return nothingCaptured;
  const sighting = { envelope, raw: proto.WebMessageInfo.encode(message).finish(), self, title };
  const said =
    message.message && message.messageSecret?.length
      ? withSecret(message.message, message.messageSecret)
      : message.message;
  const sign = said ? null : readStub(message);
  const captured = said ? reader.read(sighting, said) : sign && reader.readKnown(sighting, sign);
  if (!captured) return nothingCaptured;
  const records = isNumberChange(message)
    ? changedNumber([conversation.id, ...(message.messageStubParameters ?? [])], {
        reference: envelope.id,
        at: envelope.sentAt,
      })
    : [];
  return merged([captured, { ...nothingCaptured, records }, keptEvents(message, sighting, identities)]);
}

/** Messages that the phone repeats because this device had asked for them (placeholder resend). */
export function repeatedMessages(message: proto.IMessage): proto.IWebMessageInfo[] {
  const results =
    message.protocolMessage?.peerDataOperationRequestResponseMessage?.peerDataOperationResult ?? [];
  return results.flatMap(({ placeholderMessageResendResponse: response }) => {
    if (!response?.webMessageInfoBytes?.length) return [];
    try {
      return [proto.WebMessageInfo.decode(response.webMessageInfoBytes)];
    } catch {
      return [];
    }
  });
}

async function download(
  announcement: proto.Message.IHistorySyncNotification,
  hosts: MediaHosts,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const reference = {
    type: 'History' as const,
    url: null,
    directPath: announcement.directPath ?? null,
    key: announcement.mediaKey ?? new Uint8Array(0),
    sha256: announcement.fileSha256 ?? null,
    size: null,
  };
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of fetchMedia(reference, hosts, signal)) {
    size += chunk.length;
    if (size > largestPiece) throw new Error('history too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function keptEnvelope(
  conversation: proto.IConversation,
  message: proto.IWebMessageInfo,
  self: Account,
): Envelope | null {
  const chat = accountJid(conversation.id);
  const { id, fromMe, participant } = message.key ?? {};
  if (!id || !chat || isLeftOut(chat)) return null;
  const group = chat.endsWith('@g.us') ? chat : null;
  const author = accountJid(participant ?? message.participant);
  if (group ? !author && !fromMe && !message.messageStubType : !isPersonJid(chat)) return null;
  const person: NamedPerson = group
    ? { jid: author || self.jid, alternative: null }
    : { jid: chat, alternative: accountJid(conversation.pnJid ?? conversation.lidJid) || null };
  return {
    id,
    group,
    person: person.jid === person.alternative ? { ...person, alternative: null } : person,
    fromMe: Boolean(fromMe),
    author: author || chat,
    sentAt: Number(message.messageTimestamp ?? 0) * 1000,
    name: message.pushName || null,
    peer: false,
  };
}
