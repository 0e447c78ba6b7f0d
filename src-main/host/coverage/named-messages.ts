import type { Reader } from '#host/archive/database.ts';
import { messageAt } from '#host/archive/settled-place.ts';
import type { AttachmentKey } from '#host/connectors/connector.ts';

/** Messages that another device of the line has received, as its receipts name them. */
export interface NamedMessages {
  note(messages: readonly AttachmentKey[], now: number): void;
  /** How many of them should have come here by now and did not. */
  missing(reader: Reader, lineId: number, now: number): number;
  /** They have been asked for: what does not come then is older than the link, or lost. */
  forget(): void;
}

/** A message that comes at the same time as it is read elsewhere is here by then. */
const patienceMs = 90_000;
/** Beyond this the oldest are not looked for any more. */
const mostNamed = 200;

export function createNamedMessages(): NamedMessages {
  let named: { message: AttachmentKey; at: number }[] = [];
  return {
    note(messages, now) {
      named = [...named, ...messages.map((message) => ({ message, at: now }))].slice(-mostNamed);
    },
    missing(reader, lineId, now) {
      named = named.filter(({ message }) => messageAt(reader, lineId, message) === undefined);
      return named.filter(({ at }) => now - at >= patienceMs).length;
    },
    forget() {
      named = [];
    },
  };
}
