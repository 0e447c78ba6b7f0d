import { AtalayaError } from '#shared/errors.ts';
import { localTimeText } from './calendar.ts';
import { isMark, isSpace } from './chars.ts';
import { asReadError, throwIfCancelled } from './errors.ts';
import { formFacts, HeaderScanner } from './header.ts';
import { LineSplitter } from './lines.ts';
import { openChatSource, type ChatSource } from './source.ts';
import { Survey } from './survey.ts';
import { decodeText } from './text.ts';
import { bareTitleOfFile, isSameName, titleOfFile } from './title.ts';
import type { ChatExportInfo } from './types.ts';

/** Blocks of text to look for a first header in before the file is taken for something else. */
const maximumHeaderlessBlocks = 64;

/**
 * Reads the whole file once to learn what it is and how to read it. Throws `not-a-chat-export` when it holds no
 * message header, `file-unreadable` (data: `reason` damaged, encrypted or system), `zip-unsafe` or `cancelled`.
 */
export async function inspectChatExport(
  path: string,
  options: { signal?: AbortSignal } = {},
): Promise<ChatExportInfo> {
  const { signal } = options;
  const source = await openChatSource(path, signal);
  try {
    return await inspect(source, signal);
  } catch (error) {
    throw asReadError(error);
  } finally {
    await source.close();
  }
}

async function inspect(source: ChatSource, signal: AbortSignal | undefined): Promise<ChatExportInfo> {
  let survey: Survey | null = null;
  let splitter: LineSplitter | null = null;
  let headerless = 0;
  for await (const { text } of decodeText(await source.text())) {
    throwIfCancelled(signal);
    if (survey === null) {
      const form = learnForm(text);
      if (form === null) {
        if (++headerless === maximumHeaderlessBlocks) break;
        continue;
      }
      survey = new Survey(form, text);
      splitter = new LineSplitter(survey);
    }
    splitter?.feed(text);
  }
  const result = survey?.finish() ?? null;
  if (survey === null || result === null) throw new AtalayaError('not-a-chat-export');
  const { verdict, authors, touching } = result;
  const title = titleOf(source);
  const names = authors.map((author) => author.name);
  const pair = pairOf(survey, names, touching, title ?? result.groupName);
  let found = 0;
  for (const name of survey.fileNames) if (source.files.get(name)?.isWhole === true) found++;
  return {
    platform: formFacts(survey.form).ios ? 'ios' : 'android',
    zip: source.zip,
    dateOrder: verdict.order,
    dateOrderBasis: verdict.basis,
    dateOrderAmbiguous: verdict.ambiguous,
    clock: result.clock12 ? '12h' : '24h',
    authors,
    firstLocalTime: localTimeText(verdict.earliest),
    lastLocalTime: localTimeText(verdict.latest),
    title: title ?? result.groupName ?? (pair === null ? bareTitle(source) : null),
    fileTitle: bareTitle(source),
    kind: pair === null ? 'group' : 'direct',
    messages: authors.reduce((sum, author) => sum + author.messages, 0),
    system: result.notices,
    attachments: { listed: survey.fileNames.size, found, leftOut: survey.leftOut },
    bytes: source.bytes,
    damage: source.damage,
    grammar: {
      ...result.grammar,
      strangers: pair === null ? result.grammar.strangers : names.filter((name) => !pair.includes(name)),
    },
  };
}

/**
 * The form of the file's headers: that of its first line, which nobody can write before WhatsApp does, or else the
 * most frequent one of the beginning.
 */
function learnForm(text: string): number | null {
  const scanner = new HeaderScanner();
  const counts = new Map<number, number>();
  let firstForm: number | null = null;
  let isFirst = true;
  const splitter = new LineSplitter({
    line: (text, start, stop) => {
      const match = scanner.scan(text, start, stop);
      if (match === 'header') {
        counts.set(scanner.form, (counts.get(scanner.form) ?? 0) + 1);
        if (isFirst) firstForm = scanner.form;
      }
      if (isFirst) isFirst = match === 'none' && isEmpty(text, start, stop);
    },
    more: () => undefined,
  });
  splitter.feed(text);
  if (firstForm !== null) return firstForm;
  const [best] = [...counts].toSorted((a, b) => b[1] - a[1]);
  return best?.[0] ?? null;
}

function isEmpty(text: string, start: number, stop: number): boolean {
  for (let at = start; at < stop; at++) {
    const code = text.charCodeAt(at);
    if (!isSpace(code) && !isMark(code)) return false;
  }
  return true;
}

function titleOf(source: ChatSource): string | null {
  for (const name of source.names) {
    const title = titleOfFile(name);
    if (title !== null) return title;
  }
  return null;
}

function bareTitle(source: ChatSource): string | null {
  for (const name of source.names) {
    const title = bareTitleOfFile(name);
    if (title !== null) return title;
  }
  return null;
}

/**
 * Those who write in a chat with one person; null for a group. Somebody who writes only where a header may have been
 * typed inside a message makes no group of a chat that has the other person's name.
 */
function pairOf(
  survey: Survey,
  authors: readonly string[],
  touching: readonly string[],
  title: string | null,
): readonly string[] | null {
  if (survey.looksLikeGroup) return null;
  if (authors.length <= 2) {
    const isPair =
      title === null || authors.length < 2 || authors.some((author) => isSameName(title, author));
    return isPair ? authors : null;
  }
  if (title === null) return null;
  const certain = authors.filter((author) => isSameName(title, author) || !touching.includes(author));
  return certain.length <= 2 && certain.some((author) => isSameName(title, author)) ? certain : null;
}
