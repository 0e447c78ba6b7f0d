import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { writeFileAtomically } from './files.ts';

const tries = z.strictObject({ failed: z.int().min(0), lastAt: z.number() });
const attempts = z.record(z.string(), tries);
type Tries = z.output<typeof tries>;

const freeAttempts = 3;
const firstWaitMs = 2_000;
const longestWaitMs = 300_000;
const none: Tries = { failed: 0, lastAt: 0 };

/** Whose secret is tried: a user's, or the recovery code. */
export type Tried = number | 'recovery';

/** Counts wrong secrets and makes the next try wait: 2 seconds after the third, then twice as long each time. */
export interface Attempts {
  /** Milliseconds until another try is allowed; 0 when it is. */
  waitMs(of: Tried): number;
  /** How many there were since the last right one. */
  failedSince(of: Tried): number;
  failed(of: Tried): void;
  /** The try that was counted last was none: a part of the secret is still to come. */
  takeBack(of: Tried): void;
  succeeded(of: Tried): void;
}

/** The counts are in a file, so that a restart does not reset them. */
export function openAttempts(file: string, now: () => number): Attempts {
  function readAll(): Record<string, Tries> {
    try {
      return attempts.parse(JSON.parse(readFileSync(file, 'utf8')));
    } catch {
      return {};
    }
  }

  const read = (of: Tried): Tries => readAll()[of] ?? none;

  function write(of: Tried, next: Tries): void {
    writeFileAtomically(file, JSON.stringify({ ...readAll(), [of]: next }));
  }

  return {
    waitMs(of) {
      const { failed, lastAt } = read(of);
      if (failed < freeAttempts) return 0;
      const wait = Math.min(firstWaitMs * 2 ** (failed - freeAttempts), longestWaitMs);
      // A clock that was set back makes nobody wait longer than once more.
      return Math.min(Math.max(lastAt + wait - now(), 0), wait);
    },
    failedSince: (of) => read(of).failed,
    failed: (of) => write(of, { failed: read(of).failed + 1, lastAt: now() }),
    takeBack: (of) => write(of, { ...read(of), failed: Math.max(read(of).failed - 1, 0) }),
    succeeded: (of) => write(of, none),
  };
}
