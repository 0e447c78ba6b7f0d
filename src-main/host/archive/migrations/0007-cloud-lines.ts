/**
 * Lines on WhatsApp's Business Platform: how each is reached, every webhook body as it came, what of it did not become
 * a record, and what the platform says about accounts and templates. What came is append-only by trigger.
 */
export const cloudLines = /* sql */ `
create table cloud_accounts (
  line_id integer primary key references lines (id),
  phone_number_id text not null unique,
  waba_id text not null,
  port integer not null,
  public_url text,
  graph_url text,
  app_secret text not null,
  app_secret_at integer not null,
  access_token text not null,
  access_token_at integer not null,
  verify_token text not null,
  last_webhook_at integer
) strict;

create table webhooks (
  id integer primary key,
  received_at integer not null,
  digest blob not null unique,
  body blob not null
) strict;

create table webhook_remainders (
  webhook_id integer not null references webhooks (id),
  number integer not null,
  reason text not null,
  phone_number_id text,
  primary key (webhook_id, number)
) strict, without rowid;
create index webhook_remainders_by_reason on webhook_remainders (reason, phone_number_id);

create table platform_events (
  id integer primary key,
  webhook_id integer not null references webhooks (id),
  waba_id text not null,
  phone_number_id text,
  field text not null,
  at integer not null,
  digest blob not null unique,
  value text not null
) strict;
create index platform_events_by_account on platform_events (waba_id, field, at);

create trigger webhooks_never_change before update on webhooks
begin select raise(abort, 'a webhook body is never changed'); end;
create trigger webhooks_never_go before delete on webhooks
begin select raise(abort, 'a webhook body is never removed'); end;
create trigger platform_events_never_change before update on platform_events
begin select raise(abort, 'what the platform said is never changed'); end;
create trigger platform_events_never_go before delete on platform_events
begin select raise(abort, 'what the platform said is never removed'); end;
`;
