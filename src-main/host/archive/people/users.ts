import { firstUserId, type Role, type UserScope } from '#shared/model/user.ts';
import { AtalayaError } from '#shared/errors.ts';
import type { Reader, Writer } from '../database.ts';
import { recordAction } from '../ledger.ts';
import type { Action } from './actions.ts';

/** Somebody who may sign in, or might once. */
export interface User {
  readonly id: number;
  readonly name: string;
  readonly role: Role;
  /** The lines and teams that they are confined to; null for all. */
  readonly scope: UserScope | null;
  /** The passphrase was given by somebody else, and has to be changed first. */
  readonly mustChange: boolean;
  readonly disabled: boolean;
  /** A code of their phone is asked for beside the passphrase. */
  readonly hasSecondFactor: boolean;
  readonly createdAt: number;
}

/** What an owner says of somebody. */
export type UserDetails = Pick<User, 'name' | 'role' | 'scope'>;

interface UserRow {
  readonly id: number;
  readonly name: string;
  readonly role: Role;
  readonly scope: string | null;
  readonly must_change: number;
  readonly disabled: number;
  readonly second_factor: number;
  readonly created_at: number;
}

const columns = `id, name, role, scope, must_change, disabled, created_at,
  code_secret is not null as second_factor`;

/** A user. Error: `not-found`. */
export function readUser(reader: Reader, id: number): User {
  const row = reader.sql<UserRow>(`select ${columns} from users where id = ?`).get(id);
  if (row === undefined) throw new AtalayaError('not-found');
  return toUser(row);
}

/** Everybody who may sign in, or might once. */
export function listUsers(reader: Reader): User[] {
  return reader
    .sql<UserRow>(`select ${columns} from users order by disabled, name collate nocase`)
    .all()
    .map(toUser);
}

/** The JSON was written by us, so its shape is known. */
function toUser(row: UserRow): User {
  return {
    id: row.id,
    name: row.name,
    role: row.role,
    scope: row.scope === null ? null : JSON.parse(row.scope),
    mustChange: row.must_change === 1,
    disabled: row.disabled === 1,
    hasSecondFactor: row.second_factor === 1,
    createdAt: row.created_at,
  };
}

function requireFreeName(reader: Reader, id: number, name: string): void {
  const other = reader.sql('select 1 from users where name = ? collate nocase and id <> ?').get(name, id);
  if (other !== undefined) throw new AtalayaError('name-taken', { name });
}

/** Somebody has to be able to let others in again. Error: `last-owner`. */
function requireOtherOwner(reader: Reader, id: number): void {
  const other = reader.sql(`select 1 from users where role = 'owner' and disabled = 0 and id <> ?`).get(id);
  if (other === undefined) throw new AtalayaError('last-owner');
}

function said({ name, role, scope }: UserDetails): Action['details'] {
  if (scope === null) return { name, role };
  return { name, role, lines: scope.lines.join(' '), teams: scope.teams.join(', ') };
}

/** The workspace was made by somebody of that name. */
export function nameFirstUser(writer: Writer, name: string, now: number): void {
  writer.sql('update users set name = ?, created_at = ? where id = ?').run(name, now, firstUserId);
}

/** Adds somebody, who has to change their passphrase first. Returns their id. Error: `name-taken`. */
export function addUser(writer: Writer, details: UserDetails, now: number): number {
  return writer.transaction(() => {
    requireFreeName(writer, 0, details.name);
    const { name, role, scope } = details;
    const { lastInsertRowid } = writer
      .sql('insert into users (name, role, scope, must_change, created_at) values (?, ?, ?, 1, ?)')
      .run(name, role, scope && JSON.stringify(scope), now);
    const id = Number(lastInsertRowid);
    recordAction(writer, { at: now, kind: 'user-added', subject: id, details: said(details) });
    return id;
  });
}

/** Changes what somebody is called and may do. Errors: `not-found`, `name-taken`, `last-owner`. */
export function updateUser(writer: Writer, id: number, details: UserDetails, now: number): void {
  writer.transaction(() => {
    const before = readUser(writer, id);
    requireFreeName(writer, id, details.name);
    if (before.role === 'owner' && details.role !== 'owner') requireOtherOwner(writer, id);
    const { name, role, scope } = details;
    writer
      .sql('update users set name = ?, role = ?, scope = ? where id = ?')
      .run(name, role, scope && JSON.stringify(scope), id);
    recordAction(writer, { at: now, kind: 'user-changed', subject: id, details: said(details) });
  });
}

/** Lets somebody in no more. Errors: `not-found`, `last-owner`. */
export function disableUser(writer: Writer, id: number, now: number): void {
  writer.transaction(() => {
    if (readUser(writer, id).role === 'owner') requireOtherOwner(writer, id);
    writer.sql('update users set disabled = 1, code_secret = null where id = ?').run(id);
    recordAction(writer, { at: now, kind: 'user-disabled', subject: id });
  });
}

/** Somebody gets a passphrase from another, which they have to change; what else kept them out is gone. */
export function resetUser(writer: Writer, id: number, now: number): void {
  writer.transaction(() => {
    readUser(writer, id);
    writer
      .sql('update users set disabled = 0, must_change = 1, code_secret = null, code_step = 0 where id = ?')
      .run(id);
    recordAction(writer, { at: now, kind: 'passphrase-reset', subject: id });
  });
}

/** Somebody has a passphrase that they chose themselves. */
export function recordOwnPassphrase(writer: Writer, id: number, now: number): void {
  writer.transaction(() => {
    writer.sql('update users set must_change = 0 where id = ?').run(id);
    recordAction(writer, { at: now, kind: 'passphrase-changed', subject: id, by: id });
  });
}

/** The secret of somebody's codes, and the step of the last one used; null where none is asked for. */
export function readCodeSecret(reader: Reader, id: number): { secret: string; step: number } | null {
  const row = reader
    .sql<{ secret: string | null; step: number }>(
      'select code_secret as secret, code_step as step from users where id = ?',
    )
    .get(id);
  return row === undefined || row.secret === null ? null : { secret: row.secret, step: row.step };
}

/** A code was used: it and those before it are worth nothing any more. */
export function useCode(writer: Writer, id: number, step: number): void {
  writer.sql('update users set code_step = ? where id = ?').run(step, id);
}

/** From now on, a code is asked for beside the passphrase; or no more, with null. */
export function setSecondFactor(
  writer: Writer,
  id: number,
  factor: { secret: string; step: number } | null,
  now: number,
): void {
  writer.transaction(() => {
    writer
      .sql('update users set code_secret = ?, code_step = ? where id = ?')
      .run(factor?.secret ?? null, factor?.step ?? 0, id);
    const kind = factor === null ? 'second-factor-off' : 'second-factor-on';
    recordAction(writer, { at: now, kind, subject: id, by: id });
  });
}

/** The lines that somebody may know of, those of their teams as they are now; null for all. */
export function linesOf(
  reader: Reader,
  { role, scope }: Pick<User, 'role' | 'scope'>,
): readonly number[] | null {
  if (scope === null || role === 'owner') return null;
  return reader
    .sql<{ id: number }>(
      `select id from lines where id in (select value from json_each(?)) or team in (select value from json_each(?))`,
    )
    .all(JSON.stringify(scope.lines), JSON.stringify(scope.teams))
    .map(({ id }) => id);
}
