import { samePhone } from '#shared/model/contact.ts';
import { namedIn, namesOfKey } from '#shared/model/exclusion.ts';
import type { Reader, Writer } from './database.ts';
import { namesIn } from './exclusion-filter.ts';

interface StateRow {
  readonly category: string;
  readonly id: string;
  readonly value: Uint8Array;
}

/** All names of whoever has these: the pairs of number and LID that the line has seen. */
export function allNames(reader: Reader, lineId: number, names: readonly string[]): string[] {
  const pairs = reader
    .sql<StateRow>(
      `select category, id, value from connector_state
      where line_id = ? and category in ('person', 'key:lid-mapping')`,
    )
    .all(lineId)
    .map(pairOf);
  const all = new Set(names);
  for (let before = 0; before !== all.size;) {
    before = all.size;
    for (const pair of pairs) if (pair.some((name) => all.has(name))) for (const name of pair) all.add(name);
  }
  return [...all];
}

function pairOf({ category, id, value }: StateRow): string[] {
  const text = Buffer.from(value).toString();
  if (category === 'person') return namedIn(`${id} ${text}`);
  const [first = ''] = id.split('_');
  const second = text.replaceAll('"', '');
  const [phone, lid] = id.endsWith('_reverse') ? [second, first] : [first, second];
  return [`+${samePhone(phone)}`, `lid ${lid}`];
}

/** Removes what the line's connector remembers of somebody: keys, pairs, titles, files to fetch. */
export function forgetState(writer: Writer, lineId: number, names: readonly string[]): void {
  const gone = new Set(names);
  const remove = writer.sql('delete from connector_state where line_id = ? and category = ? and id = ?');
  const rows = writer
    .sql<StateRow>(
      `select category, id, value from connector_state where line_id = ?
        and category not in ('credentials', 'history', 'key:pre-key')
        and category not like 'key:app-state-%'`,
    )
    .all(lineId);
  for (const { category, id, value } of rows) {
    if (namesIn(id, value).some((name) => gone.has(name))) remove.run(lineId, category, id);
  }
}

/** How many messages of somebody's own conversations were captured before. */
export function capturedBefore(reader: Reader, lineId: number, names: readonly string[]): number {
  const gone = new Set(names);
  return reader
    .sql<{ key: string; messages: number }>('select key, messages from conversations where line_id = ?')
    .all(lineId)
    .filter(({ key }) => namesOfKey(key).some((name) => gone.has(name)))
    .reduce((sum, { messages }) => sum + messages, 0);
}
