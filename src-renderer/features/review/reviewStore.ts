import { countsAsUnsaved } from '../../ui/frame/unsaved.ts';
import { createSessionStore } from '../../ui/sessionStore.ts';
import type { QueueFilter } from './useQueue.ts';

interface ReviewState {
  /** Which part of the queue is shown; the policy is part of the place. */
  readonly choice: Omit<QueueFilter, 'policyId'>;
  /** Notes that are being written, by message. */
  readonly notes: ReadonlyMap<number, string>;
}

/** How the queue was left: coming back finds it so. */
export const useReviewStore = createSessionStore<ReviewState>({
  choice: { status: 'open', order: 'newest', lineId: null },
  notes: new Map(),
});

countsAsUnsaved(() => useReviewStore.getState().notes.size);

/** Keeps a note until its message is decided on; an empty one is forgotten. */
export function keepNote(messageId: number, note: string): void {
  useReviewStore.setState((state) => {
    const notes = new Map(state.notes);
    if (note === '') notes.delete(messageId);
    else notes.set(messageId, note);
    return { notes };
  });
}
