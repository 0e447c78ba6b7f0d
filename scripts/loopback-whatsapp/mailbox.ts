import type { BinaryNode } from '@whiskeysockets/baileys';

/** Mail for the linked device: each stanza stays until the device has said that it arrived. */
export interface Mailbox {
  /** Takes the place of one with the same id. */
  put(node: BinaryNode): void;
  /** Takes out what the device has received or refused for good; false when it was not there. */
  take(id: string): boolean;
  all(): readonly BinaryNode[];
  /** Orders what waits anew. */
  shuffle(random: () => number): void;
}

export function createMailbox(): Mailbox {
  const waiting = new Map<string, BinaryNode>();
  return {
    put(node) {
      waiting.set(node.attrs['id'] ?? '', node);
    },
    take: (id) => waiting.delete(id),
    all: () => [...waiting.values()],
    shuffle(random) {
      const shuffled = [...waiting]
        .map((entry) => ({ entry, place: random() }))
        .sort((a, b) => a.place - b.place);
      waiting.clear();
      for (const { entry } of shuffled) waiting.set(...entry);
    },
  };
}
