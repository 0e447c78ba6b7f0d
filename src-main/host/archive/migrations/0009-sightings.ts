const appendOnly = (table: string) => /* sql */ `
create trigger ${table}_never_change before update on ${table}
begin select raise(abort, 'what was seen again is never changed'); end;
create trigger ${table}_never_go before delete on ${table}
begin select raise(abort, 'what was seen again is never removed'); end;`;

/**
 * The same message from several sources. \`sightings\`: a chat export holds a message that the archive had already;
 * \`superseded\`: a message of a chat export came from the line itself later, and that one is shown in its place.
 * \`exported_spans\` tells where to look: from the first to the last message of chat exports in a conversation.
 */
export const sightings = /* sql */ `
create table sightings (
  conversation_id integer not null references conversations (id),
  key text not null,
  message_id integer not null references messages (id),
  primary key (conversation_id, key)
) strict, without rowid;

create table superseded (
  message_id integer primary key references messages (id),
  by_id integer not null references messages (id)
) strict;
create index superseded_by on superseded (by_id);

create table exported_spans (
  conversation_id integer primary key references conversations (id),
  first_id integer not null,
  last_id integer not null
) strict;
insert into exported_spans select conversation_id, min(id), max(id) from messages where live = 0 group by conversation_id;
${['sightings', 'superseded'].map(appendOnly).join('')}
`;
