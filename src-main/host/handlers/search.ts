import type { searchContract, SearchHit } from '#shared/contract/search.ts';
import type { Handlers } from '#shared/rpc/server.ts';
import { countMatches, findContacts, searchMessages, type FoundMessage } from '#host/archive/search.ts';
import type { HostContext } from './context.ts';

export function searchHandlers({ session }: HostContext): Handlers<typeof searchContract> {
  return {
    'search.messages': ({ query, filters, order, cursor, limit }) => {
      session().searches.asked(query, filters);
      const { hits, ...page } = searchMessages(session().archive.reader, query, filters, {
        order,
        cursor,
        limit,
      });
      return { hits: hits.map(toHit), ...page };
    },
    'search.count': ({ query, filters }) => ({
      total: countMatches(session().archive.reader, query, filters),
    }),
    'search.contacts': ({ name }) => ({ names: findContacts(session().archive.reader, name) }),
  };
}

function toHit(found: FoundMessage): SearchHit {
  return {
    id: found.id,
    conversation: {
      id: found.conversation_id,
      title: found.title,
      kind: found.conversation_kind,
      line: { id: found.line_id, name: found.line },
    },
    sender: found.sender,
    direction: found.direction,
    kind: found.kind,
    sentAt: found.sent_at,
    excerpt: found.excerpt.excerpt,
    spans: [...found.excerpt.spans],
  };
}
