import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { chatCorpus, randomNumbers } from './corpus.ts';

/** A generated export on disk, and which of its names is the line's employee. */
export interface GeneratedExport {
  readonly path: string;
  readonly messages: number;
}

/** Who has the phone that the exports come from. */
export const owner = 'Luis Ortega';
/** The zone of that phone. */
export const zone = 'America/Bogota';

/** How the messages of a set are spread over its chats: a few busy ones and many small ones. */
const shares = [0.35, 0.2, 0.13, 0.09, 0.07, 0.05, 0.04, 0.03, 0.02, 0.01, 0.005, 0.005];
const firstNames = ['Ana', 'João', 'María José', 'Thiago', 'Emily', 'Begoña', 'Conceição', 'Carlos'];
const lastNames = ['Peña', 'Souza', 'García', 'Miller', 'Núñez', 'Araújo', 'Quispe', 'O’Neill'];
const syllables = [
  'ca',
  'ro',
  'ñe',
  'ti',
  'lu',
  'me',
  'são',
  'pre',
  'gun',
  'to',
  'vi',
  'cha',
  'bra',
  'del',
  'es',
  'or',
];
const twoYears = 63_072_000;
const end = Date.UTC(2026, 1, 1) / 1000;
const rareWords = 40_000;
const linesPerWrite = 2000;

/** The nth of the words that fill the long tail of a vocabulary. */
function rareWord(rank: number): string {
  let word = '';
  for (let rest = rank + syllables.length; rest > 0; rest = Math.floor(rest / syllables.length)) {
    word += syllables[rest % syllables.length] ?? '';
  }
  return word;
}

/** What a person writes: a sentence, often more words, sometimes a paragraph; short ones are the most. */
function body(sentences: readonly string[], index: number, random: () => number): string {
  const sentence = sentences[index % sentences.length] ?? '';
  const chance = random();
  if (chance < 0.02) return '<Media omitted>';
  if (chance < 0.6) return sentence;
  const count = chance < 0.95 ? 1 + random() * 6 : 10 + random() * 50;
  const words = Array.from({ length: Math.floor(count) }, () => rareWord(Math.floor(rareWords ** random())));
  return chance < 0.97 ? `${sentence} ${words.join(' ')}` : `${sentence}\n${words.join(' ')}\n${sentence}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

function header(seconds: number, ios: boolean): string {
  const time = new Date(seconds * 1000);
  const [day, month, hour] = [time.getUTCDate(), time.getUTCMonth() + 1, time.getUTCHours()];
  const date = `${two(day)}/${two(month)}/${time.getUTCFullYear()}`;
  const minutes = `${two(hour)}:${two(time.getUTCMinutes())}`;
  return ios ? `[${date}, ${minutes}:${two(time.getUTCSeconds())}] ` : `${date}, ${minutes} - `;
}

/** Writes one chat: bursts of messages with pauses between them, over about two years. */
function writeChat(
  path: string,
  seed: number,
  messages: number,
  names: readonly string[],
  ios: boolean,
): void {
  const random = randomNumbers(seed);
  const sentences = chatCorpus(Math.min(messages, 20_000), seed);
  const file = openSync(path, 'w');
  let seconds = end - twoYears;
  let lines: string[] = [
    `${header(seconds, ios)}Los mensajes y las llamadas están cifrados de extremo a extremo.`,
  ];
  for (let index = 1; index < messages; index++) {
    seconds += random() < 0.8 ? random() * 50 : (random() * 10 * twoYears) / messages;
    const name = random() < 0.45 ? owner : (names[Math.floor(random() * names.length)] ?? owner);
    lines.push(`${header(seconds, ios)}${name}: ${body(sentences, index, random)}`);
    if (lines.length < linesPerWrite) continue;
    writeSync(file, `${lines.join('\n')}\n`);
    lines = [];
  }
  writeSync(file, `${lines.join('\n')}\n`);
  closeSync(file);
}

function person(at: number): string {
  return `${firstNames[at % firstNames.length]} ${lastNames[Math.floor(at / firstNames.length) % lastNames.length]} ${at}`;
}

/**
 * Writes exports of direct chats and groups, Android and iOS, with as many messages in all, of which the notice at
 * the beginning of each is one; the same for the same seed.
 */
export function writeChatExports(folder: string, messages: number, seed: number): readonly GeneratedExport[] {
  return shares.map((share, index) => {
    const number = seed * shares.length + index;
    const names = Array.from({ length: index % 3 === 2 ? 8 : 1 }, (_, member) => person(number * 8 + member));
    const ios = index % 2 === 1;
    const name = ios ? `WhatsApp Chat - ${names[0]}.txt` : `Chat de WhatsApp con ${names[0]}.txt`;
    const path = join(folder, name);
    const count = Math.round(messages * share);
    writeChat(path, number, count, names, ios);
    return { path, messages: count };
  });
}

/** Writes one direct chat of as many messages. */
export function writeOneChat(folder: string, messages: number): GeneratedExport {
  const path = join(folder, 'Chat de WhatsApp con Ana Peña.txt');
  writeChat(path, 1, messages, ['Ana Peña'], false);
  return { path, messages };
}
