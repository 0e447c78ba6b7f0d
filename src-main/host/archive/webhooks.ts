import { hash } from 'node:crypto';
import type { Reader, Writer } from './database.ts';
import { appendToLedger, digestOf } from './ledger.ts';

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
 * Keeps a webhook's body as it came, with what of it became no record; only inside the transaction of what did. The
 * same body again adds nothing and has the same id.
 */
export function storeWebhook(
  writer: Writer,
  body: Uint8Array,
  remainders: readonly Remainder[],
  receivedAt: number,
): { id: number; added: boolean } {
  const digest = hash('sha256', body);
  const known = writer.sql<{ id: number }>('select id from webhooks where digest = unhex(?)').get(digest);
  if (known !== undefined) return { id: known.id, added: false };
  const { lastInsertRowid } = writer
    .sql('insert into webhooks (received_at, digest, body) values (?, unhex(?), ?)')
    .run(receivedAt, digest, body);
  const id = Number(lastInsertRowid);
  const insert = writer.sql('insert into webhook_remainders values (?, ?, ?, ?)');
  for (const [number, { reason, phoneNumberId }] of remainders.entries()) {
    insert.run(id, number, reason, phoneNumberId);
  }
  appendToLedger(writer, [
    { at: receivedAt, kind: 'webhook', subject: id, digest: digestOf(['webhook', digest]) },
  ]);
  return { id, added: true };
}

/** Keeps what the platform said; the same again adds nothing. Returns how many were new. */
export function addPlatformEvents(
  writer: Writer,
  webhookId: number,
  events: readonly PlatformEvent[],
  now: number,
): number {
  let added = 0;
  for (const { wabaId, phoneNumberId, field, at, value } of events) {
    const digest = digestOf(['platform', wabaId, phoneNumberId, field, value]);
    const { changes, lastInsertRowid } = writer
      .sql(
        `insert into platform_events (webhook_id, waba_id, phone_number_id, field, at, digest, value)
        values (?, ?, ?, ?, ?, unhex(?), ?) on conflict (digest) do nothing`,
      )
      .run(webhookId, wabaId, phoneNumberId, field, at, digest, value);
    if (changes === 0) continue;
    added += 1;
    appendToLedger(writer, [{ at: now, kind: 'platform', subject: Number(lastInsertRowid), digest }]);
  }
  return added;
}

/** How much of what came did not become a record, by reason and number. */
export function countRemainders(
  reader: Reader,
): { reason: RemainderReason; phone_number_id: string | null; count: number }[] {
  return reader
    .sql<{ reason: RemainderReason; phone_number_id: string | null; count: number }>(
      `select reason, phone_number_id, count(*) as count from webhook_remainders
      group by reason, phone_number_id order by reason, phone_number_id`,
    )
    .all();
}
