import type { Wording } from '#shared/model/search.ts';
import { messageIdsPerMillisecond, type Direction, type MessageKind } from '#shared/model/message.ts';
import { membersOf } from './contacts/threads.ts';
import type { Reader } from './database.ts';
import { facet } from './search-index.ts';
import { spellingsOf, undivided } from './number-spellings.ts';
import { parseQuery, type Alternatives, type ParsedQuery, type SearchTerm } from './search-query.ts';
import { foldWord } from './search-text.ts';
import { formsInArchive } from './search-words.ts';

/** What a search is narrowed to; null means all. Times are UTC milliseconds, `to` exclusive. */
export interface SearchScope {
  readonly lineId: number | null;
  /** Only of these lines; null for all. */
  readonly lines?: readonly number[] | null;
  readonly conversationId: number | null;
  readonly contact: string | null;
  readonly from: number | null;
  readonly to: number | null;
  readonly direction: Direction | null;
  readonly kind: MessageKind | null;
  /** Whether other forms of the words and other spellings of numbers count too; exactly what was typed when absent. */
  readonly wording?: Wording | undefined;
}

const maxContactFacets = 500;
const beginningOfTime = 0;
const endOfTime = Number.MAX_SAFE_INTEGER;

/** A search as the archive can answer it. */
export interface SearchPlan {
  /** An FTS5 expression; null when there is nothing to look for. */
  readonly match: string | null;
  /** A range of ids, `to` exclusive. */
  readonly from: number;
  readonly to: number;
  /** What is left to be seen in the messages themselves; null is whatever. */
  readonly direction: Direction | null;
  readonly kind: MessageKind | null;
  readonly terms: readonly SearchTerm[];
  readonly problem: ParsedQuery['problem'];
}

/** Understands a query and what it is narrowed to. */
export function planSearch(reader: Reader, query: string, scope: SearchScope): SearchPlan {
  const parsed = parseQuery(query, scope.wording === 'forms' ? alternativesIn(reader) : undefined);
  const { inIndex, inMessages } = divide(scope);
  const facets = facetExpression(reader, inIndex);
  const parts = [];
  if (parsed.expression !== null) parts.push(`(body : ${parsed.expression})`);
  if (facets !== null) parts.push(`(facets : ${facets})`);
  const searchable = parsed.problem === null || (parsed.problem === 'empty' && facets !== null);
  return {
    match: searchable ? parts.join(' AND ') : null,
    from: scope.from === null ? beginningOfTime : scope.from * messageIdsPerMillisecond,
    to: scope.to === null ? endOfTime : scope.to * messageIdsPerMillisecond,
    ...inMessages,
    terms: parsed.terms,
    problem: searchable ? null : parsed.problem,
  };
}

/** Most queries have one to three words; more than these are looked for as they were typed. */
const maxVariedWords = 12;

function alternativesIn(reader: Reader): Alternatives {
  let varied = 0;
  return (typed) => {
    varied += 1;
    if (varied > maxVariedWords) return [];
    const joined = undivided(typed);
    const spellings = [...spellingsOf(typed), ...(joined === null ? [] : [joined])];
    return spellings.length > 0 ? spellings : formsInArchive(reader, foldWord(typed));
  };
}

/**
 * To bring a short list of hits together with long ones costs more than to read the hits: within a conversation, its
 * line says nothing, and what holds for many of its messages is looked up there.
 */
function divide(scope: SearchScope): {
  inIndex: SearchScope;
  inMessages: Pick<SearchPlan, 'direction' | 'kind'>;
} {
  if (scope.conversationId === null) return { inIndex: scope, inMessages: { direction: null, kind: null } };
  const { direction } = scope;
  const kind = scope.kind === 'text' ? scope.kind : null;
  const inIndex = {
    ...scope,
    lineId: null,
    lines: null,
    direction: null,
    kind: kind === null ? scope.kind : null,
  };
  return { inIndex, inMessages: { direction, kind } };
}

function facetExpression(reader: Reader, scope: SearchScope): string | null {
  const all: string[] = [];
  if (scope.lineId !== null) all.push(`"${facet.line(scope.lineId)}"`);
  if (scope.lineId === null && scope.lines != null) all.push(anyOf(scope.lines.map(facet.line)));
  if (scope.conversationId !== null)
    all.push(anyOf(membersOf(reader, scope.conversationId).map(facet.conversation)));
  if (scope.direction !== null) all.push(`"${facet.direction(scope.direction)}"`);
  if (scope.kind !== null) all.push(`"${facet.kind(scope.kind)}"`);
  if (scope.contact !== null) all.push(contactExpression(reader, scope.contact));
  return all.length === 0 ? null : `(${all.join(' AND ')})`;
}

/** What people of that name wrote anywhere, under any of their identities, and all of the direct conversations with them. */
function contactExpression(reader: Reader, name: string): string {
  const senders = reader
    .sql<{ id: number }>('select id from senders where name = ? collate nocase limit ?')
    .all(name, maxContactFacets);
  const conversations = reader
    .sql<{ id: number }>(
      `select id from conversations where kind = 'direct' and title = ? collate nocase limit ?`,
    )
    .all(name, maxContactFacets);
  return anyOf([
    ...senders.map(({ id }) => facet.sender(id)),
    ...conversations.map(({ id }) => facet.conversation(id)),
  ]);
}

function anyOf(facets: readonly string[]): string {
  return facets.length === 0 ? '"nobody"' : `(${facets.map((token) => `"${token}"`).join(' OR ')})`;
}
