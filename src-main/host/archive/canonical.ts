import { hash } from 'node:crypto';
import type { CapturedEvent, CapturedMessage } from '#shared/model/capture.ts';
import type { MessageDetails } from '#shared/model/details.ts';
import { digestOf } from './ledger.ts';

/** The bytes as they came are in the digest by their own SHA-256. */
function rawDigest(raw: Uint8Array | null): string | null {
  return raw === null ? null : hash('sha256', raw);
}

/** A message's details as they are stored and digested; null where there are none. */
export function detailsText(details: MessageDetails | undefined): string | null {
  return details === undefined || Object.keys(details).length === 0 ? null : JSON.stringify(details);
}

/** Digest of a message as it was captured. Details are its last field where there are any. */
export function messageDigest(lineId: number, message: CapturedMessage): string {
  const { conversation, sender, attachment } = message;
  const details = detailsText(message.details);
  return digestOf([
    'message',
    lineId,
    conversation.key,
    message.key,
    sender?.key ?? null,
    message.direction,
    message.kind,
    message.sentAt,
    message.text,
    message.deleted,
    message.edited,
    message.suspicious,
    attachment?.name ?? null,
    attachment?.mime ?? null,
    attachment?.size ?? null,
    attachment?.sha256 ?? null,
    attachment?.missing ?? null,
    rawDigest(message.raw),
    ...(details === null ? [] : [details]),
  ]);
}

/** Digest of an event on a message. */
export function eventDigest(lineId: number, event: CapturedEvent): string {
  return digestOf([
    'event',
    lineId,
    event.conversation.key,
    event.messageKey,
    event.key,
    event.event,
    event.sender?.key ?? null,
    event.at,
    event.text,
    rawDigest(event.raw),
  ]);
}
