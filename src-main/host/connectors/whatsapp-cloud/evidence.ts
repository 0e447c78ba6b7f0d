import { readContent, type CloudMedia } from './content.ts';
import { parseJson } from './json.ts';
import { wireMessage, wireStatus } from './wire.ts';

/** The file of a captured message, by the JSON that it is kept as; null when that names none. */
export function mediaOfEvidence(raw: Uint8Array): CloudMedia | null {
  const message = wireMessage.safeParse(parseJson(raw));
  return message.success ? readContent(message.data).media : null;
}

/** Why a message was not sent, in the platform's words, by the JSON of its status; null when that does not say. */
export function failureOfEvidence(raw: Uint8Array): string | null {
  const status = wireStatus.safeParse(parseJson(raw));
  const [error] = (status.success && status.data.errors) || [];
  if (error === undefined) return null;
  const { code, title, message, error_data: data } = error;
  const name = [title ?? message, code == null ? null : `(${code})`].filter(Boolean).join(' ');
  return [name, data?.details].filter(Boolean).join(': ') || null;
}
