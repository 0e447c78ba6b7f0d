import type { MessageView } from '#shared/contract/fields.ts';
import type { MessagePage } from './threadWindow.ts';

/** A plain incoming message for tests. */
export function message(id: number, text = `message ${id}`, change: Partial<MessageView> = {}): MessageView {
  return {
    id,
    conversationId: 1,
    sender: 'Ana',
    direction: 'incoming',
    kind: 'text',
    sentAt: id * 1000,
    text,
    attachment: null,
    deleted: false,
    deletedAt: null,
    edited: false,
    edits: [],
    reactions: [],
    quote: null,
    forwarded: null,
    advertisement: null,
    subject: null,
    answers: [],
    sealed: 0,
    pinned: false,
    kept: false,
    cancelledAt: null,
    callEnd: null,
    position: null,
    receipts: [],
    suspicious: false,
    source: 'live',
    flags: [],
    ...change,
  };
}

/** A page of such messages. */
export function page(ids: readonly number[], hasOlder: boolean, hasNewer: boolean): MessagePage {
  return { messages: ids.map((id) => message(id)), hasOlder, hasNewer, gaps: [] };
}
