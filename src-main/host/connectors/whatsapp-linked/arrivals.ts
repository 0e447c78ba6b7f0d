import type { BinaryNode } from '@whiskeysockets/baileys';
import type { Captured } from './records.ts';

/**
 * Numbers the stanzas of each second as they arrive. Baileys reads some of them later than those that came after, and
 * the server's time tells only seconds: without the number, two messages could change places.
 */
export interface Arrivals {
  note(node: BinaryNode): void;
  /** The messages that a stanza brought, with its number. */
  numbered(node: BinaryNode, captured: Captured): Captured;
}

/** Seconds whose count is kept; what arrives is of the present, or an offline replay in order. */
const remembered = 256;

export function createArrivals(): Arrivals {
  const counts = new Map<string, number>();
  const numbers = new WeakMap<BinaryNode, number>();
  return {
    note(node) {
      const second = node.attrs['t'] ?? '';
      const number = (counts.get(second) ?? 0) + 1;
      counts.delete(second);
      counts.set(second, number);
      numbers.set(node, number);
      const oldest = counts.size > remembered ? counts.keys().next().value : undefined;
      if (oldest !== undefined) counts.delete(oldest);
    },
    numbered(node, captured) {
      const arrival = numbers.get(node);
      const at = Number(node.attrs['t']) * 1000;
      if (arrival === undefined) return captured;
      const records = captured.records.map((record) =>
        record.type === 'message' && record.sentAt === at ? { ...record, arrival } : record,
      );
      return { ...captured, records };
    },
  };
}
