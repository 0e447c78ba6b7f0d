import { recordedKinds, type ActionKind } from '#shared/model/action.ts';
import type { Reader, Writer } from '../database.ts';
import { actingUser } from './actor.ts';

/** Something that a user did. */
export interface Action {
  /** UTC milliseconds. */
  readonly at: number;
  readonly kind: ActionKind;
  /** Id of what it was done to, by kind; 0 where there is none. */
  readonly subject: number;
  /** What else there is to know of it; never the text of a message. */
  readonly details?: Readonly<Record<string, string | number | boolean | null>> | undefined;
  /** Who did it; left out, whoever this runs in the name of. Null is nobody who is known. */
  readonly by?: number | null;
}

/** Writes an action down, and returns its id. */
export function insertAction(writer: Writer, action: Action): number {
  const { at, kind, subject, details = {}, by = actingUser() } = action;
  const { lastInsertRowid } = writer
    .sql('insert into actions (at, user_id, kind, subject, details) values (?, ?, ?, ?, ?)')
    .run(at, by, kind, subject, JSON.stringify(details));
  return Number(lastInsertRowid);
}

const recorded: ReadonlySet<string> = new Set(recordedKinds);

/** Whether a ledger entry of that kind stands for what a user did. */
export function isRecordedKind(kind: string): kind is (typeof recordedKinds)[number] {
  return recorded.has(kind);
}

/** Whether a conversation is what a user opened last, since they signed in. */
export function isOpenFor(reader: Reader, userId: number | null, conversationId: number): boolean {
  const last = reader
    .sql<{ kind: ActionKind; subject: number }>(
      `select kind, subject from actions where user_id = ? and kind in ('conversation-opened', 'signed-in', 'recovered')
      order by id desc limit 1`,
    )
    .get(userId);
  return last?.kind === 'conversation-opened' && last.subject === conversationId;
}
