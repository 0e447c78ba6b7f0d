import type { BinaryNode } from '@whiskeysockets/baileys';
import { AtalayaError } from '#shared/errors.ts';
import type { MissingReason } from '#shared/model/attachment.ts';
import type {
  AttachmentKey,
  CaptureSink,
  ConnectorState,
  ConnectorStateChange,
  MediaSink,
} from '../connector.ts';
import type { ConnectorLog } from './contract.ts';
import { fetchMedia, MediaFailure, type MediaHosts } from './media-file.ts';
import { createMediaPace, type MediaPause } from './media-pace.ts';
import { readUploadAnswer } from './media-retry.ts';
import {
  type DueId,
  type MediaEntry,
  mediaChanges,
  mediaId,
  move,
  openMediaState,
  remove,
} from './media-state.ts';
import type { MediaToFetch } from './records.ts';

/**
 * Fetches the files of captured messages, a few at a time, until each is stored or has a reason why not. What waits is
 * in the connector's state alone, ordered by when it is due; memory holds a page of it.
 */
export interface MediaQueue {
  /** Why nothing is fetched at the moment. */
  readonly pause: MediaPause | null;
  /** Takes up files that a commit has just left; they need not wait behind a long backlog. */
  add(media: readonly MediaToFetch[]): void;
  /** What to commit so that files are fetched anew; then call `add`. */
  again(media: MediaToFetch): readonly ConnectorStateChange[];
  /** A person wants to try again now: ends a pause. */
  hurry(): void;
  /** The connection over which the phone can be asked; null when there is none. */
  connected(phone: AskPhone | null): void;
  /** What to commit together with an answer of the phone. */
  answered(node: BinaryNode): readonly ConnectorStateChange[];
  close(): Promise<void>;
}

/** Asks the line's phone to upload a file again. Rejects when the connection is gone. */
export type AskPhone = (media: MediaToFetch) => Promise<void>;

export interface MediaQueueOptions {
  readonly state: ConnectorState;
  readonly sink: CaptureSink;
  readonly media: MediaSink;
  readonly hosts: MediaHosts;
  readonly log: ConnectorLog;
  /** Multiplies waiting times. */
  readonly scale: number;
  /** A pause has begun or ended. */
  readonly onPause: () => void;
}

const atOnce = 3;
const mostFresh = 200;
const duePage = 32;
/** Waiting times between attempts in milliseconds; the last one repeats. */
const retryDelays = [2_000, 10_000, 60_000, 600_000, 3_600_000, 6 * 3_600_000, 24 * 3_600_000] as const;
const longestRetryDelay = 24 * 3_600_000;
const attemptTimeout = 2 * 3_600_000;
/** How long a server may send nothing, in milliseconds. */
const longestIdle = 60_000;
const shortestIdle = 2_000;
/** How long the phone may take to answer before it is asked again, in milliseconds; after the last it is not. */
const answerDelays = [3_600_000, 24 * 3_600_000, 72 * 3_600_000];
const asksInARow = 10;
const pauseBetweenAsks = 5_000;
/** A file that the server refuses so often has another trouble than a burst. */
const mostRefusals = 6;
const mostDamaged = 2;
/** No entry is due later than this from now, but for a clock that was set back. */
const latestDue = 4 * 24 * 3_600_000;
const longestTimer = 3_600_000;

const keyOf = ({ conversation, message, otherPlaces = [] }: MediaEntry): AttachmentKey => ({
  conversation,
  message,
  otherPlaces,
});

export function createMediaQueue(options: MediaQueueOptions): MediaQueue {
  const { state, sink, media: store, hosts, log, scale } = options;
  const saved = openMediaState(state);
  const pace = createMediaPace(scale, options.onPause);
  const idle = Math.max(longestIdle * scale, shortestIdle);
  const stopping = new AbortController();
  const fresh: string[] = [];
  const running = new Map<string, Promise<void>>();
  let backlog: DueId[] = [];
  let takesFresh = true;
  let timer: NodeJS.Timeout | undefined;
  let phone: AskPhone | null = null;
  let asking: Promise<void> | null = null;
  /** A short time in which only some files are asked for. */
  let askWindow = { endsAt: 0, left: 0 };

  const closed = () => stopping.signal.aborted;

  const pump = () => {
    if (closed()) return;
    while (running.size < atOnce && pace.pause === null) {
      const entry = take();
      if (!entry) break;
      const id = mediaId(entry);
      running.set(
        id,
        work(entry).finally(() => {
          running.delete(id);
          pump();
        }),
      );
    }
    if (askWindow.endsAt <= Date.now())
      askWindow = { endsAt: Date.now() + pauseBetweenAsks * scale, left: asksInARow };
    if (phone && !asking && askWindow.left > 0) {
      asking = askSome(phone).finally(() => {
        asking = null;
        arm();
      });
    }
    arm();
  };

  /** Wakes when the next thing is due. */
  const arm = () => {
    clearTimeout(timer);
    if (closed()) return;
    const { pause } = pace;
    const fetchAt = running.size < atOnce ? saved.nextDue('fetch') : null;
    const askAt = phone && !asking ? saved.nextDue('ask') : null;
    const times = [
      ...(fetchAt === null ? [] : [Math.max(fetchAt, pause?.until ?? 0)]),
      ...(askAt === null ? [] : [Math.max(askAt, askWindow.left > 0 ? 0 : askWindow.endsAt)]),
    ];
    if (times.length === 0) return;
    timer = setTimeout(pump, Math.min(Math.max(Math.min(...times) - Date.now(), 10), longestTimer));
    timer.unref();
  };

  /** The next entry to work on: in turn one that has just come, and the one that waits longest. */
  const take = (): MediaEntry | null => {
    takesFresh = !takesFresh;
    return takesFresh ? (takeFresh() ?? takeDue()) : (takeDue() ?? takeFresh());
  };

  const takeFresh = (): MediaEntry | null => {
    for (let id = fresh.shift(); id !== undefined; id = fresh.shift()) {
      const entry = running.has(id) ? null : saved.read(id);
      if (entry?.stage === 'fetch') return entry;
    }
    return null;
  };

  const takeDue = (): MediaEntry | null => {
    if (backlog.length === 0) backlog = dueNow();
    const stale: ConnectorStateChange[] = [];
    let taken: MediaEntry | null = null;
    while (!taken) {
      const next = backlog.shift();
      if (!next) break;
      const entry = saved.read(next.id);
      if (entry?.stage !== 'fetch' || entry.dueAt !== next.dueAt) stale.push(next.remove);
      else if (!running.has(next.id)) taken = entry;
    }
    if (stale.length > 0) keep(stale);
    return taken;
  };

  const dueNow = (): DueId[] => {
    const now = Date.now();
    const first = saved.nextDue('fetch');
    const time = first !== null && first > now + latestDue ? first : now;
    return saved.dueBy('fetch', time, duePage + running.size).filter(({ id }) => !running.has(id));
  };

  /** Commits state of our own; what cannot be stored now is done again later. */
  const keep = (changes: readonly ConnectorStateChange[]) => guarded(() => void sink.commit([], changes));

  const guarded = (store: () => void) => {
    try {
      store();
    } catch (error) {
      log.warn({ code: error instanceof AtalayaError ? error.code : 'internal' }, 'file state not stored');
      pace.diskFull();
    }
  };

  const work = async (entry: MediaEntry): Promise<void> => {
    if (entry.verdict) return finish(entry, entry.verdict);
    const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(attemptTimeout)]);
    try {
      const file =
        (await findStored(entry)) ?? (await store.store(fetchMedia(entry.file, hosts, signal, idle), signal));
      if (closed()) return;
      sink.completeAttachment(keyOf(entry), file, remove(entry));
      pace.succeeded();
    } catch (error) {
      if (!closed()) failed(entry, error);
    }
  };

  /** The same content may have come with another message, on any line. */
  const findStored = async ({ file: { sha256, size } }: MediaEntry) => {
    const known = sha256 && (await store.find(Buffer.from(sha256).toString('hex')));
    return known && (size === null || known.size === size) ? known : null;
  };

  const failed = (entry: MediaEntry, error: unknown) => {
    const failure =
      error instanceof MediaFailure ? error : new MediaFailure('not stored', 'unreachable', { cause: error });
    const attempts = entry.attempts + 1;
    log.info({ reason: failure.message, attempts, asked: entry.asked }, 'file not fetched');
    if (error instanceof AtalayaError && error.code === 'disk-full') return pace.diskFull();
    pace.failed(failure.trouble, failure.retryAfter);
    switch (failure.trouble) {
      case 'unreachable':
        return later(entry, retryDelays[attempts - 1] ?? longestRetryDelay);
      case 'refused':
        return attempts < mostRefusals ? later(entry, 0) : askOrGiveUp(entry, 'refused');
      case 'damaged':
        return attempts < mostDamaged ? later(entry, retryDelays[0]) : askOrGiveUp(entry, 'damaged');
      case 'gone':
        return askOrGiveUp(entry, 'expired');
      case 'too-large':
      case 'unsafe':
        return finish(entry, failure.trouble);
    }
  };

  const later = (entry: MediaEntry, delay: number) => {
    const next = { ...entry, attempts: entry.attempts + 1, dueAt: Date.now() + delay * scale };
    const changes = move(entry, next);
    if (entry.asked === 0) keep(changes);
    else guarded(() => sink.completeAttachment(keyOf(entry), 'pending', changes));
  };

  const finish = (entry: MediaEntry, reason: MissingReason) =>
    guarded(() => sink.completeAttachment(keyOf(entry), reason, remove(entry)));

  /** The phone may still have the file; when it was asked often enough, `reason` stays. */
  const askOrGiveUp = (entry: MediaEntry, reason: MissingReason) => {
    if (entry.asked >= answerDelays.length) return finish(entry, reason);
    const next: MediaEntry = { ...entry, stage: 'ask', attempts: 0, dueAt: Date.now() };
    guarded(() => sink.completeAttachment(keyOf(entry), 'waiting-for-phone', move(entry, next)));
  };

  const askSome = async (ask: AskPhone): Promise<void> => {
    const waiting = saved.dueBy('ask', Date.now(), askWindow.left);
    askWindow.left -= waiting.length;
    for (const { id, dueAt, remove: leave } of waiting) {
      if (closed() || phone !== ask) return;
      const entry = saved.read(id);
      const delay = entry ? answerDelays[entry.asked] : undefined;
      if (entry?.stage !== 'ask' || entry.dueAt !== dueAt) keep([leave]);
      else if (delay === undefined) finish(entry, 'expired');
      else {
        try {
          await ask(entry);
        } catch {
          return;
        }
        // Its answer may have come while it was being sent.
        const still = saved.read(id);
        if (still?.stage === 'ask' && still.dueAt === dueAt)
          keep(move(still, { ...still, asked: still.asked + 1, dueAt: Date.now() + delay * scale }));
      }
    }
  };

  return {
    get pause() {
      return pace.pause;
    },
    add(media) {
      for (const each of media.slice(0, mostFresh - fresh.length)) fresh.push(mediaId(each));
      pump();
    },
    again(media) {
      const before = saved.read(mediaId(media));
      const [entry, ...rest] = mediaChanges(media);
      return before ? [...remove(before), ...(entry ? [entry] : []), ...rest] : mediaChanges(media);
    },
    hurry() {
      pace.reset();
      pump();
    },
    connected(next) {
      phone = next;
      pump();
    },
    answered(node) {
      const answer = readUploadAnswer(node);
      if (!answer) return [];
      // Once what this returns is committed.
      setImmediate(pump);
      return saved.ofMessage(answer.id).flatMap((entry) => {
        const opened = entry.stage === 'ask' ? answer.open(entry.file.key) : null;
        if (!opened) return [];
        const next: MediaEntry = { ...entry, stage: 'fetch', attempts: 0, dueAt: Date.now() };
        return move(
          entry,
          'missing' in opened
            ? { ...next, verdict: opened.missing }
            : { ...next, file: { ...entry.file, directPath: opened.directPath } },
        );
      });
    },
    async close() {
      stopping.abort();
      clearTimeout(timer);
      await Promise.allSettled([...running.values(), asking]);
    },
  };
}
