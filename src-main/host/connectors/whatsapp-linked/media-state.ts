import { z } from 'zod';
import { type MissingReason, missingReasons } from '#shared/model/attachment.ts';
import type { AttachmentKey, ConnectorState, ConnectorStateChange } from '../connector.ts';
import type { MediaToFetch } from './records.ts';

/** A file on its way into the store, as it survives the end of the program. */
export interface MediaEntry extends MediaToFetch {
  readonly stage: MediaStage;
  /** UTC milliseconds: when it is to be fetched, or the phone to be asked, next. */
  readonly dueAt: number;
  /** How often fetching it failed since its address is known. */
  readonly attempts: number;
  /** How often the phone was asked to upload it again. */
  readonly asked: number;
  /** The phone's answer when it has no file, to be noted. */
  readonly verdict: MissingReason | null;
}

/** What is done next with an entry: fetch it, or ask the phone for it (again). */
const stages = ['fetch', 'ask'] as const;
export type MediaStage = (typeof stages)[number];

const entries = 'media';
const due: Readonly<Record<MediaStage, string>> = { fetch: 'media-due', ask: 'media-ask' };
/** All that the files to fetch keep in the connector's state. */
export const mediaCategories: readonly string[] = [entries, ...Object.values(due)];

const timeDigits = 16;
const dueId = (dueAt: number, id: string): string =>
  `${String(Math.max(0, Math.floor(dueAt))).padStart(timeDigits, '0')} ${id}`;

/** Begins with the message's id, so that the phone's answers find it. */
export const mediaId = ({ conversation, message }: AttachmentKey): string => `${message}\n${conversation}`;

/** A file to fetch at once, as part of the commit that stores its message. */
export const mediaChanges = (media: MediaToFetch): readonly ConnectorStateChange[] =>
  put({ ...media, stage: 'fetch', dueAt: Date.now(), attempts: 0, asked: 0, verdict: null });

function put(entry: MediaEntry): readonly ConnectorStateChange[] {
  const id = mediaId(entry);
  const { conversation, message, otherPlaces, file, stanza, stage, dueAt, attempts, asked, verdict } = entry;
  const { type, url, directPath, key, sha256, size } = file;
  const stored = {
    conversation,
    message,
    otherPlaces,
    file: { type, url, directPath, key: base64(key), sha256: sha256 && base64(sha256), size },
    stanza,
    stage,
    dueAt,
    attempts,
    asked,
    verdict,
  };
  return [
    { category: entries, id, value: Buffer.from(JSON.stringify(stored)) },
    { category: due[stage], id: dueId(dueAt, id), value: Buffer.from([1]) },
  ];
}

/** Takes an entry from one moment or stage to another. */
export function move(from: MediaEntry, to: MediaEntry): readonly ConnectorStateChange[] {
  return [leave(from), ...put(to)];
}

/** Removes an entry that is done with. */
export function remove(entry: MediaEntry): readonly ConnectorStateChange[] {
  return [{ category: entries, id: mediaId(entry), value: null }, leave(entry)];
}

const leave = (entry: MediaEntry): ConnectorStateChange => ({
  category: due[entry.stage],
  id: dueId(entry.dueAt, mediaId(entry)),
  value: null,
});

/** What waits in the connector's state. */
export interface MediaState {
  read(id: string): MediaEntry | null;
  /** The entries whose files the phone was asked for under this message id. */
  ofMessage(messageId: string): readonly MediaEntry[];
  /** Ids that are due by then, the longest waiting first, at most `limit`. */
  dueBy(stage: MediaStage, time: number, limit: number): readonly DueId[];
  /** When the next entry is due; null when none waits. */
  nextDue(stage: MediaStage): number | null;
}

/** A place in the order of what is due; one that its entry has left is `stale` and only to be removed. */
export interface DueId {
  readonly id: string;
  readonly dueAt: number;
  readonly remove: ConnectorStateChange;
}

const mostOfOneMessage = 16;
const endOfText = '\uffff';

export function openMediaState(state: ConnectorState): MediaState {
  const first = (stage: MediaStage, before: string, limit: number): DueId[] =>
    [...state.readRange(due[stage], '', before, limit).keys()].map((place) => ({
      id: place.slice(timeDigits + 1),
      dueAt: Number(place.slice(0, timeDigits)),
      remove: { category: due[stage], id: place, value: null },
    }));
  return {
    read(id) {
      const bytes = state.read(entries, [id]).get(id);
      return bytes ? parse(bytes) : null;
    },
    ofMessage(messageId) {
      const found = state.readRange(entries, `${messageId} `, `${messageId} ${endOfText}`, mostOfOneMessage);
      return [...found.values()].flatMap((bytes) => parse(bytes) ?? []);
    },
    dueBy: (stage, time, limit) => first(stage, dueId(time + 1, ''), limit),
    nextDue: (stage) => first(stage, endOfText, 1)[0]?.dueAt ?? null,
  };
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const bytes = z.base64().transform((text) => Buffer.from(text, 'base64'));
const storedEntry = z.object({
  conversation: z.string(),
  message: z.string(),
  otherPlaces: z.array(z.object({ conversation: z.string(), message: z.string() })).exactOptional(),
  file: z.object({
    type: z.enum(['Image', 'Video', 'Audio', 'Document', 'Sticker Pack', 'History']),
    url: z.string().nullable(),
    directPath: z.string().nullable(),
    key: bytes,
    sha256: bytes.nullable(),
    size: z.number().nullable(),
  }),
  stanza: z.object({
    id: z.string(),
    chat: z.string(),
    fromMe: z.boolean(),
    participant: z.string().nullable(),
  }),
  stage: z.enum(stages),
  dueAt: z.number(),
  attempts: z.number(),
  asked: z.number(),
  verdict: z.enum(missingReasons).nullable(),
});

function parse(stored: Uint8Array): MediaEntry | null {
  const parsed = storedEntry.safeParse(JSON.parse(Buffer.from(stored).toString()));
  return parsed.success ? parsed.data : null;
}
