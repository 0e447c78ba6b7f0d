import type { CapturedMembers, MemberState } from '#shared/model/capture.ts';
import type { Reader, Writer } from './database.ts';
import type { LedgerRecord } from './ledger.ts';

interface MemberRow {
  readonly sender_id: number;
  readonly name: string;
  readonly at: number;
  readonly state: MemberState;
  readonly told: CapturedMembers['told'];
}

/** Somebody's part in a group at a certain moment. */
export interface GroupMember {
  readonly name: string;
  readonly role: Exclude<MemberState, 'gone'>;
  /** Seen to be a member only later; nothing is known of that moment itself. */
  readonly assumed: boolean;
}

const history = `select g.sender_id, s.name, g.at, g.state, g.told
  from group_members g join senders s on s.id = g.sender_id
  where g.conversation_id = ? order by g.at, g.id`;

/** Stores what is news about a group's members, and returns what to put into the ledger. */
export function addMembers(
  writer: Writer,
  { at, told }: CapturedMembers,
  conversationId: number,
  members: readonly { readonly senderId: number; readonly state: MemberState }[],
  capturedAt: number,
): LedgerRecord[] {
  const before = new Map<number, MemberState>();
  for (const row of writer.sql<MemberRow>(history).all(conversationId))
    if (row.at <= at) before.set(row.sender_id, row.state);
  const named = new Set(members.map(({ senderId }) => senderId));
  const missing =
    told === 'everybody' ? [...before].filter(([id, state]) => state !== 'gone' && !named.has(id)) : [];
  const news = [
    ...members.filter(({ senderId, state }) => before.get(senderId) !== state),
    ...missing.map(([senderId]) => ({ senderId, state: 'gone' as const })),
  ];
  const insert = writer.sql(
    `insert into group_members (conversation_id, sender_id, at, state, told) values (?, ?, ?, ?, ?)
    on conflict do nothing`,
  );
  return news.flatMap(({ senderId, state }) => {
    const { changes, lastInsertRowid } = insert.run(conversationId, senderId, at, state, told);
    return changes === 0
      ? []
      : [{ at: capturedAt, kind: 'member' as const, subject: Number(lastInsertRowid) }];
  });
}

/** Who belonged to a group at a moment, in the order of their names; null when nothing is known of its members. */
export function membersAt(reader: Reader, conversationId: number, moment: number): GroupMember[] | null {
  const rows = reader.sql<MemberRow>(history).all(conversationId);
  if (rows.length === 0) return null;
  const isKnown = rows.some((row) => row.told === 'everybody' && row.at <= moment);
  return [...Map.groupBy(rows, (row) => row.sender_id).values()]
    .flatMap((ofOne) => memberAt(ofOne, moment, isKnown) ?? [])
    .toSorted((a, b) => a.name.localeCompare(b.name));
}

/** What somebody was at a moment: what they had become before it, or else what the first that is known implies. */
function memberAt(rows: readonly MemberRow[], moment: number, isKnown: boolean): GroupMember | null {
  const last = rows.findLast((row) => row.at <= moment);
  if (last) return last.state === 'gone' ? null : { name: last.name, role: last.state, assumed: false };
  const [first] = rows;
  if (first === undefined) return null;
  const { name, told, state } = first;
  // Who leaves or gets another role was there; who joins was not, nor who is missing where everybody was listed.
  const wasThere = state === 'gone' || told === 'role' || (told !== 'change' && !isKnown);
  if (!wasThere) return null;
  return { name, role: state === 'gone' || told === 'role' ? 'member' : state, assumed: true };
}
