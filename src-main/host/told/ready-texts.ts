import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '#shared/model/workspace.ts';

/** The texts to start from, with the company unfilled. */
export type ReadyTexts = Readonly<Record<Language, string>>;

/** Reads the texts that the program brings along; `notices` is their folder. */
export function readReadyTexts(notices: string): ReadyTexts {
  const read = (language: Language) =>
    readFileSync(join(notices, 'customers', `${language}.txt`), 'utf8').trim();
  return { es: read('es'), 'pt-BR': read('pt-BR'), en: read('en') };
}
