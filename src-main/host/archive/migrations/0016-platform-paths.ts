/**
 * When a request of our own last came back through a platform line's public address. Who signed each webhook that is
 * kept: fingerprints of app secrets, as a JSON array; null where it is not known. What of a number that no line had was
 * taken in once there was one is noted, once.
 */
export const platformPaths = /* sql */ `
alter table cloud_accounts add column path_passed_at integer;
alter table webhooks add column signers text;

create table webhook_uptakes (
  webhook_id integer not null references webhooks (id),
  phone_number_id text not null,
  line_id integer not null references lines (id),
  at integer not null,
  primary key (webhook_id, phone_number_id)
) strict, without rowid;
create trigger webhook_uptakes_never_change before update on webhook_uptakes
begin select raise(abort, 'what was taken in stays so'); end;
create trigger webhook_uptakes_never_go before delete on webhook_uptakes
begin select raise(abort, 'what was taken in stays so'); end;
`;
