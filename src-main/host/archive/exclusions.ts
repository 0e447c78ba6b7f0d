import { createHmac, hkdfSync } from 'node:crypto';
import { AtalayaError } from '#shared/errors.ts';
import type { ExclusionCategory } from '#shared/model/exclusion.ts';
import type { Writer } from './database.ts';
import { appendToLedger } from './ledger.ts';

/** What is known of an exclusion: everything but whom it is about. */
export interface ExclusionRow {
  readonly id: number;
  readonly line_id: number;
  readonly category: ExclusionCategory;
  readonly excluded_by: string | null;
  readonly excluded_at: number;
  readonly lifted_by: string | null;
  readonly lifted_at: number | null;
}

/** The private contacts and groups of all lines. Names are those of `namedIn`; only their keyed hashes are kept. */
export interface Exclusions {
  /** Whether anybody is left out of a line: almost everything can be skipped otherwise. */
  any(lineId: number): boolean;
  /** The exclusion that one of the names is in, or null. */
  find(lineId: number, names: readonly string[]): number | null;
  list(lineId: number): ExclusionRow[];
  add(
    lineId: number,
    names: readonly string[],
    said: { readonly category: ExclusionCategory; readonly by: string | null },
  ): number;
  /** All of the names are one person or group: whoever is left out by one of them is by each. */
  learn(lineId: number, names: readonly string[]): void;
  /** Ends an exclusion; what comes from then on is captured. Error: `not-found`. */
  lift(id: number, by: string | null): void;
  /** Counts something that was left out, without saying of whom. */
  count(lineId: number): void;
  /** How much was left out, by day, the latest first. */
  counts(lineId: number): { day: string; stanzas: number }[];
}

const shownDays = 62;

/** Opens the list of an archive; `key` is the workspace's own. */
export function openExclusions(writer: Writer, key: Uint8Array, now: () => number): Exclusions {
  const secret = Buffer.from(hkdfSync('sha256', key, '', 'atalaya exclusions', 32));
  const byLine = new Map<number, Map<string, number>>();

  const hashOf = (name: string): Buffer => createHmac('sha256', secret).update(name).digest();

  function known(lineId: number): Map<string, number> {
    let list = byLine.get(lineId);
    if (list === undefined) {
      const rows = writer
        .sql<{ id: number; hash: Uint8Array }>(
          `select e.id, n.hash from exclusions e join exclusion_names n on n.exclusion_id = e.id
          where e.line_id = ? and e.lifted_at is null`,
        )
        .all(lineId);
      list = new Map(rows.map(({ id, hash }) => [Buffer.from(hash).toString('hex'), id]));
      byLine.set(lineId, list);
    }
    return list;
  }

  function find(lineId: number, names: readonly string[]): number | null {
    const list = known(lineId);
    if (list.size === 0) return null;
    for (const name of names) {
      const id = list.get(hashOf(name).toString('hex'));
      if (id !== undefined) return id;
    }
    return null;
  }

  function addNames(lineId: number, id: number, names: readonly string[]): void {
    const insert = writer.sql('insert or ignore into exclusion_names values (?, ?)');
    for (const name of new Set(names)) insert.run(id, hashOf(name));
    byLine.delete(lineId);
  }

  function record(id: number): void {
    appendToLedger(writer, [{ at: now(), kind: 'exclusion', subject: id }]);
  }

  return {
    any: (lineId) => known(lineId).size > 0,
    find,
    list: (lineId) =>
      writer.sql<ExclusionRow>('select * from exclusions where line_id = ? order by id desc').all(lineId),
    add(lineId, names, { category, by }) {
      return writer.transaction(() => {
        const before = find(lineId, names);
        if (before !== null) {
          addNames(lineId, before, names);
          record(before);
          return before;
        }
        const { lastInsertRowid } = writer
          .sql('insert into exclusions (line_id, category, excluded_by, excluded_at) values (?, ?, ?, ?)')
          .run(lineId, category, by, now());
        const id = Number(lastInsertRowid);
        addNames(lineId, id, names);
        record(id);
        return id;
      });
    },
    learn(lineId, names) {
      const id = find(lineId, names);
      const list = known(lineId);
      if (id === null || names.every((name) => list.has(hashOf(name).toString('hex')))) return;
      writer.transaction(() => {
        addNames(lineId, id, names);
        record(id);
      });
    },
    lift(id, by) {
      writer.transaction(() => {
        const row = writer
          .sql<ExclusionRow>('select * from exclusions where id = ? and lifted_at is null')
          .get(id);
        if (row === undefined) throw new AtalayaError('not-found');
        writer.sql('update exclusions set lifted_by = ?, lifted_at = ? where id = ?').run(by, now(), id);
        record(id);
        byLine.delete(row.line_id);
      });
    },
    count(lineId) {
      const day = new Date(now()).toISOString().slice(0, 'yyyy-mm-dd'.length);
      writer.transaction(() => {
        writer
          .sql('insert into left_out values (?, ?, 1) on conflict do update set stanzas = stanzas + 1')
          .run(lineId, day);
      });
    },
    counts: (lineId) =>
      writer
        .sql<{ day: string; stanzas: number }>(
          `select day, stanzas from left_out where line_id = ? order by day desc limit ${shownDays}`,
        )
        .all(lineId),
  };
}
