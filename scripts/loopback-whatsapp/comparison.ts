import type { LoopbackWhatsapp } from './contract.ts';

/** A message as it was sent, and a message as it is kept. */
interface SentMessage {
  readonly id: string;
  readonly text: string;
}
interface KeptMessage {
  readonly text: string;
  readonly kind: string;
}

/** What differs between what a server sent, what it was told is received, and what the archive holds. */
export interface Differences {
  /** The server believes that we have it, and we have not: gone for ever. */
  readonly lost: readonly string[];
  /** Neither received nor kept. */
  readonly undelivered: readonly string[];
  /** Kept more than once. */
  readonly twice: readonly string[];
  /** Kept, and nobody sent it. */
  readonly foreign: readonly string[];
  /** Kept as something that could not be read. */
  readonly unread: number;
}

export const noDifference: Differences = { lost: [], undelivered: [], twice: [], foreign: [], unread: 0 };

/** Compares message by message; each has a text of its own. */
export function compare(
  sent: readonly SentMessage[],
  { receipted }: Pick<LoopbackWhatsapp, 'receipted'>,
  kept: readonly KeptMessage[],
): Differences {
  const received = new Set(receipted);
  const counts = new Map<string, number>();
  for (const { text } of kept) counts.set(text, (counts.get(text) ?? 0) + 1);
  const known = new Set(sent.map(({ text }) => text));
  const missing = sent.filter(({ text }) => !counts.has(text));
  return {
    lost: missing.filter(({ id }) => received.has(id)).map(({ text }) => text),
    undelivered: missing.filter(({ id }) => !received.has(id)).map(({ text }) => text),
    twice: [...counts].filter(([, count]) => count > 1).map(([text]) => text),
    foreign: [...counts.keys()].filter((text) => !known.has(text)),
    unread: kept.filter(({ kind }) => kind === 'pending').length,
  };
}
