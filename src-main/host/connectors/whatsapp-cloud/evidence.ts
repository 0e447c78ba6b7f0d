import { readContent, type CloudMedia } from './content.ts';
import type { MessagePrice } from '#shared/model/details.ts';
import { parseJson } from './json.ts';
import { wireMessage, wireStatus, type WireStatus } from './wire.ts';

/** The file of a captured message, by the JSON that it is kept as; null when that names none. */
export function mediaOfEvidence(raw: Uint8Array): CloudMedia | null {
  const message = wireMessage.safeParse(parseJson(raw));
  return message.success ? readContent(message.data).media : null;
}

/** What the platform says of a message that the line sent. */
export interface StatusNews {
  /** Why it was not sent, in the platform's words; null when that is not said. */
  readonly failure: string | null;
  /** What it counts as; null when that is not said. */
  readonly price: MessagePrice | null;
}

/** Reads the JSON of a status; null for anything else. */
export function statusOfEvidence(raw: Uint8Array): StatusNews | null {
  const { success, data } = wireStatus.safeParse(parseJson(raw));
  if (!success) return null;
  const { category, type } = data.pricing ?? {};
  return { failure: failureOf(data), price: category ? { category, type: type ?? null } : null };
}

function failureOf({ errors }: WireStatus): string | null {
  const [error] = errors ?? [];
  if (error === undefined) return null;
  const { code, title, message, error_data: data } = error;
  const name = [title ?? message, code == null ? null : `(${code})`].filter(Boolean).join(' ');
  return [name, data?.details].filter(Boolean).join(': ') || null;
}
