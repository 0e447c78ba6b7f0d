import { proto } from '@whiskeysockets/baileys';
import { z } from 'zod';
import { type CapturedRecord, openedKey } from '#shared/model/capture.ts';
import type { ConnectorState, ConnectorStateChange } from '../connector.ts';
import { type Content, readContent, type SealedContent, unknownContent } from './content.ts';
import type { Account, Envelope } from './envelope.ts';
import type { Identities } from './identities.ts';
import { accountJid } from './jid.ts';
import {
  type Captured,
  messageKey,
  nothingCaptured,
  recordsOf,
  type Scene,
  sceneOf,
  targetKey,
  targetPlaces,
} from './records.ts';
import { createSecrets, type MessageSecret, openSeal } from './seals.ts';

/** Reads messages into records, and opens what is sealed under another message's secret as soon as that is there. */
export interface MessageReader {
  read(sighting: Sighting, message: proto.IMessage): Captured;
  /** Something whose content needs no reading: a sign, or what is no protobuf. */
  readKnown(sighting: Sighting, content: Content): Captured;
}

/** A message as it came: `raw` is kept as evidence. */
export interface Sighting {
  readonly envelope: Envelope;
  readonly raw: Uint8Array;
  readonly self: Account;
  readonly title: (group: string) => string | null;
  /** Something stands in it beside a key that this version does not know. */
  readonly holdsUnknown?: boolean;
}

const category = 'sealed';
/** Votes and the like that wait for one message; what is beyond stays sealed. */
const mostWaiting = 1_000;

export function createReader(state: ConnectorState, identities: Identities): MessageReader {
  const secrets = createSecrets(state);
  /** What waits and may not be committed yet, as `waitingFor` reads it. */
  const uncommitted = new Map<string, readonly Waiting[]>();

  const waitingFor = (place: string): readonly Waiting[] => {
    const known = uncommitted.get(place);
    if (known) return known;
    const bytes = state.read(category, [place]).get(place);
    return bytes ? waitingList.parse(JSON.parse(Buffer.from(bytes).toString())) : [];
  };

  const setWaiting = (place: string, waiting: readonly Waiting[]): ConnectorStateChange => {
    uncommitted.delete(place);
    uncommitted.set(place, waiting);
    const oldest = uncommitted.size > mostWaiting ? uncommitted.keys().next().value : undefined;
    if (oldest !== undefined) uncommitted.delete(oldest);
    return {
      category,
      id: place,
      value: waiting.length === 0 ? null : Buffer.from(JSON.stringify(waiting)),
    };
  };

  /** Opens it, or lets it wait for the message that it is about. */
  const readSealed = (
    content: SealedContent,
    { envelope, raw, self }: Sighting,
    scene: Scene,
    message: proto.IMessage,
  ): Captured => {
    const { key: conversation } = scene.conversation;
    const target = targetKey(content, envelope, scene, identities);
    const elsewhere = targetPlaces(scene, target, identities);
    const secret = secrets.find({ conversation, message: target, ...elsewhere });
    const opened = secret && open(content, secret, envelope, self);
    const captured = recordsOf(envelope, scene, opened ?? content, raw, identities);
    if (opened) return captured;
    const place = `${conversation} ${target}`;
    const others = waitingFor(place).filter((each) => each.envelope.id !== envelope.id);
    if (others.length >= mostWaiting) return captured;
    const bytes = Buffer.from(proto.Message.encode(message).finish());
    const change = setWaiting(place, [...others, { envelope, message: bytes.toString('base64') }]);
    return { ...captured, changes: [...captured.changes, change] };
  };

  const open = (content: SealedContent, secret: MessageSecret, envelope: Envelope, self: Account) => {
    const own = identities.jids(self.jid, self.lid);
    const person = identities.jids(envelope.person.jid, envelope.person.alternative);
    const participant = accountJid(content.target.participant);
    const senders = envelope.fromMe ? own : person;
    const creators = new Set([
      ...(participant ? identities.jids(participant, null) : []),
      ...(content.target.fromMe ? senders : []),
      ...person,
      ...own,
    ]);
    return openSeal(content, secret, [...creators], senders);
  };

  /** What waited for the secret of a message that is there now. */
  const release = (scene: Scene, key: string, secret: MessageSecret, self: Account): Captured[] => {
    const { otherPlaces = [] } = targetPlaces(scene, key, identities);
    const places = [{ conversation: scene.conversation.key, message: key }, ...otherPlaces]
      .map(({ conversation, message }) => `${conversation} ${message}`)
      .filter((place) => waitingFor(place).length > 0);
    if (places.length === 0) return [];
    const waiting = places.flatMap(waitingFor);
    const released = waiting.flatMap(({ envelope, message }) => {
      const raw = Buffer.from(message, 'base64');
      const content = readContent(proto.Message.decode(raw));
      const opened = content.type === 'sealed' ? open(content, secret, envelope, self) : null;
      if (!opened) return [];
      const own = sceneOf(envelope, self, identities, () => scene.conversation.title);
      const captured = recordsOf(envelope, own, opened, raw, identities);
      return [{ ...captured, records: captured.records.flatMap(asOpened) }];
    });
    return [...released, { ...nothingCaptured, changes: places.map((place) => setWaiting(place, [])) }];
  };

  const readKnown: MessageReader['readKnown'] = ({ envelope, raw, self, title }, content) =>
    isTraffic(envelope, content)
      ? nothingCaptured
      : recordsOf(envelope, sceneOf(envelope, self, identities, title), content, raw, identities);

  return {
    readKnown,
    read(sighting, message) {
      const { envelope, raw, self, title } = sighting;
      const read = readContent(message);
      const content = read.type === 'nothing' && sighting.holdsUnknown ? unknownContent : read;
      if (isTraffic(envelope, content)) return nothingCaptured;
      const scene = sceneOf(envelope, self, identities, title);
      if (content.type === 'sealed') return readSealed(content, sighting, scene, message);
      const captured = recordsOf(envelope, scene, content, raw, identities);
      if (content.type !== 'message') return captured;
      const key = messageKey(envelope.id, scene.author);
      const secret = secrets.remember(scene.conversation.key, key, message, content);
      return secret ? merged([captured, ...release(scene, key, secret, self)]) : captured;
    },
  };
}

/** The sealed event stays beside what it turned out to be; a sealed comment was pending and is completed. */
function asOpened(record: CapturedRecord): CapturedRecord[] {
  if (record.type === 'event') return [{ ...record, key: openedKey(record.key) }];
  return record.type === 'message' && record.resolvesOnly ? [] : [record];
}

/** What programs tell each other. */
const isTraffic = (envelope: Envelope, content: Content): boolean =>
  envelope.peer || (content.type === 'nothing' && content.introduces);

const waitingList = z.array(
  z.object({
    envelope: z.object({
      id: z.string(),
      group: z.string().nullable(),
      person: z.object({ jid: z.string(), alternative: z.string().nullable() }),
      fromMe: z.boolean(),
      author: z.string(),
      sentAt: z.number(),
      name: z.string().nullable(),
      peer: z.boolean(),
    }),
    message: z.string(),
  }),
);
type Waiting = z.output<typeof waitingList>[number];

/** Several readings as one. */
export function merged(all: readonly Captured[]): Captured {
  return {
    records: all.flatMap((each) => each.records),
    changes: all.flatMap((each) => each.changes),
    media: all.flatMap((each) => each.media),
    history: all.some((each) => each.history),
  };
}
