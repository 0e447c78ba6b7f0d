import { join } from 'node:path';
import { expect, test } from 'vitest';
import { containsWording, wordingOf } from '#shared/model/customer-notice.ts';
import { languages } from '#shared/model/workspace.ts';
import { readReadyTexts } from './ready-texts.ts';

const texts = readReadyTexts(join(import.meta.dirname, '../../../resources/notices'));

test.each(languages)(
  'the ready text in %s is recognised with the company in it, and as no other one',
  (own) => {
    const text = texts[own].replace('{{company}}', 'Harbour Tools');
    const found = languages.filter((language) => containsWording(text, [wordingOf(texts[language])]));
    expect(text).toContain('Harbour Tools');
    expect(found).toEqual([own]);
  },
);
