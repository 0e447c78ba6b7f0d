import { type BinaryNode, encodeBinaryNode, proto } from '@whiskeysockets/baileys';
import type {
  AttachmentKey,
  CaptureSink,
  ConnectorState,
  ConnectorStateChange,
  Screen,
} from '../connector.ts';
import { createArrivals } from './arrivals.ts';
import { readCall } from './calls.ts';
import { unknownContent } from './content.ts';
import { type Account, type Envelope, readEnvelope } from './envelope.ts';
import type { Groups } from './groups.ts';
import { historyChange } from './history.ts';
import { readKeptMessage, repeatedMessages } from './kept-message.ts';
import type { Identities } from './identities.ts';
import type { ConnectorLog } from './contract.ts';
import { mediaChanges } from './media-state.ts';
import { merged, type MessageReader } from './reader.ts';
import { type Captured, type MediaToFetch, nothingCaptured } from './records.ts';
import { directoryChanges, pairsIn, type Told, verifiedName } from './who-is-who.ts';
import { bytesToKeep, withoutPrivate } from './private-content.ts';
import { createReplays } from './replays.ts';
import { readElsewhere, readReceipt } from './receipts.ts';
import { holdsMoreThanKey } from './unknown-fields.ts';
import { createWaiting } from './waiting.ts';
import { readGroupChange, readNumberChange, sentAtOf } from './system.ts';

/**
 * What a line has seen, on its way into the archive: reads stanzas into records and commits them together with the
 * state that belongs to them. All of it is synchronous; a commit that returns is durable.
 */
export interface Journal {
  /** To be called with each stanza as it arrives, before anything of it is read. */
  arrived(node: BinaryNode): void;
  /** Who is who by a message's attributes, which count also when it cannot be read. */
  readPeople(node: BinaryNode): Captured;
  /** A message as it was decrypted, unpadded. */
  readMessage(node: BinaryNode, plaintext: Uint8Array): Captured;
  /** A message that cannot be read (yet), or null when the stanza was read before and is only a repetition. */
  readUnreadable(node: BinaryNode): Captured | null;
  /** Whether the message is stored and still waits to be read. */
  isWaiting(node: BinaryNode): boolean;
  /** The message that is thought to wait was read before. */
  noLongerWaiting(node: BinaryNode): Captured;
  readNotification(node: BinaryNode): Captured;
  readCall(node: BinaryNode): Captured;
  /** How far messages of the line itself got. */
  readReceipt(node: BinaryNode): Captured;
  /** `added` tells whether a record was new. */
  commit(captured: Captured, changes?: readonly ConnectorStateChange[]): { added: boolean };
}

export interface JournalOptions {
  readonly state: ConnectorState;
  readonly sink: CaptureSink;
  readonly account: () => Account | null;
  readonly identities: Identities;
  readonly reader: MessageReader;
  readonly groups: Groups;
  readonly screen: Screen;
  readonly log: ConnectorLog;
  /** A commit has left something to fetch. */
  readonly onMedia: (media: readonly MediaToFetch[]) => void;
  /** The phone's answer about a file; what it changes is committed with it. */
  readonly onUploadAnswer: (node: BinaryNode) => readonly ConnectorStateChange[];
  readonly onHistory: () => void;
  /** Another device of the line has read these. */
  readonly onReadElsewhere: (messages: readonly AttachmentKey[]) => void;
}

export function createJournal({
  state,
  sink,
  account,
  identities,
  reader,
  groups,
  screen,
  log,
  onMedia,
  onUploadAnswer,
  onHistory,
  onReadElsewhere,
}: JournalOptions): Journal {
  const replays = createReplays(state);
  const waiting = createWaiting(state);
  const arrivals = createArrivals();

  const envelopeOf = (node: BinaryNode): { envelope: Envelope; self: Account } | null => {
    const self = account();
    const envelope = self && readEnvelope(node, self);
    if (!self || !envelope) {
      log.warn({ tag: node.tag, type: node.attrs['type'] }, 'stanza without a usable envelope');
      return null;
    }
    return { envelope, self };
  };

  /** Sent before the notice of the line's employee. */
  const isEarly = ({ attrs }: BinaryNode): boolean =>
    attrs['t'] !== undefined && Number(attrs['t']) * 1000 < screen.from();

  return {
    arrived: arrivals.note,
    readPeople(node) {
      const place = envelopeOf(node);
      if (!place?.envelope.person.alternative || place.envelope.peer) return nothingCaptured;
      const { jid, alternative } = place.envelope.person;
      const { changes } = identities.resolve(jid, alternative);
      const told = toldBy(place.envelope);
      return pairsIn(changes, told).length === 0 ? nothingCaptured : { ...nothingCaptured, changes, told };
    },
    readMessage(node, plaintext) {
      const place = envelopeOf(node);
      if (!place) return nothingCaptured;
      const { envelope, self } = place;
      if (!envelope.peer && envelope.sentAt < screen.from())
        return { ...nothingCaptured, changes: [replays.remember(stanzaKey(envelope))] };
      const message = decode(plaintext);
      const kept = message ? withoutPrivate(message, screen) : 'whole';
      if (kept === 'nothing') return nothingCaptured;
      const raw = message
        ? bytesToKeep(plaintext, kept, screen, () => proto.Message.encode(message).finish())
        : plaintext;
      // A key that comes with its message must not take that message's place.
      const holdsUnknown = message !== null && !isTwofold(node) && holdsMoreThanKey(raw, message);
      const sighting = { envelope, raw, self, title: groups.title, holdsUnknown };
      const captured = message ? reader.read(sighting, message) : reader.readKnown(sighting, unknownContent);
      const history = message && envelope.fromMe ? historyChange(envelope.id, message, screen) : null;
      const repeated = message && envelope.fromMe ? repeatedMessages(message, screen) : [];
      const { records, changes, media } = merged([
        captured,
        ...repeated.map((each) =>
          readKeptMessage(
            { id: each.info.key?.remoteJid ?? '' },
            each,
            self,
            identities,
            reader,
            groups.title,
          ),
        ),
      ]);
      const isMessage = records.some((record) => record.type === 'message' && !record.resolvesOnly);
      const remembered =
        isMessage || (message && isOnlyKey(node, message)) ? [] : [replays.remember(stanzaKey(envelope))];
      const arrived = isMessage ? waiting.remove(stanzaKey(envelope)) : [];
      const named = envelope.fromMe ? [] : verifiedName(node, envelope.person.jid, toldBy(envelope));
      return arrivals.numbered(node, {
        records: records.length === 0 ? records : [...records, ...named],
        changes: [...changes, ...(history ? [history] : []), ...remembered, ...arrived],
        media,
        history: history !== null,
        told: toldBy(envelope),
      });
    },
    readUnreadable(node) {
      const place = envelopeOf(node);
      if (!place || place.envelope.peer || place.envelope.sentAt < screen.from()) return nothingCaptured;
      if (replays.has(stanzaKey(place.envelope))) return null;
      const kind = isViewOnceElsewhere(node) ? 'view-once' : 'pending';
      const { envelope, self } = place;
      const raw = encodeBinaryNode(node);
      const sighting = { envelope, raw, self, title: groups.title };
      const captured = reader.readKnown(sighting, { ...unknownContent, kind });
      const waits = kind === 'pending' ? waiting.add(stanzaKey(envelope)) : [];
      return arrivals.numbered(node, { ...captured, changes: [...captured.changes, ...waits] });
    },
    isWaiting(node) {
      const place = envelopeOf(node);
      return place !== null && waiting.has(stanzaKey(place.envelope));
    },
    noLongerWaiting(node) {
      const place = envelopeOf(node);
      return place
        ? { ...nothingCaptured, changes: waiting.remove(stanzaKey(place.envelope)) }
        : nothingCaptured;
    },
    readNotification(node) {
      if (node.attrs['type'] === 'mediaretry') return { ...nothingCaptured, changes: onUploadAnswer(node) };
      const self = account();
      if (!self || isEarly(node)) return nothingCaptured;
      const captured =
        node.attrs['type'] === 'contacts'
          ? readNumberChange(node, identities)
          : readGroupChange(node, self, identities, groups.title);
      const told: Told = { basis: 'notification', reference: node.attrs['id'] ?? null, at: sentAtOf(node) };
      return arrivals.numbered(node, { ...captured, told });
    },
    readCall(node) {
      const self = account();
      return self && !isEarly(node)
        ? arrivals.numbered(node, readCall(node, self, identities))
        : nothingCaptured;
    },
    readReceipt(node) {
      const self = account();
      if (!self || isEarly(node)) return nothingCaptured;
      const elsewhere = readElsewhere(node, self, identities);
      if (elsewhere.length > 0) onReadElsewhere(elsewhere);
      return readReceipt(node, self, identities);
    },
    commit(captured, changes = []) {
      const { media } = captured;
      const learned = directoryChanges(changes, identities);
      const all = [...captured.changes, ...media.flatMap(mediaChanges), ...changes, ...learned];
      const directory: Told = { basis: 'directory', reference: null, at: Date.now() };
      const records = [
        ...captured.records,
        ...pairsIn(captured.changes, captured.told ?? directory),
        ...pairsIn(learned, directory),
      ];
      if (records.length === 0 && all.length === 0) return { added: false };
      const committed = sink.commit(records, all);
      if (media.length > 0) onMedia(media);
      if (captured.history) onHistory();
      return { added: committed.some((each) => each.added) };
    },
  };
}

const toldBy = ({ id, sentAt }: Envelope): Told => ({ basis: 'message', reference: id, at: sentAt });

function decode(plaintext: Uint8Array): proto.IMessage | null {
  try {
    return proto.Message.decode(plaintext);
  } catch {
    return null;
  }
}

const stanzaKey = (envelope: Envelope): string => `${envelope.id} ${envelope.group ?? ''} ${envelope.author}`;

/** A group's key that comes ahead of the message itself, in the same stanza: the stanza is not read with it. */
const isOnlyKey = (node: BinaryNode, message: proto.IMessage): boolean =>
  Boolean(message.senderKeyDistributionMessage) && isTwofold(node);

const isTwofold = ({ content }: BinaryNode): boolean =>
  Array.isArray(content) && content.filter((child) => child.tag === 'enc').length > 1;

/** A view-once message that only the phone may open. */
const isViewOnceElsewhere = (node: BinaryNode): boolean =>
  Array.isArray(node.content) &&
  node.content.some((child) => child.tag === 'unavailable' && child.attrs['type']?.startsWith('view_once'));
