import { expectedMessages, isTooQuiet, type Rhythm } from './rhythm.ts';

/** What a watch knows about a line's connection when it looks at it. */
export interface Listening {
  readonly now: number;
  /** null while it is not known, or the line has none. */
  readonly rhythm: Rhythm | null;
  readonly slotOf: (hourStart: number) => number;
  /** What the server has announced that waited and has not sent, and what another device of the line has received. */
  readonly missing: number;
  /** It has said that it sent all. */
  readonly replayEnded: boolean;
}

/**
 * What a look at a line leads to. `verify`: something is wrong or it is only quiet; ask the server, then connect anew,
 * for what it kept shows which. `report`: that was done, and it is still too quiet; a person should look.
 */
export type Suspicion =
  | { readonly type: 'none' }
  | { readonly type: 'verify'; readonly since: number; readonly reason: 'quiet' | 'missing' }
  | { readonly type: 'report'; readonly since: number };

/** Looks at one line's connection, about once a minute, for whether it still hears. */
export interface DeafnessWatch {
  onConnected(now: number): void;
  onDisconnected(): void;
  /** A message, a receipt, a notification or a call came. */
  onMail(now: number): void;
  look(at: Listening): Suspicion;
}

/** What waits is sent at once; after this long it is missing. */
const announcedMs = 90_000;
/** Connecting anew for what is missing is tried once in so long. */
const missingAgainMs = 3_600_000;
/** No silence is suspicious before this, however busy the line. */
const shortestSilenceMs = 15 * 60_000;

/** A watch over one line, from before its first connection. */
export function createDeafnessWatch(): DeafnessWatch {
  let connectedAt: number | null = null;
  let heardAt = 0;
  /** This silence was looked into by connecting anew. */
  let verified = false;
  let askedForMissingAt = -Infinity;

  return {
    onConnected(now) {
      connectedAt = now;
      heardAt = now;
    },
    onDisconnected() {
      connectedAt = null;
    },
    onMail(now) {
      heardAt = now;
      verified = false;
    },
    look({ now, rhythm, slotOf, missing, replayEnded }) {
      if (connectedAt === null) return { type: 'none' };
      const since = Math.max(connectedAt, heardAt);
      const isOverdue = now - (replayEnded ? connectedAt : since) > announcedMs;
      if (missing > 0 && isOverdue && now - askedForMissingAt > missingAgainMs) {
        askedForMissingAt = now;
        return { type: 'verify', since, reason: 'missing' };
      }
      if (rhythm === null || now - since < shortestSilenceMs) return { type: 'none' };
      if (!isTooQuiet(rhythm, expectedMessages(rhythm, since, now, slotOf))) return { type: 'none' };
      if (verified) return { type: 'report', since };
      verified = true;
      return { type: 'verify', since, reason: 'quiet' };
    },
  };
}
