import { randomBytes } from 'node:crypto';
import { archiveFile, openArchive, type Archive } from '#host/archive/archive.ts';
import { openSnapshot } from '#host/archive/database.ts';
import { addStarters } from '#host/archive/policies.ts';
import { starterFolder } from '#host/cli/starter-folder.ts';
import { createEventCollector } from '#host/events.ts';
import type { LineObserver } from '#host/lines/line-desk.ts';
import { loadStarterPolicies } from '#host/policy/starter.ts';
import { openSession, type Session } from '#host/session.ts';
import { expect, onTestFinished } from 'vitest';
import { findingsOf, temporaryFolder } from './archive.ts';
import { silentLog } from './log.ts';

/** A whole host session on a real encrypted archive, with the Spanish starter policies in force. */
export interface TestSession {
  readonly session: Session;
  /** Closes the session and opens its archive anew, as the next start of the program finds it. */
  reopen(): Promise<Archive>;
}

/**
 * Opens a session in a folder of its own, for the length of a test; `onEvent` is told of each event for windows, `now`
 * is its clock.
 */
export async function openTestSession(
  observer: LineObserver = {},
  onEvent: () => void = () => undefined,
  now: () => number = Date.now,
): Promise<TestSession> {
  const folder = temporaryFolder();
  const key = randomBytes(32);
  const events = createEventCollector(onEvent);
  const session = openSession({
    folder,
    key,
    events,
    log: silentLog,
    now,
    random: () => 0,
    serverUrl: null,
    observer,
  });
  let closing: Promise<void> | null = null;
  /** Whatever a test does through a session, everything is what the ledger says in the end. */
  async function close(): Promise<void> {
    await session.close();
    events.close();
    const { reader, close: closeSnapshot } = openSnapshot(archiveFile(folder), key);
    const findings = findingsOf(reader);
    closeSnapshot();
    expect(findings).toEqual([]);
  }
  onTestFinished(() => (closing ??= close()));
  addStarters(session.archive.writer, 'es', await loadStarterPolicies(starterFolder, 'es'), Date.now());
  session.policies.reload();
  return {
    session,
    async reopen() {
      await (closing ??= close());
      const archive = openArchive(folder, key, Date.now);
      onTestFinished(() => archive.close());
      return archive;
    },
  };
}
