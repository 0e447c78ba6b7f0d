import { searchMessages } from '#host/archive/search.ts';
import { planSearch, type SearchScope } from '#host/archive/search-plan.ts';
import { foldWord, wordsOf } from '#host/archive/search-text.ts';
import type { Reader } from '#host/archive/database.ts';
import { benchFolder, openBenchArchive } from './archive.ts';
import { writeChatExports } from './chat-exports.ts';
import { randomNumbers } from './corpus.ts';
import type { BenchRow } from './report.ts';
import { timePairs, type Pair } from './timing.ts';

const sampledMessages = 60;
const limit = 50;
const quarter = 45 * 86_400_000;

const everywhere: SearchScope = {
  lineId: null,
  conversationId: null,
  contact: null,
  from: null,
  to: null,
  direction: null,
  kind: null,
};

/** A message of the archive that queries are made of, so that every one of them finds something. */
interface Sample {
  readonly id: number;
  readonly words: readonly string[];
  /** Which of its words a query takes. */
  readonly at: number;
  readonly scope: SearchScope;
}

function sampleMessages(reader: Reader): readonly Sample[] {
  const random = randomNumbers(1);
  const range = reader
    .sql<{ first: number; last: number }>('select min(id) as first, max(id) as last from messages')
    .get() ?? { first: 0, last: 0 };
  const near = reader.sql<{ id: number }>(
    `select id from messages where id >= ? and kind = 'text' and direction = 'incoming' and length(text) > 30 limit 1`,
  );
  return Array.from({ length: sampledMessages }, () => {
    const id = near.get(Math.floor(range.first + random() * 0.9 * (range.last - range.first)))?.id ?? 0;
    const message = reader
      .sql<{ text: string; sent_at: number; conversation_id: number; line_id: number; sender: string }>(
        `select m.text, m.sent_at, m.conversation_id, c.line_id, s.name as sender from messages m
        join conversations c on c.id = m.conversation_id join senders s on s.id = m.sender_id where m.id = ?`,
      )
      .get(id);
    if (message === undefined) throw new Error('the archive holds no message to look for');
    const words = wordsOf(message.text).map(({ start, end }) => foldWord(message.text.slice(start, end)));
    return {
      id,
      words,
      at: Math.floor(random() * (words.length - 1)),
      scope: {
        lineId: message.line_id,
        conversationId: message.conversation_id,
        contact: message.sender,
        from: message.sent_at - quarter,
        to: message.sent_at + quarter,
        direction: 'incoming',
        kind: 'text',
      },
    };
  });
}

const word = ({ words, at }: Sample) => words[at] ?? '';
const twoWords = ({ words, at }: Sample) => `${words[at]} ${words.at(-1)}`;
const prefix = (letters: number) => (sample: Sample) => `${word(sample).slice(0, letters)}*`;
const within =
  (...filters: readonly (keyof SearchScope)[]) =>
  ({ scope }: Sample): SearchScope => ({
    ...everywhere,
    ...Object.fromEntries(filters.map((filter) => [filter, scope[filter]])),
  });

const inForms = (): SearchScope => ({ ...everywhere, wording: 'forms' });

const searches: readonly {
  readonly name: string;
  readonly query: (sample: Sample) => string;
  readonly scope: (sample: Sample) => SearchScope;
}[] = [
  { name: 'a word', query: word, scope: () => everywhere },
  { name: 'two words', query: twoWords, scope: () => everywhere },
  { name: 'a word in all its forms', query: word, scope: inForms },
  { name: 'two words in all their forms', query: twoWords, scope: inForms },
  { name: 'a phrase', query: ({ words, at }) => `"${words[at]} ${words[at + 1]}"`, scope: () => everywhere },
  { name: 'a prefix of 2', query: prefix(2), scope: () => everywhere },
  { name: 'a prefix of 3', query: prefix(3), scope: () => everywhere },
  { name: 'a prefix of 5', query: prefix(5), scope: () => everywhere },
  { name: 'a word in a line', query: word, scope: within('lineId') },
  { name: 'a word in a conversation', query: word, scope: within('conversationId') },
  { name: 'a word of a contact', query: word, scope: within('contact') },
  { name: 'a word, incoming', query: word, scope: within('direction') },
  { name: 'a word of three months', query: word, scope: within('from', 'to') },
  {
    name: 'two words, all filters at once',
    query: twoWords,
    scope: within('lineId', 'conversationId', 'contact', 'from', 'to', 'direction', 'kind'),
  },
  { name: 'no words, a contact’s messages', query: () => '', scope: within('contact') },
];

function pairOf(reader: Reader, query: string, scope: SearchScope): Pair {
  const { match, from, to, direction, kind } = planSearch(reader, query, scope);
  const bare = reader.sql(
    `select m.*, c.title, l.name as line, s.name as sender, a.name as file
    from search cross join messages m on m.id = search.rowid
    join conversations c on c.id = m.conversation_id join lines l on l.id = c.line_id
    left join senders s on s.id = m.sender_id left join attachments a on a.message_id = m.id
    where search match ? and search.rowid >= ? and search.rowid < ?
      and m.direction is ifnull(?, m.direction) and m.kind = ifnull(?, m.kind) order by search.rowid desc limit ?`,
  );
  const paging = { order: 'newest', cursor: null, limit } as const;
  return {
    measured: () => searchMessages(reader, query, scope, paging),
    bare: () => bare.all(match, from, to, direction, kind, limit),
  };
}

/**
 * Measures searches over an archive of that size, newest first, the first 50 with excerpts and spans. What they are
 * held against is one bare statement: the FTS5 query of the same expression, joined with the 50 messages that it
 * finds and their names, its plan and its text made beforehand.
 */
export async function benchSearch({ messages }: { messages: number }): Promise<readonly BenchRow[]> {
  const { folder, remove } = benchFolder();
  const archive = await openBenchArchive();
  try {
    for (let part = 0; part < 10; part++) await archive.import(writeChatExports(folder, messages / 10, part));
    const { reader } = archive.session.archive;
    const samples = sampleMessages(reader);
    return searches.map(({ name, query, scope }) => {
      const pairs = samples.map((sample) => pairOf(reader, query(sample), scope(sample)));
      const { measured, bare } = timePairs(pairs);
      const ratio = measured / bare;
      return {
        name: `${name}, p95 (bare ${bare.toFixed(2)} ms)`,
        value: measured,
        unit: 'ms',
        ratio,
        budget: '<= 1.5 x, < 50 ms',
        met: ratio <= 1.5 && measured < 50,
      };
    });
  } finally {
    await archive.remove();
    remove();
  }
}
