import type { CloudAccount } from '#host/archive/cloud-accounts.ts';
import { getLine } from '#host/archive/lines.ts';
import { nextWaiting, noteUptake } from '#host/archive/webhooks.ts';
import { readWebhook } from '#host/connectors/whatsapp-cloud/reading.ts';
import { signerOf } from '#host/connectors/whatsapp-cloud/signature.ts';
import { commitParts, type CommitOptions, type LineDelivery } from './cloud-commit.ts';

/**
 * Takes in the oldest webhook that came for a line's number before a line had it, if whoever holds the line's app
 * secret signed it; in one transaction, and once. Returns what the line got, or null when nothing waits. Throws when
 * nothing could be stored.
 */
export function takeInNext(account: CloudAccount, options: CommitOptions): LineDelivery | null {
  const { writer, capture, now } = options;
  const { phone_number_id: phoneNumberId, line_id: lineId } = account;
  const waiting = nextWaiting(writer, phoneNumberId, signerOf(account.app_secret));
  if (waiting === undefined) return null;
  return capture.together(() => {
    const parts = readWebhook(waiting.body).parts.filter((part) => part.phoneNumberId === phoneNumberId);
    const arrived = { receivedAt: waiting.received_at, provenAt: null };
    const { delivery, unreadable } = commitParts(getLine(writer, lineId), parts, arrived, options);
    noteUptake(writer, waiting.id, { phoneNumberId, lineId }, unreadable.length, now());
    return delivery;
  });
}
