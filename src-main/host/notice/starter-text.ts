import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Language } from '#shared/model/workspace.ts';

/** What the text of a notice says about the case at hand. */
export interface NoticeFacts {
  readonly company: string;
  readonly employee: string;
  readonly line: string;
  /** '' while the line's number is not known. */
  readonly number: string;
  /** How long messages are kept, in words. */
  readonly retention: string;
}

/** A text as it is shown and signed; its hash is of exactly these words. */
export interface NoticeWords {
  readonly words: string;
  readonly sha256: string;
}

/** The starter text for employees in a language, with the facts filled in. */
export async function employeeNotice(
  folder: string,
  language: Language,
  facts: NoticeFacts,
): Promise<NoticeWords> {
  const template = await readFile(join(folder, `${language}.txt`), 'utf8');
  const filled = new Map(Object.entries(facts));
  const words = template
    .replaceAll(/\{\{(\w+)\}\}/g, (_all, name: string) => filled.get(name) ?? '')
    .replaceAll(/[ \t]+$/gm, '');
  return { words, sha256: createHash('sha256').update(words).digest('hex') };
}
