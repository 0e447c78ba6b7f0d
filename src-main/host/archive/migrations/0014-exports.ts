/**
 * What was exported, by whom and why. `scope` and `names` are the selection as JSON, with what it was called then;
 * `place` is the folder that it lies in under `name`. A row changes once: when the export has ended.
 */
export const exports = /* sql */ `
create table exports (
  id integer primary key,
  started_at integer not null,
  exported_by text not null,
  reason text not null,
  scope text not null,
  names text not null,
  formats text not null,
  flags integer not null,
  encrypted integer not null,
  zone text not null,
  place text not null,
  name text not null,
  state text not null,
  ended_at integer,
  error text,
  counts text,
  manifest_sha256 text,
  files integer,
  bytes integer,
  check ((state = 'running') = (ended_at is null))
) strict;
create index exports_running on exports (state) where state = 'running';

create trigger exports_end_once before update on exports when old.state <> 'running' or new.id <> old.id
  or new.started_at <> old.started_at or new.exported_by <> old.exported_by or new.reason <> old.reason
  or new.scope <> old.scope or new.names <> old.names or new.formats <> old.formats or new.flags <> old.flags
  or new.encrypted <> old.encrypted or new.zone <> old.zone or new.place <> old.place or new.name <> old.name
begin select raise(abort, 'an export on record is never changed'); end;
create trigger exports_never_go before delete on exports
begin select raise(abort, 'an export on record is never removed'); end;
`;
