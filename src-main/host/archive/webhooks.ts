import { hash } from 'node:crypto';
import type { Reader, Writer } from './database.ts';
import { appendToLedger } from './ledger.ts';

/** Why something of a webhook did not become a record; the body is kept all the same. */
export type RemainderReason = 'unreadable' | 'unrouted';

/** Something of a webhook that did not become a record. */
export interface Remainder {
  readonly reason: RemainderReason;
  /** Whose it would have been, when it says so. */
  readonly phoneNumberId: string | null;
}

/** What the platform says about an account, a number or a template, as opposed to what people write. */
export interface PlatformEvent {
  readonly wabaId: string;
  readonly phoneNumberId: string | null;
  /** The webhook field that it came in, such as `message_template_status_update`. */
  readonly field: string;
  /** UTC milliseconds. */
  readonly at: number;
  /** Its JSON. */
  readonly value: string;
}

/**
 * Keeps a webhook's body as it came, with what of it became no record and who signed it (fingerprints of app secrets);
 * only inside the transaction of what did. The same body again adds nothing and has the same id.
 */
export function storeWebhook(
  writer: Writer,
  body: Uint8Array,
  remainders: readonly Remainder[],
  signers: readonly string[],
  receivedAt: number,
): { id: number; added: boolean } {
  const digest = hash('sha256', body);
  const known = writer.sql<{ id: number }>('select id from webhooks where digest = unhex(?)').get(digest);
  if (known !== undefined) return { id: known.id, added: false };
  const { lastInsertRowid } = writer
    .sql('insert into webhooks (received_at, digest, body, signers) values (?, unhex(?), ?, ?)')
    .run(receivedAt, digest, body, JSON.stringify(signers));
  const id = Number(lastInsertRowid);
  const insert = writer.sql('insert into webhook_remainders values (?, ?, ?, ?)');
  for (const [number, { reason, phoneNumberId }] of remainders.entries()) {
    insert.run(id, number, reason, phoneNumberId);
  }
  appendToLedger(writer, [{ at: receivedAt, kind: 'webhook', subject: id }]);
  return { id, added: true };
}

/** A body that came for a number before a line had that number. */
export interface WaitingWebhook {
  readonly id: number;
  readonly received_at: number;
  readonly body: Uint8Array;
}

/** The oldest body with updates for a number that no line took in, and that this signer signed. */
export function nextWaiting(
  reader: Reader,
  phoneNumberId: string,
  signer: string,
): WaitingWebhook | undefined {
  return reader
    .sql<WaitingWebhook>(
      `select w.id, w.received_at, w.body from webhooks w where w.id in (
        select r.webhook_id from webhook_remainders r
        where r.reason = 'unrouted' and r.phone_number_id = ? and ${isWaiting})
      and exists (select 1 from json_each(w.signers) where value = ?) order by w.id limit 1`,
    )
    .get(phoneNumberId, signer);
}

/**
 * Notes that a line has taken in what a body has for its number, and how much of it could not be read; only inside the
 * transaction of what was.
 */
export function noteUptake(
  writer: Writer,
  webhookId: number,
  { phoneNumberId, lineId }: { readonly phoneNumberId: string; readonly lineId: number },
  unreadable: number,
  now: number,
): void {
  const fields = [webhookId, phoneNumberId, lineId, unreadable, now] as const;
  const { lastInsertRowid } = writer
    .sql(
      'insert into webhook_uptakes (webhook_id, phone_number_id, line_id, unreadable, at) values (?, ?, ?, ?, ?)',
    )
    .run(...fields);
  const id = Number(lastInsertRowid);
  appendToLedger(writer, [{ at: now, kind: 'webhook-uptake', subject: id }]);
}

/** How many updates a line took in that had come before it had its number, and when the last of them. */
export function countUptakes(reader: Reader, lineId: number): { count: number; at: number } | null {
  const row = reader
    .sql<{ count: number; at: number | null }>(
      `select count(*) as count, max(u.at) as at from webhook_uptakes u
      join webhook_remainders r on r.webhook_id = u.webhook_id and r.phone_number_id = u.phone_number_id
      where u.line_id = ? and r.reason = 'unrouted'`,
    )
    .get(lineId);
  return row?.at == null ? null : { count: row.count, at: row.at };
}

/** Whether no line has taken in a remainder `r`. */
const isWaiting = `not exists (select 1 from webhook_uptakes u
  where u.webhook_id = r.webhook_id and u.phone_number_id = r.phone_number_id)`;

/** Keeps what the platform said; the same again adds nothing. Returns how many were new. */
export function addPlatformEvents(
  writer: Writer,
  webhookId: number,
  events: readonly PlatformEvent[],
  now: number,
): number {
  let added = 0;
  for (const { wabaId, phoneNumberId, field, at, value } of events) {
    const digest = hash('sha256', JSON.stringify(['platform', wabaId, phoneNumberId, field, value]));
    const { changes, lastInsertRowid } = writer
      .sql(
        `insert into platform_events (webhook_id, waba_id, phone_number_id, field, at, digest, value)
        values (?, ?, ?, ?, ?, unhex(?), ?) on conflict (digest) do nothing`,
      )
      .run(webhookId, wabaId, phoneNumberId, field, at, digest, value);
    if (changes === 0) continue;
    added += 1;
    appendToLedger(writer, [{ at: now, kind: 'platform', subject: Number(lastInsertRowid) }]);
  }
  return added;
}

/** How much of what came has not become a record, by reason and number. */
export function countRemainders(
  reader: Reader,
): { reason: RemainderReason; phone_number_id: string | null; count: number }[] {
  return reader
    .sql<{ reason: RemainderReason; phone_number_id: string | null; count: number }>(
      `select r.reason, r.phone_number_id, count(*) as count from webhook_remainders r
      where r.reason <> 'unrouted' or ${isWaiting}
      group by 1, 2
      union all
      select 'unreadable', u.phone_number_id, sum(u.unreadable) from webhook_uptakes u
      group by 2 having sum(u.unreadable) > 0
      order by 1, 2`,
    )
    .all();
}
