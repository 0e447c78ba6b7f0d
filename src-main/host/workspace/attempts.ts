import { readFileSync, rmSync } from 'node:fs';
import { z } from 'zod';
import { writeFileAtomically } from './files.ts';

const attempts = z.strictObject({ failed: z.int().min(0), lastAt: z.number() });

const freeAttempts = 3;
const firstWaitMs = 2_000;
const longestWaitMs = 300_000;

/** Counts wrong passphrases and makes the next try wait: 2 seconds after the third, then twice as long each time. */
export interface Attempts {
  /** Milliseconds until another try is allowed; 0 when it is. */
  waitMs(): number;
  failed(): void;
  succeeded(): void;
}

/** The count is in a file, so that a restart does not reset it. */
export function openAttempts(file: string, now: () => number): Attempts {
  function read(): z.output<typeof attempts> {
    try {
      return attempts.parse(JSON.parse(readFileSync(file, 'utf8')));
    } catch {
      return { failed: 0, lastAt: 0 };
    }
  }

  function waitMs(): number {
    const { failed, lastAt } = read();
    if (failed < freeAttempts) return 0;
    const wait = Math.min(firstWaitMs * 2 ** (failed - freeAttempts), longestWaitMs);
    // A clock that was set back makes nobody wait longer than once more.
    return Math.min(Math.max(lastAt + wait - now(), 0), wait);
  }

  return {
    waitMs,
    failed() {
      writeFileAtomically(file, JSON.stringify({ failed: read().failed + 1, lastAt: now() }));
    },
    succeeded: () => rmSync(file, { force: true }),
  };
}
