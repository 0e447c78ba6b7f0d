import type { Archive } from '#host/archive/archive.ts';
import { currentContact, identitiesOf } from '#host/archive/contacts/identities.ts';
import { mergeByHand, split } from '#host/archive/contacts/merges.ts';
import { addName, refreshName } from '#host/archive/contacts/names.ts';
import { answerQuestion } from '#host/archive/contacts/questions.ts';
import { membersOf, threadsOf } from '#host/archive/contacts/threads.ts';
import type { EventCollector } from '#host/events.ts';

/** What people at the window say about who is who. Each call is one transaction, and tells the windows. */
export interface ContactDesk {
  /** Error: `not-found`. */
  rename(contactId: number, name: string | null): void;
  /** Errors: `not-found`, `conflict` when they are one contact already. */
  merge(contactId: number, otherId: number, reason: string): number;
  /** Errors: `not-found`, `conflict` when it was taken back before. */
  undo(mergeId: number, reason: string): void;
  /** Errors: `not-found`, `conflict` when it was answered before. */
  answer(questionId: number, answer: 'same' | 'different'): void;
}

export interface ContactDeskOptions {
  readonly archive: Archive;
  readonly events: EventCollector;
  readonly now: () => number;
}

/** Opens the desk over an archive. */
export function createContactDesk({ archive, events, now }: ContactDeskOptions): ContactDesk {
  const { writer } = archive;

  /** Whatever ids a window has a conversation open under, it hears of it. */
  function tell(threads: readonly number[]): void {
    const conversationIds = threads.flatMap((thread) => membersOf(writer, thread));
    if (conversationIds.length > 0) events.emit({ type: 'inbox.changed', conversationIds });
    events.emit({ type: 'contacts.changed' });
  }

  return {
    rename(contactId, name) {
      const threads = writer.transaction(() => {
        const current = currentContact(writer, contactId);
        const [first] = identitiesOf(writer, current);
        if (first !== undefined)
          addName(writer, { identityId: first.id, kind: 'own', name, lineId: null }, now());
        refreshName(writer, current, now());
        return threadsOf(writer, current);
      });
      tell(threads);
    },
    merge(contactId, otherId, reason) {
      const { mergeId, threads } = writer.transaction(() =>
        mergeByHand(writer, { contactId, otherId, reason }, now()),
      );
      tell(threads);
      return mergeId;
    },
    undo: (mergeId, reason) => tell(writer.transaction(() => split(writer, mergeId, reason, now()))),
    answer: (questionId, answer) =>
      tell(writer.transaction(() => answerQuestion(writer, questionId, answer, now()))),
  };
}
