import type { Reader } from '#host/archive/database.ts';
import type { Touches } from '#shared/contract/access.ts';
import type { HostEvent } from '#shared/contract/contract.ts';
import { AtalayaError } from '#shared/errors.ts';

const lineOf = {
  line: 'select id as line_id from lines where id = ?',
  conversation: 'select line_id from conversations where id = ?',
  message: 'select c.line_id from messages m join conversations c on c.id = m.conversation_id where m.id = ?',
  decision: `select c.line_id from decisions d join messages m on m.id = d.message_id
    join conversations c on c.id = m.conversation_id where d.id = ?`,
  exclusion: 'select line_id from exclusions where id = ?',
} as const;

/**
 * Refuses what touches a line that is not among `lines`, for somebody who is confined to them. What is not there at all
 * is refused alike, so that nobody learns which ids there are. Error: `forbidden`.
 */
export function confine(reader: Reader, lines: readonly number[], touches: Touches, input: unknown): void {
  if (touches === 'none' || touches === 'filtered') return;
  if (touches === 'all') throw new AtalayaError('forbidden');
  for (const [kind, field] of Object.entries(touches)) {
    const id = readField(input, field);
    const row = isKind(kind) ? reader.sql<{ line_id: number }>(lineOf[kind]).get(id) : undefined;
    if (row === undefined || !lines.includes(row.line_id)) throw new AtalayaError('forbidden');
  }
}

function isKind(kind: string): kind is keyof typeof lineOf {
  return Object.hasOwn(lineOf, kind);
}

function readField(input: unknown, field: string): unknown {
  return typeof input === 'object' && input !== null ? Reflect.get(input, field) : undefined;
}

/** Whether a stored file is one of a message of these lines, or with `papers`, a signed paper of them; null for all lines. */
export function hasFile(
  reader: Reader,
  lines: readonly number[] | null,
  sha256: string,
  papers: boolean,
): boolean {
  const within = lines === null ? '' : 'and line_id in (select value from json_each(?))';
  const params = lines === null ? [sha256] : [sha256, JSON.stringify(lines)];
  const isThere = (table: string) =>
    reader.sql(`select 1 from ${table} = ? ${within} limit 1`).get(...params) !== undefined;
  return isThere('attachments where sha256') || (papers && isThere('notices where file_sha256'));
}

/** What of an event concerns some lines; null when nothing does. Null lines are all. */
export function eventWithin(
  reader: Reader,
  lines: readonly number[] | null,
  event: HostEvent,
): HostEvent | null {
  if (lines === null) return event;
  if (event.type === 'coverage.alert') return lines.includes(event.lineId) ? event : null;
  if (event.type !== 'inbox.changed') return event;
  const line = reader.sql<{ line_id: number }>(lineOf.conversation);
  const conversationIds = event.conversationIds.filter((id) => lines.includes(line.get(id)?.line_id ?? 0));
  return conversationIds.length === 0 ? null : { ...event, conversationIds };
}
