import type { contactsContract, ContactView } from '#shared/contract/contacts.ts';
import type { Handlers } from '#shared/rpc/server.ts';
import { mergeEffect, undoEffect } from '#host/archive/contacts/parts.ts';
import { listQuestions } from '#host/archive/contacts/questions.ts';
import { contactOfConversation, findContactsByText, readContact } from '#host/archive/contacts/view.ts';
import type { HostContext } from './context.ts';

export function contactsHandlers({ session, lines }: HostContext): Handlers<typeof contactsContract> {
  return {
    'contacts.of': ({ conversationId }) => {
      const { reader } = session().archive;
      const id = contactOfConversation(reader, conversationId);
      if (id === null) return { contact: null };
      const contact = { ...readContact(reader, id), questions: listQuestions(reader, id).questions };
      const own = lines();
      return { contact: own === null ? contact : onLines(contact, own) };
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

/** What of a contact is known on some lines; who somebody is on others is nothing to whoever is confined to these. */
function onLines(contact: ContactView, own: readonly number[]): ContactView {
  const lines = contact.lines.filter(({ id }) => own.includes(id));
  const names = new Set(lines.map(({ name }) => name));
  return {
    ...contact,
    lines,
    names: contact.names.filter(({ line }) => line === null || names.has(line)),
    identities: contact.identities.filter(({ firstLine }) => names.has(firstLine)),
    conversations: contact.conversations.filter(({ line }) => own.includes(line.id)),
    merges: [],
    questions: [],
  };
}
