import { readContent, type CloudMedia } from './content.ts';
import { parseJson } from './json.ts';
import { wireMessage } from './wire.ts';

/** The file of a captured message, by the JSON that it is kept as; null when that names none. */
export function mediaOfEvidence(raw: Uint8Array): CloudMedia | null {
  const message = wireMessage.safeParse(parseJson(raw));
  return message.success ? readContent(message.data).media : null;
}
