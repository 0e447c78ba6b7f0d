import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fillNotice, type NoticeFacts } from '#shared/model/notice-text.ts';
import type { Language } from '#shared/model/workspace.ts';

/** A text as it is shown and signed; its hash is of exactly these words. */
export interface NoticeWords {
  readonly words: string;
  readonly sha256: string;
  /** The company's version that it is; null for the starter text. */
  readonly textId: number | null;
}

/** The text for employees to start from, in a language. */
export function starterText(folder: string, language: Language): Promise<string> {
  return readFile(join(folder, `${language}.txt`), 'utf8');
}

/** A text with the facts of a case filled in. */
export function noticeWords(template: string, textId: number | null, facts: NoticeFacts): NoticeWords {
  const words = fillNotice(template, facts);
  return { words, sha256: createHash('sha256').update(words).digest('hex'), textId };
}
