import { z } from 'zod';
import type { CaptureSink, ConnectorState, ConnectorStateChange, MediaSink } from '../connector.ts';
import type { ConnectorLog } from './contract.ts';
import { fetchMedia, MediaFailure, type MediaHosts } from './media-file.ts';
import type { MediaToFetch } from './records.ts';

/** Fetches the files of captured messages, a few at a time, until each is stored or gone. */
export interface MediaQueue {
  add(media: MediaToFetch): void;
  /** Takes up what an earlier run left. */
  resume(): void;
  close(): Promise<void>;
}

export interface MediaQueueOptions {
  readonly state: ConnectorState;
  readonly sink: CaptureSink;
  readonly media: MediaSink;
  readonly hosts: MediaHosts;
  readonly log: ConnectorLog;
}

const atOnce = 3;
/** More than these wait in the connector's state alone until there is room. */
const mostInMemory = 1_000;
const category = 'media';
/** Waiting times between attempts in milliseconds; after the last the file counts as expired. */
const retryDelays = [2_000, 10_000, 60_000, 600_000, 3_600_000, 6 * 3_600_000, 24 * 3_600_000];
const attemptTimeout = 10 * 60_000;

/** The file to fetch, as part of the commit that stores its message. */
export const mediaChange = (media: MediaToFetch): ConnectorStateChange => ({
  category,
  id: idOf(media),
  value: Buffer.from(
    JSON.stringify(media, (_key, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
    ),
  ),
});

const done = (media: MediaToFetch): ConnectorStateChange => ({ category, id: idOf(media), value: null });
const idOf = (media: MediaToFetch): string => JSON.stringify([media.conversation, media.message]);

export function createMediaQueue({ state, sink, media: store, hosts, log }: MediaQueueOptions): MediaQueue {
  const stopping = new AbortController();
  const waiting = new Map<string, MediaToFetch>();
  const timers = new Set<NodeJS.Timeout>();
  const running = new Set<Promise<void>>();
  const fetching = new Set<string>();
  const attempts = new Map<string, number>();
  let overflowed = false;

  const pump = () => {
    for (const [id, media] of waiting) {
      if (running.size >= atOnce || stopping.signal.aborted) return;
      waiting.delete(id);
      fetching.add(id);
      const run = fetchOne(id, media).finally(() => {
        fetching.delete(id);
        running.delete(run);
        pump();
      });
      running.add(run);
    }
    if (overflowed && !stopping.signal.aborted) {
      overflowed = false;
      resume();
    }
  };

  const enqueue = (id: string, media: MediaToFetch) => {
    if (waiting.size < mostInMemory) waiting.set(id, media);
    else overflowed = true;
  };

  const resume = () => {
    for (const [id, bytes] of state.readAll(category)) {
      const parsed = storedMedia.safeParse(JSON.parse(Buffer.from(bytes).toString()));
      if (parsed.success && !attempts.has(id) && !fetching.has(id)) enqueue(id, parsed.data);
    }
    pump();
  };

  const fetchOne = async (id: string, media: MediaToFetch): Promise<void> => {
    const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(attemptTimeout)]);
    const of = { conversation: media.conversation, message: media.message };
    try {
      const stored = await store.store(fetchMedia(media.file, hosts, signal), signal);
      sink.completeAttachment(of, stored, [done(media)]);
      attempts.delete(id);
    } catch (error) {
      if (stopping.signal.aborted) return;
      const attempt = attempts.get(id) ?? 0;
      const delay = retryDelays[attempt];
      const gone = delay === undefined || (error instanceof MediaFailure && error.gone);
      log.info(
        { reason: error instanceof MediaFailure ? error.message : 'not stored', attempt, gone },
        'attachment not fetched',
      );
      if (gone) giveUp(id, media);
      else retryLater(id, media, attempt + 1, delay);
    }
  };

  const giveUp = (id: string, media: MediaToFetch) => {
    attempts.delete(id);
    try {
      sink.completeAttachment({ conversation: media.conversation, message: media.message }, 'expired', [
        done(media),
      ]);
    } catch {
      log.warn({}, 'attachment state not stored');
    }
  };

  const retryLater = (id: string, media: MediaToFetch, attempt: number, delay: number) => {
    attempts.set(id, attempt);
    const timer = setTimeout(() => {
      timers.delete(timer);
      waiting.set(id, media);
      pump();
    }, delay);
    timer.unref();
    timers.add(timer);
  };

  return {
    add(media) {
      enqueue(idOf(media), media);
      pump();
    },
    resume,
    async close() {
      stopping.abort();
      for (const timer of timers) clearTimeout(timer);
      await Promise.allSettled(running);
    },
  };
}

const base64 = z.base64().transform((text) => Buffer.from(text, 'base64'));
const storedMedia = z.object({
  conversation: z.string(),
  message: z.string(),
  file: z.object({
    type: z.enum(['Image', 'Video', 'Audio', 'Document', 'Sticker Pack', 'History']),
    url: z.string().nullable(),
    directPath: z.string().nullable(),
    key: base64,
    sha256: base64.nullable(),
    encryptedSha256: base64.nullable(),
    size: z.number().nullable(),
    name: z.string().nullable(),
    mime: z.string().nullable(),
    seconds: z.number().nullable(),
  }),
});
