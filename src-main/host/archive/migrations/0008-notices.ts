import type { Writer } from '../database.ts';

/**
 * Notices as records of their own instead of a date in the register. `tenure` counts who has had the line: a notice
 * belongs to one line and one tenure.
 */
const tables = /* sql */ `
create table notice_texts (
  id integer primary key,
  audience text not null,
  language text not null,
  version integer not null,
  words text not null,
  sha256 text not null,
  includes_earlier integer not null,
  material integer not null,
  until integer,
  created_by text,
  created_at integer not null,
  unique (audience, language, version)
) strict;

create table notices (
  id integer primary key,
  line_id integer not null references lines (id),
  tenure integer not null,
  employee text not null,
  how text not null,
  given_on text,
  given_at integer not null,
  includes_earlier integer not null,
  language text,
  text_id integer references notice_texts (id),
  words text,
  sha256 text,
  signed_name text,
  witness text,
  file_sha256 text,
  file_name text,
  file_mime text,
  file_size integer,
  reason text,
  recorded_by text,
  recorded_at integer not null
) strict;
create index notices_by_line on notices (line_id, tenure);

create trigger notice_texts_never_change before update on notice_texts
begin select raise(abort, 'a version of a text is never changed'); end;
create trigger notice_texts_never_go before delete on notice_texts
begin select raise(abort, 'a version of a text is never removed'); end;
create trigger notices_never_change before update on notices
begin select raise(abort, 'a notice on record is never changed'); end;
create trigger notices_never_go before delete on notices
begin select raise(abort, 'a notice on record is never removed'); end;

alter table lines add column tenure integer not null default 1;
alter table imports add column without_notice text;
`;

/** A line that was captured goes on; its notice counts from the end of its day, wherever on earth that was. */
const earlierDates = /* sql */ `
insert into notices (line_id, tenure, employee, how, given_on, given_at, includes_earlier, recorded_at)
select id, 1, employee, 'told', notice_on,
  iif(day - 43200000 <= now, min(now, day + 129600000), day), 0, now
from (select id, employee, notice_on, unixepoch(notice_on) * 1000 as day, unixepoch() * 1000 as now
  from lines where notice_on is not null);
alter table lines drop column notice_on;
`;

/** Makes the tables, and records of the dates that the register had: recorded earlier, without a text. */
export function notices(writer: Writer): void {
  writer.execute(tables);
  writer.execute(earlierDates);
}
