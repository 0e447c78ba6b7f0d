import { describe, expect, it } from 'vitest';
import type { ConversationSummary } from '#shared/contract/inbox.ts';
import { holdOrder } from './heldOrder.ts';

function conversations(...ids: readonly number[]): readonly ConversationSummary[] {
  return ids.map((id) => ({
    id,
    title: `Conversation ${id}`,
    kind: 'direct',
    line: { id: 1, name: 'Sales' },
    messages: 1,
    unseen: 0,
    flagged: null,
    last: null,
  }));
}
const hold = (shown: readonly number[], ...fresh: readonly number[]) => {
  const { items, waiting } = holdOrder(shown, conversations(...fresh));
  return { ids: items.map(({ id }) => id), waiting };
};

describe('a conversation list that is being read', () => {
  it('stands still when nothing changed', () => {
    expect(hold([1, 2, 3], 1, 2, 3)).toEqual({ ids: [1, 2, 3], waiting: 0 });
  });

  it('keeps a conversation in its place when it moves to the top, and counts it', () => {
    expect(hold([1, 2, 3, 4], 3, 1, 2, 4)).toEqual({ ids: [1, 2, 3, 4], waiting: 1 });
  });

  it('counts conversations that are entirely new without showing them yet', () => {
    expect(hold([1, 2], 9, 8, 1, 2)).toEqual({ ids: [1, 2], waiting: 2 });
  });

  it('goes on with the next page', () => {
    expect(hold([1, 2], 1, 2, 3, 4)).toEqual({ ids: [1, 2, 3, 4], waiting: 0 });
  });

  it('leaves out what is gone', () => {
    expect(hold([1, 2, 3], 1, 3)).toEqual({ ids: [1, 3], waiting: 0 });
  });
});
