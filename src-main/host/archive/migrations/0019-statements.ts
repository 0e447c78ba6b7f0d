import type { Writer } from '../database.ts';
import { appendToLedger } from '../ledger.ts';
import { rowKinds } from '../ledger-kinds.ts';

/**
 * The texts of ledger entries that no row gives any more, or never did. Flags are captured facts like the messages that
 * they are on; what was seen again gets ids of its own, for the ledger to name.
 */
const tables = /* sql */ `
create table statements (
  seq integer primary key,
  text text not null
) strict;

create table seen_again (
  id integer primary key,
  conversation_id integer not null references conversations (id),
  key text not null,
  message_id integer not null references messages (id),
  unique (conversation_id, key)
) strict;
insert into seen_again (conversation_id, key, message_id) select conversation_id, key, message_id from sightings;
drop table sightings;
alter table seen_again rename to sightings;
create unique index conversation_notices_by_message on conversation_notices (message_id);

${[
  ['statements', 'what the ledger stands for'],
  ['sightings', 'what was seen again'],
  ['flags', 'a flag'],
]
  .map(
    ([table, what]) => /* sql */ `
create trigger ${table}_never_change before update on ${table}
begin select raise(abort, '${what} is never changed'); end;
create trigger ${table}_never_go before delete on ${table}
begin select raise(abort, '${what} is never removed'); end;`,
  )
  .join('')}
create trigger policy_versions_never_go before delete on policy_versions
begin select raise(abort, 'a version of a policy is never removed'); end;
`;

const restatedAtOnce = 10_000;

/** Makes the tables, and gives every row of an older archive an entry of the present form. */
export function statements(writer: Writer): void {
  writer.execute(tables);
  const at = Date.now();
  const isEmpty = writer.sql('select 1 from ledger union all select 1 from lines').get() === undefined;
  if (isEmpty) return;
  appendToLedger(writer, [{ at, kind: 'restated', subject: 0, words: [] }]);
  for (const [kind, { table, id }] of rowKinds) {
    const page = writer.sql<{ id: number }>(
      `select ${id} as id from ${table} where ${id} > ? order by ${id} limit ${restatedAtOnce}`,
    );
    for (let after = Number.MIN_SAFE_INTEGER; ;) {
      const rows = page.all(after);
      appendToLedger(
        writer,
        rows.map((row) => ({ at, kind, subject: row.id })),
      );
      const last = rows.at(-1);
      if (last === undefined) break;
      after = last.id;
    }
  }
}
