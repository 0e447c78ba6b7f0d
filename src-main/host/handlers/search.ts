import type { searchContract, SearchFilters, SearchHit } from '#shared/contract/search.ts';
import type { Handlers } from '#shared/rpc/server.ts';
import {
  countMatches,
  findContacts,
  searchMessages,
  type FoundMessage,
  type SearchScope,
} from '#host/archive/search.ts';
import { suggestQuery } from '#host/archive/suggestions.ts';
import { confine } from '#host/people/confine.ts';
import type { HostContext } from './context.ts';

/** Nobody reads more; counting a word that is everywhere would grow with the archive. */
const maxCounted = 10_000;

export function searchHandlers({ session, lines }: HostContext): Handlers<typeof searchContract> {
  /** What may be searched, by whoever asks. Error: `forbidden` for a line or a conversation that is none of theirs. */
  function scopeOf(filters: SearchFilters): SearchScope {
    const own = lines();
    if (own === null) return filters;
    const { reader } = session().archive;
    if (filters.lineId !== null) confine(reader, own, { line: 'lineId' }, filters);
    if (filters.conversationId !== null) confine(reader, own, { conversation: 'conversationId' }, filters);
    return { ...filters, lines: own };
  }

  return {
    'search.messages': ({ query, filters, order, cursor, limit }) => {
      const scope = scopeOf(filters);
      session().searches.asked(query, filters);
      const { hits, ...page } = searchMessages(session().archive.reader, query, scope, {
        order,
        cursor,
        limit,
      });
      return { hits: hits.map(toHit), ...page };
    },
    'search.count': ({ query, filters }) => {
      const total = countMatches(session().archive.reader, query, scopeOf(filters), maxCounted + 1);
      return { total: Math.min(total, maxCounted), isMore: total > maxCounted };
    },
    'search.suggest': ({ query, filters }) => ({
      query: suggestQuery(session().archive.reader, query, scopeOf(filters)),
    }),
    'search.contacts': ({ name }) => ({ names: findContacts(session().archive.reader, name, lines()) }),
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
