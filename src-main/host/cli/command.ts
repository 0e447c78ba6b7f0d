import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import pino from 'pino';
import { createEventCollector } from '#host/events.ts';
import { recordAction } from '#host/archive/ledger.ts';
import { actAs } from '#host/archive/people/actor.ts';
import { readUser } from '#host/archive/people/users.ts';
import type { LineObserver } from '#host/lines/line-desk.ts';
import { createUserDesk } from '#host/people/user-desk.ts';
import { openSession, type Session } from '#host/session.ts';
import { readReadyTexts } from '#host/told/ready-texts.ts';
import { openWorkspace, type Workspace } from '#host/workspace/workspace.ts';
import { AtalayaError } from '#shared/errors.ts';
import { firstUserId } from '#shared/model/user.ts';
import { starterFolder } from './starter-folder.ts';
import type { Terminal } from './terminal.ts';

/** What every command is called with. */
export const usage = `atalaya COMMAND --workspace DIR --passphrase-file FILE [--user OWNER] [--code CODE] [--json]

  init --company NAME [--language es|pt-BR|en] [--zone AREA/CITY]
  import FILE|FOLDER... --line NAME --owner NAME [--zone AREA/CITY] [--date-order dmy|mdy|ymd] [--reason TEXT]
  conversations
  messages --conversation ID
  search QUERY [--exact] [--limit N] [--line NAME] [--from ISO] [--to ISO]
  flags [--status open|decided]
  lines [add --name NAME --employee NAME --notice-date DATE [--team NAME] [--wa-url URL]]
  lines link --name NAME [--phone NUMBER]
  lines platform --name NAME --phone-number-id ID --waba-id ID --port PORT --app-secret-file FILE --access-token-file FILE
  notice --line NAME
  notice add --line NAME --date DATE [--paper FILE] [--earlier] [--by NAME]
  notice withdraw --line NAME --reason TEXT [--by NAME]
  capture
  export --out DIR --reason TEXT [--format pdf,html,csv,jsonl,rsmf,dat] [--conversation ID] [--contact NAME|NUMBER|ID] [--line NAME]
    [--employee NAME] [--search QUERY] [--from ISO] [--to ISO] [--flags] [--by NAME] [--zip-password-file FILE]
  backup DIR [--check]
  restore DIR [--generation NAME] [--recovery-code-file FILE]
  verify
  verify-export DIR

Exit code: 0 done, 1 done but with something to report, 2 wrong use or not possible.`;

/** The command line makes no sense; the message says why. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The words and options of a command line. */
export interface Invocation {
  /** The command's name. */
  readonly command: string;
  readonly words: readonly string[];
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
}

/** One command; resolves with the exit code. */
export interface Command {
  readonly options: ParseArgsOptionsConfig;
  run(invocation: Invocation, terminal: Terminal): Promise<number>;
}

const shared: ParseArgsOptionsConfig = {
  workspace: { type: 'string' },
  'passphrase-file': { type: 'string' },
  user: { type: 'string' },
  code: { type: 'string' },
  json: { type: 'boolean' },
};

/** Reads a command's words and options. Throws UsageError. */
export function readCommand(
  command: string,
  args: readonly string[],
  options: ParseArgsOptionsConfig,
): Invocation {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      options: { ...shared, ...options },
      allowPositionals: true,
    });
    return { command, words: positionals, values: values as Invocation['values'] };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** An option's text; UsageError when it is needed and missing. */
export function required({ values }: Invocation, name: string): string {
  const value = values[name];
  if (typeof value !== 'string' || value.trim() === '') throw new UsageError(`--${name} is missing`);
  return value.trim();
}

/** An option's text, or null. */
export function optional({ values }: Invocation, name: string): string | null {
  const value = values[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

/** An option that is one of some words. */
export function oneOf<T extends string>(invocation: Invocation, name: string, words: readonly T[]): T | null {
  const value = optional(invocation, name);
  if (value === null) return null;
  const known = words.find((word) => word === value);
  if (known === undefined) throw new UsageError(`--${name} is one of ${words.join(', ')}`);
  return known;
}

/** An option that is a moment, as UTC milliseconds. */
export function moment(invocation: Invocation, name: string): number | null {
  const value = optional(invocation, name);
  if (value === null) return null;
  const time = Date.parse(value);
  if (Number.isNaN(time)) throw new UsageError(`--${name} is not an ISO 8601 date`);
  return time;
}

/** The passphrase in the file that was named: its first line. */
export function readPassphrase(invocation: Invocation): string {
  const file = required(invocation, 'passphrase-file');
  try {
    return (readFileSync(file, 'utf8').split(/\r?\n/)[0] ?? '').trim();
  } catch (cause) {
    throw new UsageError(`--passphrase-file can't be read: ${file}`, { cause });
  }
}

/** For people; what goes wrong without ending the command. */
export const log = pino({ base: null, level: 'warn' }, pino.destination(2));

/** Opens a workspace's folder for a command, and closes it afterwards. */
export async function withWorkspace<T>(
  invocation: Invocation,
  work: (workspace: Workspace) => Promise<T>,
): Promise<T> {
  const workspace = openWorkspace(required(invocation, 'workspace'), Date.now);
  try {
    return await work(workspace);
  } finally {
    workspace.close();
  }
}

/**
 * Opens a workspace's archive for a command of an owner, and closes it afterwards: what the command does is on record as
 * theirs. Errors: `forbidden` for anybody else, and those of signing in.
 */
export function withSession<T>(
  invocation: Invocation,
  work: (session: Session, workspace: Workspace) => Promise<T>,
  observer: LineObserver = {},
): Promise<T> {
  return withWorkspace(invocation, async (workspace) => {
    const userId = userOf(invocation, workspace);
    const passphrase = readPassphrase(invocation);
    const events = createEventCollector(() => undefined);
    const { folder } = workspace;
    const opened: Session[] = [];
    const open = (key: Uint8Array): void => {
      const session = openSession({ folder, key, events, log, now: Date.now, serverUrl: null, observer });
      opened.push(session);
      const { archive } = session;
      createUserDesk({ workspace, archive, key, now: Date.now }).admit(userId, optional(invocation, 'code'));
    };
    try {
      await workspace.unlock(userId, passphrase, open);
      const [session] = opened;
      if (session === undefined) throw new AtalayaError('internal');
      const { archive, told } = session;
      const { role, mustChange } = readUser(archive.reader, userId);
      if (role !== 'owner' || mustChange) throw new AtalayaError('forbidden');
      const at = Date.now();
      const details = { command: invocation.command };
      recordAction(archive.writer, { at, kind: 'signed-in', subject: userId, by: userId, details });
      told.start(readReadyTexts(join(starterFolder, '../notices')));
      return await actAs(userId, () => work(session, workspace));
    } finally {
      for (const session of opened) await session.close();
      events.close();
    }
  });
}

/** The owner that a command names, or whoever made the workspace. */
function userOf(invocation: Invocation, workspace: Workspace): number {
  const name = optional(invocation, 'user');
  if (name === null) return firstUserId;
  const user = workspace.people().find((each) => each.name.toLowerCase() === name.toLowerCase());
  if (user === undefined) throw new UsageError(`nobody who signs in is called ${name}`);
  return user.id;
}
