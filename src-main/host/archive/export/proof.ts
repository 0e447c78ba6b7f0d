import type { Reader } from '../database.ts';

/** An entry of the ledger as an export carries it, hashes in hex; see ledger.ts for how they follow from each other. */
export interface ProofEntry {
  readonly seq: number;
  readonly at: number;
  readonly kind: string;
  readonly subject: number;
  readonly digest: string;
  /** Hash of the entry before it. */
  readonly previous: string;
  readonly hash: string;
}

/** The last entry that an export knows of. */
export interface LedgerHead {
  readonly entries: number;
  readonly hash: string;
}

/** The entries of the ledger that stand for what is exported. */
export interface Proof {
  /** Messages whose entries are wanted. */
  add(messageIds: readonly number[]): void;
  head(): LedgerHead;
  /** The entries of those messages, of what happened to them and of their files, in the order of the ledger. */
  entries(): Generator<ProofEntry[]>;
}

const entriesAtOnce = 5000;

/** Opens the proof of one export, on a connection of its own. */
export function openProof(reader: Reader): Proof {
  for (const table of ['exported', 'exported_events']) reader.sql(`drop table if exists temp.${table}`).run();
  reader.sql('create temp table exported (id integer primary key)').run();
  const insert = reader.sql('insert or ignore into exported select value from json_each(?)');
  return {
    add: (messageIds) => void insert.run(JSON.stringify(messageIds)),
    head() {
      const last = reader
        .sql<LedgerHead>(
          'select seq as entries, lower(hex(hash)) as hash from ledger order by seq desc limit 1',
        )
        .get();
      return last ?? { entries: 0, hash: '' };
    },
    *entries() {
      reader
        .sql(
          `create temp table exported_events as select e.id from exported x join messages m on m.id = x.id
          join events e on e.conversation_id = m.conversation_id and e.message_key = m.key`,
        )
        .run();
      reader.sql('create unique index temp.exported_events_by_id on exported_events (id)').run();
      const page = reader.sql<ProofEntry>(
        `select l.seq, l.at, l.kind, l.subject, lower(hex(l.digest)) as digest,
          lower(hex(ifnull((select hash from ledger p where p.seq = l.seq - 1), zeroblob(32)))) as previous,
          lower(hex(l.hash)) as hash
        from ledger l where l.seq > ? and case l.kind
          when 'message' then l.subject in (select id from exported)
          when 'attachment' then l.subject in (select id from exported)
          when 'event' then l.subject in (select id from exported_events)
          else 0 end
        order by l.seq limit ${entriesAtOnce}`,
      );
      for (let after = 0; ;) {
        const entries = page.all(after);
        const last = entries.at(-1);
        if (last === undefined) return;
        yield entries;
        after = last.seq;
      }
    },
  };
}
