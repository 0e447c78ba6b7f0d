/**
 * Private contacts and groups, which are left alone: by keyed hash only. `exclusion_names` holds every name of one of
 * them (number, LID, group). How much was left out is counted by day, without saying of whom.
 */
export const exclusions = /* sql */ `
create table exclusions (
  id integer primary key,
  line_id integer not null references lines (id),
  category text not null,
  excluded_by text,
  excluded_at integer not null,
  lifted_by text,
  lifted_at integer
) strict;
create index exclusions_by_line on exclusions (line_id);

create table exclusion_names (
  exclusion_id integer not null references exclusions (id),
  hash blob not null,
  primary key (exclusion_id, hash)
) strict, without rowid;

create table left_out (
  line_id integer not null references lines (id),
  day text not null,
  stanzas integer not null,
  primary key (line_id, day)
) strict, without rowid;

create trigger exclusions_never_go before delete on exclusions
begin select raise(abort, 'an exclusion is never removed'); end;
create trigger exclusions_end_once before update on exclusions when old.lifted_at is not null
begin select raise(abort, 'a lifted exclusion is never changed'); end;
`;
