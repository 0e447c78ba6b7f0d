/** What the search index gathers in memory before it writes; a commit should not write more than once. */
const searchBufferBytes = 64 * 1024 * 1024;
/** How many parts of the search index are merged at once: more make writing cheaper and reading dearer. */
const searchMergedParts = 8;
/**
 * With this many parts of one size all are merged at once, in the middle of a commit that then takes seconds. The merging
 * a little at a time keeps them far below.
 */
const mostSearchParts = 1000;

/**
 * The archive's first shape. Conventions: times are UTC milliseconds; a message's id is its place in time (see
 * src-shared/model/message.ts), so a table in id order is in time order; what was captured is append-only by trigger.
 */
export const foundation = /* sql */ `
create table settings (
  name text primary key,
  value text not null
) strict, without rowid;

create table lines (
  id integer primary key,
  name text not null unique collate nocase,
  employee text not null,
  team text,
  notice_on text,
  phone text,
  connector text not null default 'chat-export',
  server_url text,
  capture integer not null default 1,
  created_at integer not null
) strict;

create table connector_state (
  line_id integer not null references lines (id),
  category text not null,
  id text not null,
  value blob not null,
  primary key (line_id, category, id)
) strict, without rowid;

create table conversations (
  id integer primary key,
  line_id integer not null references lines (id),
  key text not null,
  kind text not null,
  title text not null,
  messages integer not null default 0,
  seen integer not null default 0,
  last_id integer not null default 0,
  unique (line_id, key)
) strict;
create index conversations_by_time on conversations (last_id);
create index conversations_by_line_and_time on conversations (line_id, last_id);
create index conversations_by_title on conversations (title collate nocase);

create table senders (
  id integer primary key,
  line_id integer not null references lines (id),
  key text not null,
  name text not null,
  unique (line_id, key)
) strict;
create index senders_by_name on senders (name collate nocase);

create table participants (
  conversation_id integer not null references conversations (id),
  sender_id integer not null references senders (id),
  messages integer not null,
  primary key (conversation_id, sender_id)
) strict, without rowid;

create table messages (
  id integer not null unique,
  conversation_id integer not null references conversations (id),
  key text not null,
  sender_id integer references senders (id),
  direction text,
  kind text not null,
  sent_at integer not null,
  captured_at integer not null,
  text text not null,
  deleted integer not null,
  edited integer not null,
  suspicious integer not null,
  live integer not null,
  primary key (conversation_id, id)
) strict, without rowid;
create unique index messages_by_key on messages (conversation_id, key);

create table evidence (
  message_id integer primary key references messages (id),
  raw blob not null
) strict;

create table attachments (
  message_id integer primary key references messages (id),
  name text,
  mime text,
  size integer,
  sha256 text,
  missing text,
  seconds real
) strict;
create index attachments_by_content on attachments (sha256) where sha256 is not null;

create table events (
  id integer primary key,
  conversation_id integer not null references conversations (id),
  message_key text not null,
  key text not null,
  event text not null,
  sender_id integer references senders (id),
  at integer not null,
  text text not null,
  raw blob,
  unique (conversation_id, key)
) strict;
create index events_by_message on events (conversation_id, message_key);

create virtual table search using fts5 (
  body, facets,
  content = '', contentless_delete = 1,
  prefix = '1 2 3',
  tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co So'"
);
insert into search (search, rank) values ('hashsize', ${searchBufferBytes}), ('automerge', ${searchMergedParts}),
  ('crisismerge', ${mostSearchParts});

create table policies (
  id integer primary key,
  starter text unique,
  enabled integer not null,
  version integer not null
) strict;

create table policy_versions (
  policy_id integer not null references policies (id),
  version integer not null,
  created_at integer not null,
  definition text not null,
  primary key (policy_id, version)
) strict, without rowid;

create table flagged_messages (
  message_id integer primary key references messages (id),
  conversation_id integer not null references conversations (id),
  line_id integer not null references lines (id),
  severity integer not null,
  decision_id integer references decisions (id)
) strict;
create index flagged_open on flagged_messages (message_id) where decision_id is null;
create index flagged_open_by_severity on flagged_messages (severity, message_id) where decision_id is null;
create index flagged_by_conversation on flagged_messages (conversation_id, severity) where decision_id is null;
create index flagged_decided on flagged_messages (message_id) where decision_id is not null;
create index flagged_decided_by_severity on flagged_messages (severity, message_id) where decision_id is not null;

create table flags (
  id integer primary key,
  message_id integer not null references flagged_messages (message_id),
  event_id integer references events (id),
  policy_id integer not null,
  version integer not null,
  severity integer not null,
  hits text not null,
  created_at integer not null,
  foreign key (policy_id, version) references policy_versions (policy_id, version)
) strict;
create unique index flags_once on flags (message_id, policy_id, version, ifnull(event_id, 0));
create index flags_by_policy on flags (policy_id, message_id);

create table decisions (
  id integer primary key,
  message_id integer not null references flagged_messages (message_id),
  decision text not null,
  note text not null,
  at integer not null,
  replaces_id integer references decisions (id),
  undone_at integer
) strict;
create index decisions_by_message on decisions (message_id);

create table imports (
  id integer primary key,
  line_id integer not null references lines (id),
  started_at integer not null,
  state text not null
) strict;

create table import_files (
  id integer primary key,
  import_id integer not null references imports (id),
  name text not null,
  state text not null,
  error text,
  conversation_id integer references conversations (id),
  platform text,
  date_order text,
  messages integer not null default 0,
  system integer not null default 0,
  attachments_found integer not null default 0,
  attachments_missing integer not null default 0,
  duplicates integer not null default 0,
  unread integer not null default 0,
  flags integer not null default 0
) strict;
create index import_files_by_import on import_files (import_id);

create table unread_lines (
  file_id integer not null references import_files (id),
  number integer not null,
  text text not null,
  primary key (file_id, number)
) strict, without rowid;

create table ledger (
  seq integer primary key,
  at integer not null,
  kind text not null,
  subject integer not null,
  digest blob not null,
  hash blob not null
) strict;

create trigger messages_never_change before update on messages when old.kind <> 'pending'
begin select raise(abort, 'a captured message is never changed'); end;
create trigger messages_never_go before delete on messages
begin select raise(abort, 'a captured message is never removed'); end;
create trigger events_never_change before update on events
begin select raise(abort, 'a captured event is never changed'); end;
create trigger events_never_go before delete on events
begin select raise(abort, 'a captured event is never removed'); end;
create trigger evidence_never_changes before update on evidence
begin select raise(abort, 'evidence is never changed'); end;
create trigger evidence_never_goes before delete on evidence
begin select raise(abort, 'evidence is never removed'); end;
create trigger ledger_never_changes before update on ledger
begin select raise(abort, 'the ledger is append-only'); end;
create trigger ledger_never_shrinks before delete on ledger
begin select raise(abort, 'the ledger is append-only'); end;
create trigger policy_versions_never_change before update on policy_versions
begin select raise(abort, 'a version of a policy is never changed'); end;
`;
