/**
 * Why the file of a message is not there: left out of the export, not in the zip, still to be fetched, asked for at the
 * phone, no longer on the phone (`gone`), not uploaded or not decrypted by the phone, no longer on the server while the
 * phone did not answer (`expired`), refused by the server, at an address outside WhatsApp (`unsafe`), lost or other bytes
 * than were sent (`damaged`), larger than WhatsApp allows, or without the key to read it.
 */
export const missingReasons = [
  'left-out',
  'not-found',
  'pending',
  'waiting-for-phone',
  'gone',
  'phone-failed',
  'phone-cannot-decrypt',
  'expired',
  'refused',
  'unsafe',
  'damaged',
  'too-large',
  'no-key',
] as const;
export type MissingReason = (typeof missingReasons)[number];

/** The reasons after which a line can fetch a file again. */
export const retriedReasons = [
  'pending',
  'waiting-for-phone',
  'gone',
  'phone-failed',
  'phone-cannot-decrypt',
  'expired',
  'refused',
  'damaged',
] as const satisfies readonly MissingReason[];

/** Whether it can help to fetch a file again that is missing for this reason. */
export function canBeRetried(reason: MissingReason): boolean {
  return retriedReasons.some((each) => each === reason);
}

/** What a message says about its file, for a place to show it in before it is there. All of it is the sender's word. */
export interface MediaDetails {
  /** Of a picture or video, in its own pixels. */
  readonly width: number | null;
  readonly height: number | null;
  /** Of a document. */
  readonly pages: number | null;
  /** Loudness of a voice message over its length, each 0 to 100. */
  readonly waveform: readonly number[] | null;
  /** A small picture of it came with the message. */
  readonly hasPreview: boolean;
}
