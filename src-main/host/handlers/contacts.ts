import type { contactsContract } from '#shared/contract/contacts.ts';
import type { Handlers } from '#shared/rpc/server.ts';
import { mergeEffect, undoEffect } from '#host/archive/contacts/parts.ts';
import { listQuestions } from '#host/archive/contacts/questions.ts';
import { contactOfConversation, findContactsByText, readContact } from '#host/archive/contacts/view.ts';
import type { HostContext } from './context.ts';

export function contactsHandlers({ session }: HostContext): Handlers<typeof contactsContract> {
  return {
    'contacts.of': ({ conversationId }) => {
      const { reader } = session().archive;
      const id = contactOfConversation(reader, conversationId);
      if (id === null) return { contact: null };
      return { contact: { ...readContact(reader, id), questions: listQuestions(reader, id).questions } };
    },
    'contacts.find': ({ text, except }) => ({
      contacts: findContactsByText(session().archive.reader, text, except ?? 0),
    }),
    'contacts.rename': ({ contactId, name }) => {
      session().contacts.rename(contactId, name);
      return {};
    },
    'contacts.mergeEffect': ({ contactId, otherId }) =>
      mergeEffect(session().archive.reader, contactId, otherId),
    'contacts.merge': ({ contactId, otherId, reason }) => ({
      mergeId: session().contacts.merge(contactId, otherId, reason),
    }),
    'contacts.undoEffect': ({ mergeId }) => undoEffect(session().archive.reader, mergeId),
    'contacts.undo': ({ mergeId, reason }) => {
      session().contacts.undo(mergeId, reason);
      return {};
    },
    'contacts.questions': () => listQuestions(session().archive.reader, null),
    'contacts.answer': ({ questionId, answer }) => {
      session().contacts.answer(questionId, answer);
      return {};
    },
  };
}
