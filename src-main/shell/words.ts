import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ErrorCode } from '#shared/errors.ts';
import enErrors from '#shared/locales/en/errors.json' with { type: 'json' };
import enShell from '#shared/locales/en/shell.json' with { type: 'json' };
import esErrors from '#shared/locales/es/errors.json' with { type: 'json' };
import esShell from '#shared/locales/es/shell.json' with { type: 'json' };
import ptErrors from '#shared/locales/pt-BR/errors.json' with { type: 'json' };
import ptShell from '#shared/locales/pt-BR/shell.json' with { type: 'json' };
import { languages, type Language } from '#shared/model/workspace.ts';

/** The few words that the main process itself says: dialogs, and why it can't start. */
export type Words = typeof enShell & { refusal(code: ErrorCode): string };

const words: Readonly<Record<Language, Words>> = {
  es: { ...esShell, refusal: (code) => esErrors[code] },
  'pt-BR': { ...ptShell, refusal: (code) => ptErrors[code] },
  en: { ...enShell, refusal: (code) => enErrors[code] },
};

/** The words in the language of a workspace folder or, where it has none yet, of the system. */
export function createWords(folder: string, locale: string): () => Words {
  return () =>
    words[languageOf(folder) ?? languages.find((tag) => locale.startsWith(tag.slice(0, 2))) ?? 'en'];
}

function languageOf(folder: string): Language | undefined {
  try {
    const content: unknown = JSON.parse(readFileSync(join(folder, 'workspace.json'), 'utf8'));
    if (typeof content !== 'object' || content === null || !('language' in content)) return undefined;
    return languages.find((language) => language === content.language);
  } catch {
    return undefined;
  }
}
