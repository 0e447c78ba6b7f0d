import type { ConversationSummary } from '#shared/contract/inbox.ts';

/** A list whose order stands still while somebody reads in the middle of it. */
export interface HeldList {
  readonly items: readonly ConversationSummary[];
  /** Conversations that have something new and would stand above what was there. */
  readonly waiting: number;
}

/**
 * Keeps the order in which conversations were shown, with their fresh content; what is new waits. Conversations of
 * further pages follow, those that are gone are left out.
 */
export function holdOrder(shown: readonly number[], fresh: readonly ConversationSummary[]): HeldList {
  const byId = new Map(fresh.map((conversation) => [conversation.id, conversation]));
  const held = shown.flatMap((id) => byId.get(id) ?? []);
  const places = new Map(shown.map((id, place) => [id, place]));
  const further: ConversationSummary[] = [];
  let furthest = -1;
  let waiting = 0;
  // From the end: whatever stands before a conversation that used to precede it has moved up.
  for (const conversation of [...fresh].reverse()) {
    const place = places.get(conversation.id);
    if (place === undefined) {
      if (furthest === -1) further.unshift(conversation);
      else waiting += 1;
    } else if (furthest !== -1 && place > furthest) waiting += 1;
    else furthest = place;
  }
  return { items: [...held, ...further], waiting };
}
