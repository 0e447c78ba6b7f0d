import type { ConnectorState, ConnectorStateChange } from '../connector.ts';

/**
 * Remembers stanzas that were read and left no message behind (reactions, keys, settings). When the server sends one
 * again because its receipt was lost, it can no longer be decrypted and must not be taken for a message that is
 * still to come.
 */
export interface Replays {
  has(stanza: string): boolean;
  /** What to commit together with the stanza's own effects. */
  remember(stanza: string): ConnectorStateChange;
}

const category = 'read-stanza';
const slots = 512;

/** Keeps the last 512, each in a slot of its own that the one 512 later takes over. */
export function createReplays(state: ConnectorState): Replays {
  const entries = [...state.readAll(category).values()].map((value) => {
    const text = Buffer.from(value).toString();
    const space = text.indexOf(' ');
    return { number: Number(text.slice(0, space)), stanza: text.slice(space + 1) };
  });
  const known = new Map(
    entries.sort((a, b) => a.number - b.number).map((entry) => [entry.stanza, entry.number]),
  );
  let next = (entries.at(-1)?.number ?? 0) + 1;
  return {
    has: (stanza) => known.has(stanza),
    remember(stanza) {
      known.set(stanza, next);
      const oldest = known.size > slots ? known.keys().next().value : undefined;
      if (oldest !== undefined) known.delete(oldest);
      const change = { category, id: String(next % slots), value: Buffer.from(`${next} ${stanza}`) };
      next += 1;
      return change;
    },
  };
}
