/**
 * Who belonged to a group when: each row is what somebody became at a time, and how that was told (see
 * `CapturedMembers`). Append-only like all that was captured.
 */
export const groupMembers = /* sql */ `
create table group_members (
  id integer primary key,
  conversation_id integer not null references conversations (id),
  sender_id integer not null references senders (id),
  at integer not null,
  state text not null,
  told text not null,
  unique (conversation_id, sender_id, at, state)
) strict;

create trigger group_members_never_change before update on group_members
begin select raise(abort, 'who belonged to a group is never changed'); end;
create trigger group_members_never_go before delete on group_members
begin select raise(abort, 'who belonged to a group is never removed'); end;
`;
