/**
 * When each line was really captured. The spans of a line follow one another without a hole from its first link on;
 * only the last is open, and `proven_at` says up to when it is known to have lasted. Without a cause it was captured.
 * `gap_id` is the first span of an uninterrupted run of spans without capture.
 */
export const coverage = /* sql */ `
create table coverage_spans (
  id integer primary key,
  line_id integer not null references lines (id),
  gap_id integer,
  cause text,
  started_at integer not null,
  ended_at integer,
  proven_at integer not null,
  check ((cause is null) = (gap_id is null)),
  check (ended_at is null or ended_at >= started_at),
  check (proven_at >= started_at)
) strict;
create index coverage_spans_by_line on coverage_spans (line_id, ended_at);
create index coverage_spans_by_gap on coverage_spans (line_id, gap_id) where gap_id is not null;
create unique index coverage_spans_open on coverage_spans (line_id) where ended_at is null;

create table gap_outcomes (
  id integer primary key,
  gap_id integer not null references coverage_spans (id),
  state text not null,
  evidence text not null,
  announced integer,
  arrived integer not null,
  messages integer not null,
  conversations integer not null,
  unreadable integer not null,
  first_at integer,
  last_at integer,
  at integer not null
) strict;
create index gap_outcomes_by_gap on gap_outcomes (gap_id, id);

create trigger coverage_spans_follow before insert on coverage_spans
when exists (select 1 from coverage_spans where line_id = new.line_id and ended_at is null)
  or new.started_at <>
    ifnull((select max(ended_at) from coverage_spans where line_id = new.line_id), new.started_at)
begin select raise(abort, 'a span of coverage follows the one before it'); end;
create trigger coverage_spans_never_change before update on coverage_spans
when old.ended_at is not null or new.id <> old.id or new.line_id <> old.line_id or new.started_at <> old.started_at
  or new.cause is not old.cause or new.gap_id is not old.gap_id
begin select raise(abort, 'a span of coverage is never changed'); end;
create trigger coverage_spans_never_go before delete on coverage_spans
begin select raise(abort, 'a span of coverage is never removed'); end;
create trigger gap_outcomes_never_change before update on gap_outcomes
begin select raise(abort, 'the outcome of a gap is never changed'); end;
create trigger gap_outcomes_never_go before delete on gap_outcomes
begin select raise(abort, 'the outcome of a gap is never removed'); end;
`;
