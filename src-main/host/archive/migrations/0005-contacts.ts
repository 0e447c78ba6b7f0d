/** A phone number's digits as they tell people apart; see `samePhone` in src-shared/model/contact.ts. */
const samePhone = (digits: string) => `case
    when ${digits} glob '521??????????' then '52' || substr(${digits}, 4)
    when ${digits} glob '549??????????' then '54' || substr(${digits}, 4)
    when ${digits} glob '55??[6-9]???????' then substr(${digits}, 1, 4) || '9' || substr(${digits}, 5)
    else ${digits} end`;

const user = `substr(key, 1, instr(key, '@') - 1)`;
const isPhone = `key glob '[0-9]*@s.whatsapp.net' and not ${user} glob '*[^0-9]*'`;
const isLid = `key glob '[0-9]*@lid' and not ${user} glob '*[^0-9]*'`;
/** Of a conversation or sender that was captured before there were contacts: whose key is whose identity. */
const kind = `case when ${isPhone} then 'phone' when ${isLid} then 'lid' else 'name' end`;
const value = `case when ${isPhone} then ${samePhone(user)} when ${isLid} then ${user} else key end`;
const written = `case when ${isPhone} or ${isLid} then ${user} else key end`;
const scope = `case when ${isPhone} or ${isLid} then 0 else line_id end`;
const identityId = `(select i.id from identities i
    where i.kind = ${kind} and i.value = ${value} and i.line_id = ${scope})`;

/** The line's own people are no contacts: they only write, while contacts are heard. */
const isHeard = 'id in (select sender_id from heard)';

const appendOnly = (table: string) => /* sql */ `
create trigger ${table}_never_change before update on ${table}
begin select raise(abort, 'what is known about a person is never changed'); end;
create trigger ${table}_never_go before delete on ${table}
begin select raise(abort, 'what is known about a person is never removed'); end;`;

/**
 * People. An identity never changes; \`contact_id\` says whose it is at the moment, and follows from the merges that
 * nobody has taken back. A contact has the id of the oldest of its identities. A thread is a conversation as people
 * see it: what was captured of one line with one contact, under however many keys; it has the id of the oldest
 * conversation in it.
 */
export const contacts = /* sql */ `
create table contacts (
  id integer primary key,
  name text not null,
  -- The name as it compares with what looks like it.
  folded text not null
) strict;
create index contacts_by_folded_name on contacts (folded);

create table identities (
  id integer primary key references contacts (id),
  contact_id integer not null references contacts (id),
  kind text not null,
  value text not null,
  -- The line within which a name stands for somebody; 0 for what stands for them everywhere.
  line_id integer not null,
  written text not null,
  first_line_id integer not null references lines (id),
  first_at integer not null,
  unique (kind, value, line_id)
) strict;
create index identities_by_contact on identities (contact_id);

create table contact_names (
  id integer primary key,
  identity_id integer not null references identities (id),
  kind text not null,
  -- Null takes the name back.
  name text,
  line_id integer references lines (id),
  at integer not null
) strict;
create index contact_names_by_identity on contact_names (identity_id, kind, id);

create table identity_evidence (
  id integer primary key,
  a_id integer not null references identities (id),
  b_id integer not null references identities (id),
  basis text not null,
  line_id integer references lines (id),
  reference text,
  note text not null,
  raw blob,
  at integer not null
) strict;
create unique index identity_evidence_once on identity_evidence (a_id, b_id, basis, line_id) where basis <> 'person';
create index identity_evidence_by_pair on identity_evidence (a_id, b_id);

create table contact_merges (
  id integer primary key,
  a_id integer not null references identities (id),
  b_id integer not null references identities (id),
  evidence_id integer not null references identity_evidence (id),
  at integer not null
) strict;
create index contact_merges_by_a on contact_merges (a_id, b_id);
create index contact_merges_by_b on contact_merges (b_id);

create table contact_splits (
  merge_id integer primary key references contact_merges (id),
  reason text not null,
  at integer not null
) strict;

create table contact_questions (
  id integer primary key,
  a_id integer not null references identities (id),
  b_id integer not null references identities (id),
  evidence_id integer not null references identity_evidence (id),
  at integer not null,
  unique (a_id, b_id)
) strict;

create table contact_answers (
  question_id integer primary key references contact_questions (id),
  answer text not null,
  at integer not null
) strict;

${[
  'contact_names',
  'identity_evidence',
  'contact_merges',
  'contact_splits',
  'contact_questions',
  'contact_answers',
]
  .map(appendOnly)
  .join('')}

create table threads (
  id integer primary key,
  line_id integer not null references lines (id),
  messages integer not null,
  seen integer not null,
  last_id integer not null
) strict;

alter table conversations add column identity_id integer references identities (id);
alter table conversations add column thread_id integer references threads (id);
alter table senders add column identity_id integer references identities (id);

create temp table heard as select distinct sender_id from messages where direction = 'incoming';
create temp table known as
  select kind, value, line_id, written, first_line_id, name, first_at, min(place) from (
    select ${kind} as kind, ${value} as value, ${scope} as line_id, ${written} as written, line_id as first_line_id,
      title as name, last_id / 1024 as first_at, 1 as place
    from conversations where kind = 'direct'
    union all
    select ${kind}, ${value}, ${scope}, ${written}, line_id, name, 0, 2 from senders where ${isHeard}
  ) group by kind, value, line_id;
insert into contacts (id, name, folded) select rowid, name, '' from known;
insert into identities (id, contact_id, kind, value, line_id, written, first_line_id, first_at)
  select rowid, rowid, kind, value, line_id, written, first_line_id, first_at from known;
insert into contact_names (identity_id, kind, name, line_id, at)
  select rowid, iif(kind = 'name', 'phone-book', 'pushed'), name, first_line_id, first_at from known
  where name not in (written, '+' || written) and name not glob '*@lid';
drop table known;

update conversations set identity_id = ${identityId} where kind = 'direct';
update senders set identity_id = ${identityId} where ${isHeard};
drop table heard;
insert into threads (id, line_id, messages, seen, last_id)
  select min(id), line_id, sum(messages), sum(seen), max(last_id)
  from conversations group by line_id, ifnull(identity_id, -id);
update conversations set thread_id = (
  select min(c.id) from conversations c
  where c.line_id = conversations.line_id
    and (c.id = conversations.id or c.identity_id = conversations.identity_id));

drop index conversations_by_time;
drop index conversations_by_line_and_time;
create index threads_by_time on threads (last_id);
create index threads_by_line_and_time on threads (line_id, last_id);
create index conversations_by_thread on conversations (thread_id);
create index conversations_by_identity on conversations (identity_id);
create index senders_by_identity on senders (identity_id);
`;
