import type { ActionKind } from '#shared/model/action.ts';
import type { ActionFilters, ActionView } from '#shared/contract/people.ts';
import type { Reader } from '../database.ts';

interface ActionRow {
  readonly id: number;
  readonly at: number;
  readonly user_id: number | null;
  readonly user: string | null;
  readonly kind: ActionKind;
  readonly about: string | null;
  readonly details: string;
}

/** Actions that are looked through in one go for a text: the host does other things in between. */
const lookedThrough = 20_000;

/** More actions than can be written between a search and its entry. */
const outOfOrder = 1000;

const titleOf = (conversation: string): string =>
  `(select c.title || ' · ' || l.name from conversations c join lines l on l.id = c.line_id where c.id = ${conversation})`;
const messageTitle = (message: string): string =>
  titleOf(`(select conversation_id from messages where id = ${message})`);
const lineName = (line: string): string => `(select name from lines where id = ${line})`;

/** What an action `a` was done to, as it is called now. */
const about = `case a.kind
  when 'line' then ${lineName('a.subject')}
  when 'notice' then ${lineName('(select line_id from notices where id = a.subject)')}
  when 'exclusion' then ${lineName('(select line_id from exclusions where id = a.subject)')}
  when 'policy' then (select v.definition ->> '$.name' from policies p
    join policy_versions v on v.policy_id = p.id and v.version = p.version where p.id = a.subject)
  when 'policy-backtested' then a.details ->> '$.name'
  when 'import' then iif(a.details ->> '$.importId' is null, (select name from import_files where id = a.subject),
    ${lineName('(select line_id from imports where id = a.subject)')})
  when 'decision' then ${messageTitle(`a.details ->> '$.messageId'`)}
  when 'decision-undone' then ${messageTitle(`a.details ->> '$.messageId'`)}
  when 'contact-name' then (select name from contact_names where id = a.subject)
  when 'export' then (select name from exports where id = a.subject)
  when 'conversation-opened' then ${titleOf('a.subject')}
  when 'media-opened' then ifnull((select name || ' · ' from attachments where message_id = a.subject), '')
    || ${messageTitle('a.subject')}
  else iif(a.kind in ('sign-in-failed', 'user-added', 'user-changed', 'user-disabled', 'passphrase-reset'),
    (select name from users where id = a.subject), null)
  end`;

/** Actions that fit, newest first, before one of them. */
export function listActions(
  reader: Reader,
  filters: ActionFilters,
  before: number | null,
  limit: number,
): { actions: ActionView[]; next: number | null } {
  const { userId, kind, from, to, text } = filters;
  const conditions = ['a.id < ?'];
  const params: (string | number)[] = [before ?? Number.MAX_SAFE_INTEGER];
  const narrow = (condition: string, value: string | number | null): void => {
    if (value === null) return;
    conditions.push(condition);
    params.push(value);
  };
  narrow('a.user_id = ?', userId);
  narrow('a.kind = ?', kind);
  narrow('a.at >= ?', from);
  narrow('a.at < ?', to);
  // Actions are in time order but for searches, which are written a little later: ids narrow faster than times.
  narrow('a.id >= ?', from === null ? null : idNear(reader, from) - outOfOrder);
  narrow('a.id < ?', to === null ? null : idNear(reader, to) + outOfOrder);
  const edge = text === '' ? null : furthest(reader, conditions, params);
  narrow('a.id >= ?', edge);
  if (text !== '') {
    conditions.push(
      `(a.details like ? escape '\\' or ${about} like ? escape '\\' or u.name like ? escape '\\')`,
    );
    const pattern = `%${text.replace(/[\\%_]/g, String.raw`\$&`)}%`;
    params.push(pattern, pattern, pattern);
  }
  const rows = reader
    .sql<ActionRow>(
      `select a.id, a.at, a.user_id, u.name as user, a.kind, a.details, ${about} as about
      from actions a left join users u on u.id = a.user_id
      where ${conditions.join(' and ')} order by a.id desc limit ?`,
    )
    .all(...params, limit);
  return { actions: rows.map(toView), next: rows.length < limit ? edge : (rows.at(-1)?.id ?? null) };
}

/** The id of the first action at or after a time; past the end when there is none. */
function idNear(reader: Reader, at: number): number {
  const row = reader.sql<{ id: number }>('select id from actions where at >= ? order by at limit 1').get(at);
  return row?.id ?? Number.MAX_SAFE_INTEGER - outOfOrder;
}

/** The id down to which actions are looked through for a text; null when that is the beginning. */
function furthest(
  reader: Reader,
  conditions: readonly string[],
  params: readonly (string | number)[],
): number | null {
  const row = reader
    .sql<{ id: number }>(
      `select a.id from actions a where ${conditions.join(' and ')} order by a.id desc limit 1 offset ${lookedThrough}`,
    )
    .get(...params);
  return row?.id ?? null;
}

/** The JSON was written by us, so its shape is known. */
function toView({ id, at, user_id: userId, user, kind, about: name, details }: ActionRow): ActionView {
  return {
    id,
    at,
    user: userId === null ? null : { id: userId, name: user ?? '' },
    kind,
    about: name,
    details: JSON.parse(details),
  };
}

/** When each user last signed in, in UTC milliseconds. */
export function lastSignIns(reader: Reader): ReadonlyMap<number, number> {
  const rows = reader
    .sql<{ user_id: number; at: number }>(
      `select id as user_id, (select max(at) from actions where user_id = users.id and kind in ('signed-in', 'recovered')) as at
      from users where at is not null`,
    )
    .all();
  return new Map(rows.map(({ user_id: id, at }) => [id, at]));
}
