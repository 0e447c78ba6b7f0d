import type { reviewContract, QueueItem } from '#shared/contract/review.ts';
import type { Handlers } from '#shared/rpc/server.ts';
import type { Reader } from '#host/archive/database.ts';
import { severityOfRank } from '#host/archive/flags.ts';
import { readConversationRef } from '#host/archive/inbox.ts';
import { readMessage } from '#host/archive/messages.ts';
import { countFlagged, decide, listFlagged, undoDecision, type QueuedMessage } from '#host/archive/review.ts';
import type { HostContext } from './context.ts';

export function reviewHandlers({
  session,
  lines,
  events,
  now,
}: HostContext): Handlers<typeof reviewContract> {
  function changed(messageId: number): void {
    const { conversationId } = readMessage(session().archive.reader, messageId);
    events.emit({ type: 'review.changed' });
    events.emit({ type: 'inbox.changed', conversationIds: [conversationId] });
  }

  return {
    'review.queue': (query) => {
      const { reader } = session().archive;
      const { rows, next } = listFlagged(reader, { ...query, lines: lines() });
      return { items: rows.map((row) => toItem(reader, row)), next };
    },
    'review.counts': () => countFlagged(session().archive.reader, lines()),
    'review.decide': ({ messageId, decision, note }) => {
      const decisionId = decide(session().archive.writer, messageId, decision, note, now());
      changed(messageId);
      return { decisionId };
    },
    'review.undo': ({ decisionId }) => {
      changed(undoDecision(session().archive.writer, decisionId, now()));
      return {};
    },
  };
}

function toItem(reader: Reader, row: QueuedMessage): QueueItem {
  const message = readMessage(reader, row.message_id);
  const { decision_id: id, decision, note, decided_at: at } = row;
  const decided = id !== null && decision !== null && at !== null;
  return {
    message,
    conversation: readConversationRef(reader, message.conversationId),
    severity: severityOfRank(row.severity),
    decision: decided ? { id, decision, note: note ?? '', at } : null,
  };
}
