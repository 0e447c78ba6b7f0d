const appendOnly = (table: string) => /* sql */ `
create trigger ${table}_never_change before update on ${table}
begin select raise(abort, 'what customers were told is never changed'); end;
create trigger ${table}_never_go before delete on ${table}
begin select raise(abort, 'what customers were told is never removed'); end;`;

/**
 * What customers are told about the supervision. `customer_notices`: each wording that a line had;
 * `conversation_notices`: the messages that contain one; `notice_scans`: how far the archive has been looked through
 * for a wording that was saved later than the messages.
 */
export const customerNotices = /* sql */ `
create table customer_notices (
  id integer primary key,
  line_id integer not null references lines (id),
  language text not null,
  words text not null,
  saved_at integer not null
) strict;
create index customer_notices_by_line on customer_notices (line_id, language, id);

create table conversation_notices (
  conversation_id integer not null references conversations (id),
  message_id integer not null references messages (id),
  at integer not null,
  primary key (conversation_id, message_id)
) strict, without rowid;

create table notice_scans (
  line_id integer primary key references lines (id),
  conversation_id integer not null,
  message_id integer not null
) strict;
${['customer_notices', 'conversation_notices'].map(appendOnly).join('')}
`;
