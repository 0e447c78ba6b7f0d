import { listCloudAccounts, noteWebhook, type CloudAccount } from '#host/archive/cloud-accounts.ts';
import { getLine, type Line } from '#host/archive/lines.ts';
import {
  addPlatformEvents,
  storeWebhook,
  type PlatformEvent,
  type Remainder,
} from '#host/archive/webhooks.ts';
import { bodyWithout, readWebhook, type Part } from '#host/connectors/whatsapp-cloud/reading.ts';
import { signerOf } from '#host/connectors/whatsapp-cloud/signature.ts';
import { commitParts, unreadable, type CommitOptions, type LineDelivery } from './cloud-commit.ts';

export interface DeliveryOptions extends CommitOptions {
  /** Whether a line is captured now, was paused by a person, or has no notice on record. */
  readonly standing: (line: Line) => 'captured' | 'paused' | 'no-notice';
  /** Up to when a line's capture is proven, as something of it is about to be stored. */
  readonly provenAt: (lineId: number) => number | null;
}

/** What became of a webhook. */
export interface Delivery {
  /** Something of it has to come again later: its line is paused. */
  readonly later: boolean;
  readonly lines: readonly LineDelivery[];
}

interface Routed {
  readonly line: Line;
  readonly parts: Part[];
}

/**
 * Stores a webhook's body, and the records that are in it, of the lines that its signers may write to; one
 * transaction. Throws when nothing could be stored.
 */
export function deliverWebhook(
  body: Uint8Array,
  appSecrets: ReadonlySet<string>,
  options: DeliveryOptions,
): Delivery {
  const { writer, capture, now, standing } = options;
  const receivedAt = now();
  const reading = readWebhook(body);
  const byNumber = new Map<string, CloudAccount>();
  for (const account of listCloudAccounts(writer)) {
    if (appSecrets.has(account.app_secret)) byNumber.set(account.phone_number_id, account);
  }
  return capture.together(() => {
    const remainders: Remainder[] = unreadable(reading.unreadable, null);
    const notes: PlatformEvent[] = [];
    const routed = new Map<number, Routed>();
    const left = new Set<object>();
    let later = false;
    for (const part of reading.parts) {
      const { phoneNumberId } = part;
      const account = phoneNumberId === null ? undefined : byNumber.get(phoneNumberId);
      if (account !== undefined) {
        const line = getLine(writer, account.line_id);
        const stands = standing(line);
        if (stands === 'captured') {
          const known = routed.get(line.id);
          if (known === undefined) routed.set(line.id, { line, parts: [part] });
          else known.parts.push(part);
        } else {
          later ||= stands === 'paused';
          left.add(part.source);
          continue;
        }
      } else {
        for (const _update of part.updates) remainders.push({ reason: 'unrouted', phoneNumberId });
      }
      remainders.push(...unreadable(part.unreadable, phoneNumberId));
      for (const { field, at, value } of part.notes) {
        notes.push({ wabaId: part.wabaId, phoneNumberId, field, at: at ?? receivedAt, value });
      }
    }
    const lines: LineDelivery[] = [];
    const stored = new Set<object>();
    for (const { line, parts } of routed.values()) {
      const provenAt = options.provenAt(line.id);
      const made = commitParts(line, parts, { receivedAt, provenAt }, options);
      noteWebhook(writer, line.id, receivedAt);
      remainders.push(...made.unreadable);
      for (const source of made.stored) stored.add(source);
      for (const source of made.refused) if (!stored.has(source)) left.add(source);
      lines.push(made.delivery);
    }
    const isKept = left.size === 0 || stored.size > 0 || notes.length > 0 || remainders.length > 0;
    if (isKept) {
      const kept = left.size === 0 ? body : bodyWithout(reading.json, left);
      const { id } = storeWebhook(writer, kept, remainders, [...appSecrets].map(signerOf), receivedAt);
      addPlatformEvents(writer, id, notes, receivedAt);
    }
    return { later, lines };
  });
}
