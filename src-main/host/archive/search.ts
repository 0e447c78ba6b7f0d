import type { Direction, MessageKind, Span } from '#shared/model/message.ts';
import type { Reader } from './database.ts';
import { excerptOf, findSpans } from './highlight.ts';
import { planSearch, type SearchPlan, type SearchScope } from './search-plan.ts';
import type { ParsedQuery, SearchTerm } from './search-query.ts';
import { wordsOf } from './search-text.ts';

export type { SearchScope } from './search-plan.ts';

/** A message that was found. */
export interface FoundMessage {
  readonly id: number;
  readonly conversation_id: number;
  readonly title: string;
  readonly conversation_kind: 'direct' | 'group';
  readonly line_id: number;
  readonly line: string;
  readonly sender: string | null;
  readonly direction: Direction | null;
  readonly kind: MessageKind;
  readonly sent_at: number;
  readonly text: string;
  readonly file_name: string | null;
  /** Matches in the whole text. */
  readonly spans: readonly Span[];
  /** A part of the text, or the file's name where only that matches, with the matches in it. */
  readonly excerpt: { readonly excerpt: string; readonly spans: readonly Span[] };
}

/** A page of what was found. */
export interface SearchPage {
  readonly hits: readonly FoundMessage[];
  readonly next: string | null;
  readonly problem: ParsedQuery['problem'];
}

/** How a page is asked for; `cursor` is the `next` of the page before. */
export interface SearchPaging {
  readonly order: 'newest' | 'relevance';
  readonly cursor: string | null;
  readonly limit: number;
}

/** Relevance is weighed over this many of the newest matches: ranking all of a common word would take seconds. */
const weighed = 2000;

/** Everything that matches, newest or most relevant first. A query that makes no sense finds nothing. */
export function searchMessages(
  reader: Reader,
  query: string,
  scope: SearchScope,
  paging: SearchPaging,
): SearchPage {
  const plan = planSearch(reader, query, scope);
  if (plan.match === null) return { hits: [], next: null, problem: plan.problem };
  const page =
    paging.order === 'newest' ? newestPage(reader, plan, paging) : relevantPage(reader, plan, paging);
  return { ...page, problem: null };
}

/** How many messages match; it stops at `atMost`, because a very common word's messages take long to count. */
export function countMatches(
  reader: Reader,
  query: string,
  scope: SearchScope,
  atMost = Number.MAX_SAFE_INTEGER,
): number {
  const plan = planSearch(reader, query, scope);
  if (plan.match === null) return 0;
  const inIndex = plan.direction === null && plan.kind === null;
  const row = inIndex
    ? reader.sql<{ total: number }>(countInIndex).get(plan.match, plan.from, plan.to, atMost)
    : reader.sql<{ total: number }>(countInMessages).get(...wantedBy(plan, plan.to), atMost);
  return row?.total ?? 0;
}

/**
 * Names of those who wrote, and of direct conversations, that contain `part`, or whose other names or numbers do; on some
 * lines, or null for all.
 */
export function findContacts(reader: Reader, part: string, lines: readonly number[] | null = null): string[] {
  const pattern = `%${part.replace(/[\\%_]/g, String.raw`\$&`)}%`;
  const typed = part.replaceAll(/[\s()+.-]/g, '');
  const digits = /^\d{3,}$/.test(typed) ? typed : '';
  if (lines !== null) {
    const within = 'line_id in (select value from json_each(?))';
    return reader
      .sql<{ name: string }>(
        `select name from senders where name like ? escape '\\' and ${within}
        union select title from conversations where kind = 'direct' and title like ? escape '\\' and ${within}
        order by 1 limit 20`,
      )
      .all(pattern, JSON.stringify(lines), pattern, JSON.stringify(lines))
      .map(({ name }) => name);
  }
  return reader
    .sql<{ name: string }>(
      `select name from senders where name like ? escape '\\'
      union select title from conversations where kind = 'direct' and title like ? escape '\\'
      union select c.name from contact_names n join identities i on i.id = n.identity_id
        join contacts c on c.id = i.contact_id where n.name like ? escape '\\'
      union select c.name from identities i join contacts c on c.id = i.contact_id
        where i.kind = 'phone' and ? <> '' and i.value || ' ' || i.written like ?
      order by 1 limit 20`,
    )
    .all(pattern, pattern, pattern, digits, `%${digits}%`)
    .map(({ name }) => name);
}

type FoundRow = Omit<FoundMessage, 'spans' | 'excerpt'>;

const columns = `m.id, c.thread_id as conversation_id, c.title, c.kind as conversation_kind, c.line_id, l.name as line,
  s.name as sender, m.direction, m.kind, m.sent_at, m.text, a.name as file_name`;
const around = `join conversations c on c.id = m.conversation_id
  join lines l on l.id = c.line_id
  left join senders s on s.id = m.sender_id
  left join attachments a on a.message_id = m.id`;
// The index gives the newest first by itself; cross join keeps it in front.
const matching = 'search cross join messages m on m.id = search.rowid';
const wanted = 'search match ? and search.rowid >= ? and search.rowid < ?';
const wantedMessages = `${wanted} and m.direction is ifnull(?, m.direction) and m.kind = ifnull(?, m.kind)`;
const newestRows = `select ${columns} from ${matching} ${around} where ${wantedMessages}
  order by search.rowid desc limit ?`;
const newestTexts = `select m.id, m.text from ${matching} where ${wantedMessages}
  order by search.rowid desc limit ?`;
const countInIndex = `select count(*) as total from (select 1 from search where ${wanted} limit ?)`;
const countInMessages = `select count(*) as total from (select 1 from ${matching} where ${wantedMessages} limit ?)`;
const oneRow = `select ${columns} from messages m ${around} where m.id = ?`;

/** The parameters of `wantedMessages`. */
function wantedBy({ match, from, direction, kind }: SearchPlan, before: number): unknown[] {
  return [match, from, before, direction, kind];
}

function newestPage(
  reader: Reader,
  plan: SearchPlan,
  { cursor, limit }: SearchPaging,
): Omit<SearchPage, 'problem'> {
  const before = cursor === null ? plan.to : Math.min(plan.to, Number(cursor) || 0);
  const rows = reader.sql<FoundRow>(newestRows).all(...wantedBy(plan, before), limit);
  const last = rows.at(-1);
  return {
    hits: rows.map((row) => toHit(row, plan.terms)),
    next: rows.length < limit || last === undefined ? null : String(last.id),
  };
}

function relevantPage(
  reader: Reader,
  plan: SearchPlan,
  { cursor, limit }: SearchPaging,
): Omit<SearchPage, 'problem'> {
  const skip = cursor === null ? 0 : Number(cursor) || 0;
  const scored = reader
    .sql<{ id: number; text: string }>(newestTexts)
    .all(...wantedBy(plan, plan.to), weighed)
    .map(({ id, text }) => ({ id, score: scoreText(text, plan.terms) }));
  const read = reader.sql<FoundRow>(oneRow);
  const page = scored.toSorted((a, b) => b.score - a.score || b.id - a.id).slice(skip, skip + limit);
  return {
    hits: page.flatMap(({ id }) => read.all(id)).map((row) => toHit(row, plan.terms)),
    next: skip + limit < scored.length ? String(skip + limit) : null,
  };
}

/** The share of the text that the matches make up, damped so that a short text does not win by shortness alone. */
function scoreText(text: string, terms: readonly SearchTerm[]): number {
  const words = wordsOf(text);
  return findSpans(text, words, terms).length / (words.length + 8);
}

function spansIn(text: string, terms: readonly SearchTerm[]): Span[] {
  return terms.length === 0 ? [] : findSpans(text, wordsOf(text), terms);
}

function toHit(row: FoundRow, terms: readonly SearchTerm[]): FoundMessage {
  const spans = spansIn(row.text, terms);
  const { file_name: file } = row;
  const excerpt =
    file !== null && spans.length === 0 ? excerptOf(file, spansIn(file, terms)) : excerptOf(row.text, spans);
  return { ...row, spans, excerpt };
}
