/**
 * Who signs in, and what they did. The first user is the owner who made the workspace; who had the passphrase until now
 * was that one. `scope` is what somebody is confined to, as JSON, null for all; `code_step` is the
 * newest second-factor code that was used. An action's `user_id` is null where nobody was signed in.
 */
export const people = /* sql */ `
create table users (
  id integer primary key,
  name text not null unique collate nocase,
  role text not null,
  scope text,
  must_change integer not null default 0,
  disabled integer not null default 0,
  code_secret text,
  code_step integer not null default 0,
  created_at integer not null
) strict;
insert into users (id, name, role, created_at) values (1, '', 'owner', 0);

create trigger users_keep_an_owner before update on users
  when old.role = 'owner' and old.disabled = 0 and (new.role <> 'owner' or new.disabled = 1)
  and not exists (select 1 from users where id <> old.id and role = 'owner' and disabled = 0)
begin select raise(abort, 'the last owner stays'); end;
create trigger users_never_go before delete on users
begin select raise(abort, 'a user on record is never removed'); end;

create table actions (
  id integer primary key,
  at integer not null,
  user_id integer references users (id),
  kind text not null,
  subject integer not null,
  details text not null
) strict;
create index actions_by_time on actions (at);
create index actions_by_user on actions (user_id);
create index actions_by_kind on actions (kind);

create trigger actions_never_change before update on actions
begin select raise(abort, 'an action on record is never changed'); end;
create trigger actions_never_go before delete on actions
begin select raise(abort, 'an action on record is never removed'); end;
`;
