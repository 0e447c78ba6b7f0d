import { formsOf } from '#shared/model/word-forms.ts';
import type { Reader } from './database.ts';

/**
 * The words that the search index holds, read from the index itself: nothing is stored a second time. A table of this
 * kind belongs to a connection and lies in its memory.
 */
const words = 'create virtual table if not exists temp.search_words using fts5vocab(main, search, instance)';
/** How many words of the archive are looked at for one that was typed, and how many of them a search takes up. */
const maxLookedAt = 400;
const maxForms = 40;
/** The form itself, and with pronouns: dar, darle, darme. */
const maxOfIrregular = 12;
const isPlain = /^\p{L}{3,40}$/u;
/** The character after every word: no word goes on with it. */
const afterWord = '\u0001';

/**
 * The words of the archive that begin like this, in order. Each step is one seek in the index, so what it takes does not
 * depend on how often the words occur.
 */
export function* wordsBeginning(reader: Reader, start: string, limit: number): Generator<string> {
  reader.sql(words).run();
  const next = reader.sql<{ term: string }>(
    'select term from temp.search_words where term >= ? order by term limit 1',
  );
  let from = start;
  for (let seen = 0; seen < limit; seen += 1) {
    const term = next.get(from)?.term;
    if (term === undefined || !term.startsWith(start)) return;
    yield term;
    from = term + afterWord;
  }
}

/** All forms of a folded word that the archive holds, itself first whether it does or not. */
export function formsInArchive(reader: Reader, word: string): string[] {
  const forms = new Set([word]);
  if (!isPlain.test(word)) return [...forms];
  const { accepts, beginnings, irregular } = formsOf(word);
  for (const [starts, most] of [
    [beginnings, maxLookedAt],
    [irregular, maxOfIrregular],
  ] as const) {
    for (const term of starts.flatMap((start) => [...wordsBeginning(reader, start, most)])) {
      if (forms.size >= maxForms) return [...forms];
      if (isPlain.test(term) && accepts(term)) forms.add(term);
    }
  }
  return [...forms];
}
