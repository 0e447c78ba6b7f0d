import { messageKinds, type MessageKind } from '#shared/model/message.ts';
import {
  attachedSuffixWords,
  attachedTagWords,
  callWords,
  deletedWords,
  editedWords,
  leftOutPhrases,
  leftOutWords,
  liveLocationWords,
  noticeOpeningWords,
  noticeVerbWords,
  pendingWords,
  pollWords,
} from './marker-words.ts';

/** What a message is that consists of WhatsApp's own words. */
export type Phrase =
  | { readonly is: 'left-out'; readonly kind: MessageKind }
  | { readonly is: 'deleted' | 'pending' | 'live-location' | 'not-exported' | 'poll' };

export const attachedSuffixes: ReadonlySet<string> = new Set(wordsOf(attachedSuffixWords));
export const attachedTags: ReadonlySet<string> = new Set(wordsOf(attachedTagWords));
export const editedMarks: ReadonlySet<string> = new Set(wordsOf(editedWords));
export const callOpenings: readonly string[] = wordsOf(callWords);
export const noticeOpenings: readonly string[] = wordsOf(noticeOpeningWords);
export const noticeVerbs: readonly string[] = wordsOf(noticeVerbWords);

/** Label of a poll's option. */
export const optionLabel = /^(?:OPTION|OPCIÓN|OPÇÃO|OPZIONE|OPTIE) ?: ?/u;

/** How many votes an option had when the chat was exported: "(8 votos)". */
export const optionVotes = / ?\(\d+ \p{L}+\)$/u;

/** Label before the link to a shared place. */
export const locationLabel =
  /^(?:location|ubicación|localização|standort|position|localisation|emplacement|posizione|locatie|местоположение|poloha|konum) ?: ?(?=https?:\/\/)/iu;

/** A message that is nothing but a place: words, if any, a colon, and the link that WhatsApp makes of it. */
export const locationText =
  /^(?:[^\n]{1,160}: ?)?https?:\/\/(?:(?:www\.)?foursquare\.com\/v\/\w+|maps\.google\.com\/(?:maps)?\?(?:q|ll)=[-+\d.,%]+|(?:www\.)?google\.com\/maps\?q=[-+\d.,%]+|maps\.apple\.com\/\?\S*ll=[-\d.,%]+\S*)$/iu;

/** A message that an admin deleted, who is named. */
export const deletedByAdmin =
  /^(?:This message was deleted by admin|Este mensaje fue eliminado por|Se eliminó este mensaje por|Mensagem apagada pel[oa] admin|Esta mensagem foi apagada pel[oa] admin|Diese Nachricht wurde von (?=.* gelöscht\.?$)|Ce message a été supprimé par|Questo messaggio è stato eliminato da|Dit bericht is verwijderd door) ?[^\n]{1,120}$/u;

/** Words that only a phone set to English writes. */
export const englishWords =
  /end-to-end encrypt| omitted>?\r?$|\(file attached\)\r?$|<attached: |essage was (?:deleted|edited)|created group/mu;

/** Every phrase in the spellings that occur: first letter small or capital, with and without a final dot. */
export const phrases: ReadonlyMap<string, Phrase> = phraseMap();

/** Longest text that can be a phrase, in UTF-16 code units. */
export const longestPhrase = Math.max(...[...phrases.keys()].map((phrase) => phrase.length));

const phraseEnds = likely([...phrases.keys()].map(endsOf));
const phraseEndings = likely([...phrases.keys()].map(endingOf));
const sentenceBeginnings = likely(wordsOf(`${pendingWords}${deletedWords}`).map(beginningOf));

/** A quick test that nearly every text of a person fails, by its length and its first and last letters. */
export function mayBePhrase(text: string): boolean {
  return text.length <= longestPhrase && phraseEnds[endsOf(text)] === 1;
}

/** The same for text that may end in a phrase. */
export function mayEndInPhrase(text: string): boolean {
  return phraseEndings[endingOf(text)] === 1;
}

/** The same for sentences of WhatsApp that are more than a phrase. */
export function mayBeSentence(text: string): boolean {
  return text.length <= 3 * longestPhrase && sentenceBeginnings[beginningOf(text)] === 1;
}

/** Three letters as one of 65,536 numbers; others may share it. */
function mixed(a: number, b: number, c: number): number {
  const mix = Math.imul((a << 16) ^ (b << 8) ^ c, 0x9e3779b1);
  return mix >>> 16;
}

/** A table of the numbers that occur. */
function likely(numbers: readonly number[]): Uint8Array {
  const table = new Uint8Array(65_536);
  for (const number of numbers) table[number] = 1;
  return table;
}

function beginningOf(text: string): number {
  return mixed(text.charCodeAt(0), text.charCodeAt(1), text.charCodeAt(2));
}

function endingOf(text: string): number {
  const last = text.length - 1;
  return mixed(text.charCodeAt(last), text.charCodeAt(last - 1), text.charCodeAt(last - 2));
}

function endsOf(text: string): number {
  return mixed(text.charCodeAt(0), text.charCodeAt(1), text.charCodeAt(text.length - 1));
}

function phraseMap(): Map<string, Phrase> {
  const map = new Map<string, Phrase>();
  const add = (list: readonly string[], phrase: Phrase) => list.forEach((text) => spell(map, text, phrase));
  for (const { tag, words } of rowsOf(leftOutPhrases)) add(words, { is: 'left-out', kind: kindOf(tag) });
  const rows = rowsOf(leftOutWords);
  for (const { tag, words } of rows) {
    if (tag.endsWith(' omitted')) continue;
    const omitted = rows
      .filter((row) => row.tag === `${tag.slice(0, 2)} omitted`)
      .flatMap((row) => row.words);
    add(
      words.flatMap((noun) => omitted.map((word) => `${noun} ${word}`)),
      { is: 'left-out', kind: kindOf(tag) },
    );
  }
  add(wordsOf(deletedWords), { is: 'deleted' });
  add(wordsOf(pendingWords), { is: 'pending' });
  add(wordsOf(liveLocationWords), { is: 'live-location' });
  add(wordsOf(pollWords), { is: 'poll' });
  map.set('null', { is: 'not-exported' });
  return map;
}

function spell(map: Map<string, Phrase>, text: string, phrase: Phrase): void {
  const [first = ''] = text;
  for (const initial of [first, first.toLowerCase(), first.toUpperCase()]) {
    const spelled = initial + text.slice(first.length);
    if (!map.has(spelled)) map.set(spelled, phrase).set(`${spelled}.`, phrase);
  }
}

/** Rows `language kind: spelling | spelling`; without a kind the tag is the language alone. */
function rowsOf(table: string): { tag: string; words: string[] }[] {
  return table
    .trim()
    .split('\n')
    .map((row) => {
      const colon = row.indexOf(': ');
      return { tag: row.slice(0, colon).trim(), words: row.slice(colon + 2).split(' | ') };
    });
}

function wordsOf(table: string): string[] {
  return rowsOf(table).flatMap((row) => row.words);
}

function kindOf(tag: string): MessageKind {
  const word = tag.slice(tag.indexOf(' ') + 1);
  const kind = messageKinds.find((known) => known === word);
  if (kind === undefined) throw new Error(`no kind of message: ${word}`);
  return kind;
}
