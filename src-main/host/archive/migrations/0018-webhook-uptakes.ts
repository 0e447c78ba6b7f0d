/**
 * What of a number that no line had was taken in once there was one, once: rows with an id for the ledger to be about,
 * and how much of it could not be read. Nothing was written to the table before.
 */
export const webhookUptakes = /* sql */ `
drop table webhook_uptakes;
create table webhook_uptakes (
  id integer primary key,
  webhook_id integer not null references webhooks (id),
  phone_number_id text not null,
  line_id integer not null references lines (id),
  unreadable integer not null,
  at integer not null,
  unique (webhook_id, phone_number_id)
) strict;
create trigger webhook_uptakes_never_change before update on webhook_uptakes
begin select raise(abort, 'what was taken in stays so'); end;
create trigger webhook_uptakes_never_go before delete on webhook_uptakes
begin select raise(abort, 'what was taken in stays so'); end;
`;
