import type { ConnectorState, ConnectorStateChange } from '../connector.ts';

/**
 * Remembers messages that are stored as pending, because they could not be read. A group's key that has moved past
 * such a message has not read it: it must be asked for again, and not be taken for one that is there.
 */
export interface Waiting {
  has(stanza: string): boolean;
  /** What to commit together with the pending message. */
  add(stanza: string): readonly ConnectorStateChange[];
  /** What to commit together with what the message turned out to say. */
  remove(stanza: string): readonly ConnectorStateChange[];
}

const category = 'waiting-stanza';

/** Reads once what waits; there is little of it, and it goes with the device. */
export function createWaiting(state: ConnectorState): Waiting {
  const known = new Set(state.readAll(category).keys());
  return {
    has: (stanza) => known.has(stanza),
    add(stanza) {
      if (known.has(stanza)) return [];
      known.add(stanza);
      return [{ category, id: stanza, value: Buffer.alloc(0) }];
    },
    remove: (stanza) => (known.delete(stanza) ? [{ category, id: stanza, value: null }] : []),
  };
}
