import type { Role, UserScope } from '#shared/model/user.ts';
import { AtalayaError } from '#shared/errors.ts';
import type { Reader } from '../database.ts';

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
  readonly createdAt: number;
}

interface UserRow {
  readonly id: number;
  readonly name: string;
  readonly role: Role;
  readonly scope: string | null;
  readonly must_change: number;
  readonly disabled: number;
  readonly created_at: number;
}

const columns = 'id, name, role, scope, must_change, disabled, created_at';

/** A user. Error: `not-found`. */
export function readUser(reader: Reader, id: number): User {
  const row = reader.sql<UserRow>(`select ${columns} from users where id = ?`).get(id);
  if (row === undefined) throw new AtalayaError('not-found');
  return toUser(row);
}

/** The JSON was written by us, so its shape is known. */
function toUser({ must_change: mustChange, disabled, created_at: createdAt, scope, ...row }: UserRow): User {
  return {
    ...row,
    scope: scope === null ? null : JSON.parse(scope),
    mustChange: mustChange === 1,
    disabled: disabled === 1,
    createdAt,
  };
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
