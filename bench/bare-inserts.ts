import { randomBytes } from 'node:crypto';
import { openDatabase, type Database, type Reader } from '#host/archive/database.ts';
import { migrate } from '#host/archive/migrations/migrate.ts';
import { facetsOf, searchBody } from '#host/archive/search-index.ts';
import type { Direction, MessageKind } from '#shared/model/message.ts';
import { join } from 'node:path';
import { benchFolder } from './archive.ts';
import { startMeasuring, type Cost } from './timing.ts';

type Row = readonly (string | number | Uint8Array | null)[];

/** One transaction's worth of rows, ready to bind. */
interface Batch {
  readonly messages: readonly Row[];
  readonly attachments: readonly Row[];
  /** In id order, as the index likes them best. */
  readonly search: readonly Row[];
  readonly flagged: readonly Row[];
  readonly flags: readonly Row[];
  readonly ledger: readonly Row[];
}

/** Everything that an import wrote, in the order and the batches in which it did. */
export interface WrittenRows {
  /** What the rest refers to: lines, people, conversations, policies. */
  readonly setting: readonly { readonly table: string; readonly rows: readonly Row[] }[];
  readonly batches: readonly Batch[];
}

const settingTables = [
  'lines',
  'contacts',
  'identities',
  'threads',
  'conversations',
  'senders',
  'policies',
  'policy_versions',
];

interface LedgerRow {
  readonly seq: number;
  readonly at: number;
  readonly kind: string;
  readonly subject: number;
  readonly digest: Uint8Array;
  readonly hash: Uint8Array;
}

interface MessageRow {
  readonly id: number;
  readonly conversation_id: number;
  readonly key: string;
  readonly sender_id: number | null;
  readonly direction: Direction | null;
  readonly kind: MessageKind;
  readonly sent_at: number;
  readonly captured_at: number;
  readonly text: string;
  readonly deleted: number;
  readonly edited: number;
  readonly suspicious: number;
  readonly live: number;
}

/** Reads from an archive what imports wrote, in their transactions: each has its own time in the ledger. */
export function readWrittenRows(reader: Reader, lineId: number): WrittenRows {
  const ledger = reader.sql<LedgerRow>(`select * from ledger where kind = 'message' order by seq`).all();
  const message = reader.sql<MessageRow>('select * from messages where id = ?');
  const attachment = reader.sql<Record<string, string | number | null>>(
    'select * from attachments where message_id = ?',
  );
  const flagged = reader.sql<Record<string, string | number | null>>(
    'select * from flagged_messages where message_id = ?',
  );
  const flags = reader.sql<Record<string, string | number | null>>(
    'select * from flags where message_id = ?',
  );

  function batch(entries: readonly LedgerRow[]): Batch {
    const messages = entries.flatMap(({ subject }) => message.get(subject) ?? []);
    return {
      messages: messages.map((row) => Object.values(row)),
      attachments: entries.flatMap(({ subject }) => attachment.all(subject).map((row) => Object.values(row))),
      search: messages
        .toSorted((a, b) => a.id - b.id)
        .map((row) => [
          row.id,
          searchBody(row.text, [], null),
          facetsOf({ ...row, lineId, conversationId: row.conversation_id, senderId: row.sender_id }),
        ]),
      flagged: entries.flatMap(({ subject }) => flagged.all(subject).map((row) => Object.values(row))),
      flags: entries.flatMap(({ subject }) => flags.all(subject).map((row) => Object.values(row))),
      ledger: entries.map((entry) => Object.values(entry)),
    };
  }

  return {
    setting: settingTables.map((table) => ({
      table,
      rows: reader
        .sql<Record<string, string | number | null>>(`select * from ${table}`)
        .all()
        .map((row) => Object.values(row)),
    })),
    batches: [...Map.groupBy(ledger, ({ at }) => at).values()].map(batch),
  };
}

function insertInto({ writer }: Database, table: string, columns: string, rows: readonly Row[]): void {
  const [first] = rows;
  if (first === undefined) return;
  const insert = writer.sql(`insert into ${table} ${columns} values (${first.map(() => '?').join(', ')})`);
  for (const row of rows) insert.run(...row);
}

/**
 * Inserts the rows into an empty archive file of the same key length, schema and settings with nothing but prepared
 * statements, and returns what it took. `messages and search index` leaves out attachments, flags and
 * the ledger.
 */
export function insertBare(
  { setting, batches }: WrittenRows,
  what: 'all' | 'messages and search index',
): Cost {
  const { folder, remove } = benchFolder();
  const database = openDatabase(join(folder, 'bare.db'), randomBytes(32));
  try {
    migrate(database.writer, () => undefined);
    database.writer.transaction(() => {
      for (const { table, rows } of setting) insertInto(database, table, '', rows);
    });
    const stop = startMeasuring();
    for (const batch of batches) {
      database.writer.transaction(() => {
        insertInto(database, 'messages', '', batch.messages);
        insertInto(database, 'search', '(rowid, body, facets)', batch.search);
        if (what !== 'all') return;
        insertInto(database, 'attachments', '', batch.attachments);
        insertInto(database, 'flagged_messages', '', batch.flagged);
        insertInto(database, 'flags', '', batch.flags);
        insertInto(database, 'ledger', '', batch.ledger);
      });
    }
    return stop();
  } finally {
    database.close();
    remove();
  }
}
