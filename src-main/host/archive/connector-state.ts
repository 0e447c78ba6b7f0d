import type { ConnectorState, ConnectorStateChange } from '#host/connectors/connector.ts';
import type { Writer } from './database.ts';
import { latestEvidence } from './evidence.ts';
import { messageAt } from './settled-place.ts';

/** A line's connector state (credentials, session keys) in the encrypted archive. */
export function openConnectorState(writer: Writer, lineId: number): ConnectorState {
  const one = writer.sql<{ value: Uint8Array }>(
    'select value from connector_state where line_id = ? and category = ? and id = ?',
  );
  return {
    read(category, ids) {
      const found = new Map<string, Uint8Array>();
      for (const id of ids) {
        const row = one.get(lineId, category, id);
        if (row !== undefined) found.set(id, row.value);
      }
      return found;
    },
    readAll(category) {
      const rows = writer
        .sql<{ id: string; value: Uint8Array }>(
          'select id, value from connector_state where line_id = ? and category = ?',
        )
        .all(lineId, category);
      return new Map(rows.map(({ id, value }) => [id, value]));
    },
    evidence(of) {
      const found = messageAt(writer, lineId, of);
      const row =
        found &&
        writer
          .sql<{ raw: Uint8Array | null }>(
            `select ${latestEvidence} as raw
            from messages m join conversations c on c.id = m.conversation_id
            left join evidence e on e.message_id = m.id
            where m.id = ?`,
          )
          .get(found.id);
      return row?.raw ?? null;
    },
    readRange(category, from, before, limit) {
      const rows = writer
        .sql<{ id: string; value: Uint8Array }>(
          `select id, value from connector_state where line_id = ? and category = ? and id >= ? and id < ?
          order by id limit ?`,
        )
        .all(lineId, category, from, before, limit);
      return new Map(rows.map(({ id, value }) => [id, value]));
    },
    clear(keep) {
      writer.transaction(() => {
        writer
          .sql(
            'delete from connector_state where line_id = ? and category not in (select value from json_each(?))',
          )
          .run(lineId, JSON.stringify(keep));
      });
    },
  };
}

/** Writes changes of a connector's state; inside the transaction of the records that belong to them. */
export function writeConnectorState(
  writer: Writer,
  lineId: number,
  changes: readonly ConnectorStateChange[],
): void {
  const put = writer.sql(
    'insert into connector_state values (?, ?, ?, ?) on conflict do update set value = excluded.value',
  );
  const remove = writer.sql('delete from connector_state where line_id = ? and category = ? and id = ?');
  for (const { category, id, value } of changes) {
    if (value === null) remove.run(lineId, category, id);
    else put.run(lineId, category, id, value);
  }
}
