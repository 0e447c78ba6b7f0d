import { proto } from '@whiskeysockets/baileys';
import type { CaptureSink, ConnectorState, ConnectorStateChange, Screen } from '../connector.ts';
import type { Account } from './envelope.ts';
import { type Groups, groupTitleChange } from './groups.ts';
import type { Identities } from './identities.ts';
import { accountJid, isPersonJid } from './jid.ts';
import type { ConnectorLog } from './contract.ts';
import { AtalayaError } from '#shared/errors.ts';
import { type HistoryPart, partsOf } from './history-piece.ts';
import { evidenceOf, type Originals } from './history-originals.ts';
import { keepWhatMayBeKept, screenedAnnouncement } from './history-screen.ts';
import {
  counted,
  type HistoryProgress,
  nothingRead,
  openHistoryState,
  percentOf,
  troubleOf,
} from './history-state.ts';
import { fetchMedia, type MediaHosts } from './media-file.ts';
import { mediaChanges } from './media-state.ts';
import { readLoggedCall } from './calls.ts';
import { readKeptMessage } from './kept-message.ts';
import { readKeptMembers, readPastMembers } from './members.ts';
import { merged, type MessageReader } from './reader.ts';
import { type Captured, type MediaToFetch, nothingCaptured } from './records.ts';
import { chosenName, pairsIn, phoneBookName } from './who-is-who.ts';

/** Turns the history that the phone hands over after linking into records, a piece at a time. */
export interface HistoryReader {
  /** How far it is; null while the phone has announced nothing. */
  readonly progress: HistoryProgress | null;
  /** Takes up every piece that is announced and not yet read, also those that failed before. */
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
  readonly screen: Screen;
  readonly log: ConnectorLog;
  readonly onMedia: (media: readonly MediaToFetch[]) => void;
  readonly onProgress: () => void;
}

const category = 'history';
const recordsAtOnce = 500;
/** A piece of history is downloaded into memory as it is packed; one that is larger is refused. */
const largestPacked = 256 * 1024 ** 2;
const attempts = 3;
/** How many messages are read before it is noted how far. */
const messagesToNote = 2_000;

/** The announcement of a piece of history, committed with the message that brought it: it is not lost with it. */
export function historyChange(
  id: string,
  message: proto.IMessage,
  screen: Screen,
): ConnectorStateChange | null {
  const inner = message.deviceSentMessage?.message ?? message;
  const announcement = inner.protocolMessage?.historySyncNotification;
  if (!announcement) return null;
  const kept = screenedAnnouncement(announcement, screen);
  return { category, id, value: proto.Message.HistorySyncNotification.encode(kept).finish() };
}

export function createHistoryReader(options: HistoryReaderOptions): HistoryReader {
  const { state, sink, hosts, account, log } = options;
  const stopping = new AbortController();
  const saved = openHistoryState(state);
  const failures = new Map<string, number>();
  let work: Promise<void> | null = null;
  /** Reading it takes all that is announced; undefined when it has to be read anew. */
  let progress: HistoryProgress | null | undefined;
  /** What was committed since it was last noted. */
  let since = nothingRead();

  const readAll = async (): Promise<void> => {
    for (;;) {
      const next = nextPiece();
      const self = account();
      if (!next || !self || stopping.signal.aborted) return;
      const { id, announcement } = next;
      try {
        const isWhole = await readPiece(id, announcement, self);
        sink.commit([], isWhole ? saved.finish(id) : saved.fail(id, 'unreadable'));
        if (!isWhole) failures.set(id, attempts);
      } catch (error) {
        if (stopping.signal.aborted) return;
        noteFailure(id, error);
        // Nothing can be stored at the moment: no other piece either.
        if (error instanceof AtalayaError) return;
      } finally {
        moved();
      }
    }
  };

  /** What is said about people is of use once their conversations are there. */
  const nextPiece = () => {
    const waiting = [...state.readAll(category)]
      .filter(([id]) => (failures.get(id) ?? 0) < attempts)
      .map(([id, bytes]) => ({ id, announcement: proto.Message.HistorySyncNotification.decode(bytes) }));
    const { PUSH_NAME } = proto.Message.HistorySyncType;
    return waiting.find(({ announcement }) => announcement.syncType !== PUSH_NAME) ?? waiting[0];
  };

  const noteFailure = (id: string, error: unknown): void => {
    failures.set(id, (failures.get(id) ?? 0) + 1);
    const reason = error instanceof Error ? error.name : 'unknown';
    log.warn({ reason, attempt: failures.get(id) }, 'history not read');
    try {
      sink.commit([], saved.fail(id, troubleOf(error)));
    } catch {
      log.warn({}, 'history state not stored');
    }
  };

  /** Reads what is not read yet of a piece. False when a part of it makes no sense; the others are read all the same. */
  const readPiece = async (
    id: string,
    announcement: proto.Message.IHistorySyncNotification,
    self: Account,
  ): Promise<boolean> => {
    const packed = announcement.initialHistBootstrapInlinePayload?.length
      ? announcement.initialHistBootstrapInlinePayload
      : await download(announcement, hosts, stopping.signal);
    const from = saved.place(id);
    let isWhole = true;
    since = { ...nothingRead(), percent: percentOf(announcement) };
    let place = from;
    for await (const part of partsOf(packed, from)) {
      if (stopping.signal.aborted) throw new Error('closed');
      if (part.number < from) continue;
      if (!(await readPart(part, self))) isWhole = false;
      place = part.number + 1;
      if (since.messages >= messagesToNote) note(id, place);
    }
    note(id, place);
    return isWhole;
  };

  const note = (id: string, place: number): void => {
    sink.commit([], saved.advance(id, place, since));
    since = nothingRead();
    moved();
  };

  const moved = (): void => {
    progress = undefined;
    if (!stopping.signal.aborted) options.onProgress();
  };

  const readPart = async ({ piece, originals }: HistoryPart, self: Account): Promise<boolean> => {
    if (!piece) return false;
    try {
      await readDecoded(piece, originals, self);
      return true;
    } catch (error) {
      if (stopping.signal.aborted || error instanceof AtalayaError) throw error;
      log.warn({ reason: error instanceof Error ? error.name : 'unknown' }, 'part of history not read');
      return false;
    }
  };

  const readDecoded = async (
    piece: proto.IHistorySync,
    originals: Originals,
    self: Account,
  ): Promise<void> => {
    keepWhatMayBeKept(piece, originals, options.screen);
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
      const messages = conversation.messages ?? [];
      for (let start = 0; start < messages.length; start += recordsAtOnce) {
        if (stopping.signal.aborted) throw new Error('closed');
        commitSome(conversation, messages.slice(start, start + recordsAtOnce), originals, self);
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
    commitPairs(pairs());
    commit([
      ...(piece.pastParticipants ?? []).flatMap((past) => readPastMembers(past, self, options.identities)),
      ...(piece.callLogRecords ?? []).map((call) => readLoggedCall(call, self, options.identities)),
      pushedNames(piece.pushnames ?? [], options.identities),
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
    const state = [...changes, ...media.flatMap(mediaChanges), ...titles];
    if (records.length + state.length === 0) return;
    const told = { basis: 'history', reference: null, at: Date.now() } as const;
    const known = [...pairsIn(changes, told), ...records];
    since = counted(since, known, sink.commit(known, state));
    if (media.length > 0) options.onMedia(media);
  };

  const commitSome = (
    conversation: proto.IConversation,
    messages: readonly proto.IHistorySyncMsg[],
    originals: Originals,
    self: Account,
  ): void => {
    const name = conversation.name || conversation.displayName || null;
    const title = (group: string) => name ?? options.groups.title(group);
    const captured = messages.flatMap((each) =>
      each.message
        ? [
            readKeptMessage(
              conversation,
              { info: each.message, raw: evidenceOf(each, originals) },
              self,
              options.identities,
              options.reader,
              title,
            ),
          ]
        : [],
    );
    const titles =
      name && conversation.id?.endsWith('@g.us') ? [groupTitleChange(conversation.id, name)] : [];
    const members = readKeptMembers(conversation, name, Date.now(), self, options.identities);
    commit([...captured, members], titles);
  };

  return {
    get progress() {
      if (progress === undefined) progress = saved.progress();
      return progress;
    },
    resume() {
      failures.clear();
      progress = undefined;
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

/** The names that people have chosen, of those alone with whom the line has had to do. */
function pushedNames(names: readonly proto.IPushname[], identities: Identities): Captured {
  const told = { basis: 'history', reference: null, at: Date.now() } as const;
  const records = names.flatMap(({ id, pushname }) => {
    const jid = accountJid(id);
    return pushname && identities.isKnown(jid) ? chosenName(jid, pushname, told) : [];
  });
  return { ...nothingCaptured, records };
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
    if (size > largestPacked) throw new Error('history too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
