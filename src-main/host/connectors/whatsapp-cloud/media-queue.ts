import { z } from 'zod';
import type { MissingReason } from '#shared/model/attachment.ts';
import type {
  AttachmentKey,
  CaptureSink,
  ConnectorState,
  ConnectorStateChange,
  MediaSink,
} from '../connector.ts';
import { fetchFile, MediaFailure, type GraphAccess } from './media-api.ts';

/** A file that a captured message has and the media store has not. */
export interface FileToFetch extends AttachmentKey {
  readonly mediaId: string;
  /** In hex, when the message says it. */
  readonly sha256: string | null;
  /** UTC milliseconds. */
  readonly since: number;
}

export interface CloudMediaOptions {
  readonly state: ConnectorState;
  readonly sink: Pick<CaptureSink, 'completeAttachment'>;
  readonly media: MediaSink;
  /** How to ask at this moment. */
  readonly access: () => GraphAccess | null;
  readonly now: () => number;
  /** Told how an attempt failed: never which file. */
  readonly onFailure: (reason: string) => void;
  /** Waiting times between attempts in milliseconds. */
  readonly delays?: readonly number[];
}

/** Fetches the files of one line's messages, a few at a time, until each is stored or lost. */
export interface CloudMediaQueue {
  /** Takes up what waits in the state: what was just committed, and what an earlier run left. */
  pump(): void;
  /** Asks at once for files that were committed anew, however often that failed before. */
  again(files: readonly AttachmentKey[]): void;
  close(): Promise<void>;
}

const category = 'cloud-media';
const atOnce = 3;
/** More than these wait in the state alone. */
const mostInMemory = 500;
/** The platform deletes a file of a webhook after seven days. */
const keptMs = 7 * 24 * 3_600_000;
const usualDelays = [1_000, 5_000, 30_000, 120_000, 600_000, 3_600_000, 6 * 3_600_000, 24 * 3_600_000];
const attemptTimeout = 5 * 60_000;

const idOf = ({ conversation, message }: AttachmentKey): string => JSON.stringify([conversation, message]);
const done = (file: FileToFetch): ConnectorStateChange => ({ category, id: idOf(file), value: null });

/** The file to fetch, as part of the commit that stores its message. */
export const fileChange = (file: FileToFetch): ConnectorStateChange => ({
  category,
  id: idOf(file),
  value: Buffer.from(JSON.stringify(file)),
});

const storedFile = z.object({
  conversation: z.string(),
  message: z.string(),
  mediaId: z.string(),
  sha256: z.string().nullable(),
  since: z.number(),
});

export function createCloudMediaQueue(options: CloudMediaOptions): CloudMediaQueue {
  const { state, sink, media, access, now, onFailure, delays = usualDelays } = options;
  const stopping = new AbortController();
  const running = new Map<string, Promise<void>>();
  /** Files that wait for their next attempt, with how many they had. */
  const failed = new Map<string, { attempts: number; dueAt: number }>();
  const backlog: FileToFetch[] = [];
  let timer: NodeJS.Timeout | undefined;

  function pump(): void {
    if (stopping.signal.aborted) return;
    if (backlog.length === 0) refill();
    while (running.size < atOnce) {
      const file = backlog.shift();
      if (file === undefined) return;
      const id = idOf(file);
      if (!running.has(id))
        running.set(
          id,
          fetchOne(id, file).finally(() => finished(id)),
        );
    }
  }

  /** Reads what is due, so many at a time, and wakes up when the next one is. */
  function refill(): void {
    let next = Number.POSITIVE_INFINITY;
    for (const [id, bytes] of state.readAll(category)) {
      const { dueAt = 0 } = failed.get(id) ?? {};
      if (dueAt > now()) next = Math.min(next, dueAt);
      else if (!running.has(id) && backlog.length < mostInMemory) {
        const file = storedFile.safeParse(JSON.parse(Buffer.from(bytes).toString()));
        if (file.success) backlog.push(file.data);
      }
    }
    clearTimeout(timer);
    if (next === Number.POSITIVE_INFINITY) return;
    timer = setTimeout(() => finished(null), Math.max(0, next - now()));
    timer.unref();
  }

  function finished(id: string | null): void {
    if (id !== null) running.delete(id);
    try {
      pump();
    } catch {
      // The next webhook, or the next start, takes up what waits.
      onFailure('what waits could not be read');
    }
  }

  async function fetchOne(id: string, file: FileToFetch): Promise<void> {
    const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(attemptTimeout)]);
    try {
      const known = file.sha256 === null ? null : await media.find(file.sha256);
      const graph = access();
      if (known === null && graph === null) throw new MediaFailure('no account', 'refused', false);
      const stored =
        known ?? (graph && (await media.store(fetchFile(file.mediaId, file.sha256, graph, signal), signal)));
      if (stored !== null) settle(id, file, stored);
    } catch (error) {
      if (!stopping.signal.aborted) postpone(id, file, error);
    }
  }

  function settle(
    id: string,
    file: FileToFetch,
    outcome: Parameters<CaptureSink['completeAttachment']>[1],
  ): void {
    const { conversation, message } = file;
    sink.completeAttachment({ conversation, message }, outcome, [done(file)]);
    failed.delete(id);
  }

  function postpone(id: string, file: FileToFetch, error: unknown): void {
    const attempts = (failed.get(id)?.attempts ?? 0) + 1;
    const isFinal = error instanceof MediaFailure && error.isFinal;
    const reason: MissingReason = error instanceof MediaFailure ? error.reason : 'expired';
    onFailure(error instanceof MediaFailure ? error.message : 'not stored');
    const delay = delays[Math.min(attempts, delays.length) - 1] ?? 0;
    failed.set(id, { attempts, dueAt: now() + delay });
    if (!isFinal && now() + delay - file.since < keptMs) return;
    try {
      settle(id, file, reason);
    } catch {
      // Nothing can be stored now: the attempt after this one says it again.
      onFailure('outcome not stored');
    }
  }

  return {
    pump,
    again(files) {
      for (const file of files) failed.delete(idOf(file));
      pump();
    },
    async close() {
      stopping.abort();
      clearTimeout(timer);
      await Promise.allSettled(running.values());
    },
  };
}
