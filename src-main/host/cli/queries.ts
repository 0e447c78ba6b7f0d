import { listConversations, readConversationRef } from '#host/archive/inbox.ts';
import { findLine } from '#host/archive/lines.ts';
import { readAll, readMessage } from '#host/archive/messages.ts';
import { listFlagged } from '#host/archive/review.ts';
import { countMatches, searchMessages, type SearchScope } from '#host/archive/search.ts';
import type { Session } from '#host/session.ts';
import type { MessageView } from '#shared/contract/fields.ts';
import { moment, oneOf, optional, required, UsageError, withSession, type Command } from './command.ts';

const pageSize = 200;

function iso(time: number): string {
  return new Date(time).toISOString();
}

/** Reads a paged list to its end. */
function everyPage<T>(read: (cursor: string | null) => { items: readonly T[]; next: string | null }): T[] {
  const all: T[] = [];
  for (let cursor: string | null = null; ;) {
    const page = read(cursor);
    all.push(...page.items);
    if (page.next === null) return all;
    cursor = page.next;
  }
}

/** `conversations`: all of them, the one with the newest message first. */
export const conversations: Command = {
  options: {},
  run: (invocation, terminal) =>
    withSession(invocation, async ({ archive }) => {
      const all = everyPage((cursor) => {
        const query = { lineId: null, title: null, cursor, limit: pageSize };
        const page = listConversations(archive.reader, query);
        return { items: page.conversations, next: page.next };
      }).map(({ id, line, title, kind, messages: count, last }) => ({
        id,
        line: line.name,
        title,
        kind,
        messages: count,
        lastAt: last === null ? null : iso(last.sentAt),
      }));
      terminal.result({ conversations: all }, () =>
        all.map((one) => `${one.id}\t${one.line}\t${one.title}\t${one.messages}`),
      );
      return 0;
    }),
};

/** `messages`: a conversation from its first message on. */
export const messages: Command = {
  options: { conversation: { type: 'string' } },
  run: (invocation, terminal) => {
    const id = Number(required(invocation, 'conversation'));
    if (!Number.isSafeInteger(id)) throw new UsageError('--conversation is not an id');
    return withSession(invocation, async ({ archive }) => {
      readConversationRef(archive.reader, id);
      const all = [...readAll(archive.reader, id)].map(describeMessage);
      terminal.result({ messages: all }, () =>
        all.map((one) => `${one.sentAt} ${one.sender ?? '*'}: ${one.text}`),
      );
      return 0;
    });
  },
};

function describeMessage(message: MessageView) {
  const { attachment } = message;
  return {
    id: message.id,
    sentAt: iso(message.sentAt),
    sender: message.sender,
    direction: message.direction,
    kind: message.kind,
    text: message.text,
    attachment:
      attachment === null
        ? null
        : { name: attachment.name, sha256: attachment.sha256, missing: attachment.sha256 === null },
    deleted: message.deleted,
    edited: message.edited,
  };
}

function lineId({ archive }: Session, name: string | null): number | null {
  if (name === null) return null;
  const line = findLine(archive.reader, name);
  if (line === undefined) throw new UsageError(`there is no line "${name}"`);
  return line.id;
}

/** `search`: the newest hits of a query. */
export const search: Command = {
  options: {
    limit: { type: 'string' },
    line: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    exact: { type: 'boolean' },
  },
  run: (invocation, terminal) => {
    const query = invocation.words.join(' ');
    const limit = Number(optional(invocation, 'limit') ?? 50);
    if (!Number.isSafeInteger(limit) || limit < 1) throw new UsageError('--limit is not a number');
    const [from, to] = [moment(invocation, 'from'), moment(invocation, 'to')];
    return withSession(invocation, async (session) => {
      const scope: SearchScope = {
        lineId: lineId(session, optional(invocation, 'line')),
        conversationId: null,
        contact: null,
        from,
        to,
        direction: null,
        kind: null,
        wording: invocation.values['exact'] === true ? 'exact' : 'forms',
      };
      const { reader } = session.archive;
      const found = searchMessages(reader, query, scope, { order: 'newest', cursor: null, limit });
      const total = countMatches(reader, query, scope);
      const hits = found.hits.map((hit) => ({
        id: hit.id,
        conversation: hit.conversation_id,
        sender: hit.sender,
        sentAt: iso(hit.sent_at),
        text: hit.text,
        spans: hit.spans,
      }));
      terminal.result({ total, hits }, () =>
        hits.map((hit) => `${hit.sentAt} ${hit.sender ?? '*'}: ${hit.text}`),
      );
      return found.problem === null ? 0 : 1;
    });
  },
};

/** `flags`: what was flagged, newest first. */
export const flags: Command = {
  options: { status: { type: 'string' } },
  run: (invocation, terminal) => {
    const wanted = oneOf(invocation, 'status', ['open', 'decided']);
    return withSession(invocation, async ({ archive }) => {
      const all = (['open', 'decided'] as const)
        .filter((status) => wanted === null || status === wanted)
        .flatMap((status) => flaggedWith(archive.reader, status));
      terminal.result({ flags: all }, () =>
        all.map((flag) => `${flag.severity}\t${flag.policy}\t${flag.text}`),
      );
      return 0;
    });
  },
};

function flaggedWith(reader: Session['archive']['reader'], status: 'open' | 'decided') {
  const query = { status, order: 'newest', lineId: null, policyId: null, limit: pageSize } as const;
  return everyPage((cursor) => {
    const page = listFlagged(reader, { ...query, cursor });
    return { items: page.rows, next: page.next };
  }).flatMap(({ message_id }) => {
    const message = readMessage(reader, message_id);
    return message.flags.map(({ id, policy, version, severity, spans, edit }) => ({
      id,
      policy,
      version,
      severity,
      message: message.id,
      text: edit === null ? message.text : (message.edits[edit]?.text ?? ''),
      spans,
      status,
    }));
  });
}
