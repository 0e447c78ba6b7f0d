import type { inboxContract } from '#shared/contract/inbox.ts';
import type { Handlers } from '#shared/rpc/server.ts';
import { listConversations, openConversation, readConversation } from '#host/archive/inbox.ts';
import { readMessageDetails, readRawMessage } from '#host/archive/message-details.ts';
import { readPage } from '#host/archive/messages.ts';
import { statusOfEvidence } from '#host/connectors/whatsapp-cloud/evidence.ts';
import { threadGaps } from '#host/coverage/thread-gaps.ts';
import type { HostContext } from './context.ts';

export function inboxHandlers({ session, lines, events, now }: HostContext): Handlers<typeof inboxContract> {
  return {
    'inbox.conversations': (query) =>
      listConversations(session().archive.reader, { ...query, lines: lines() }),
    'inbox.conversation': ({ id }) => readConversation(session().archive.reader, id),
    'inbox.messages': ({ conversationId, at, limit }) => {
      const { reader } = session().archive;
      const page = readPage(reader, conversationId, at, limit);
      return { ...page, gaps: threadGaps(reader, conversationId, at, page, now()) };
    },
    'inbox.messageDetails': ({ id }) => readMessageDetails(session().archive.reader, id, statusOfEvidence),
    'inbox.rawMessage': ({ id }) => ({ text: readRawMessage(session().archive.reader, id) }),
    'inbox.open': ({ conversationId }) => {
      openConversation(session().archive.writer, conversationId, now());
      events.emit({ type: 'inbox.changed', conversationIds: [conversationId] });
      return {};
    },
  };
}
