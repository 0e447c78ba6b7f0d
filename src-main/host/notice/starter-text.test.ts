import { join } from 'node:path';
import { expect, test } from 'vitest';
import { noticeTextProblems } from '#shared/model/notice-text.ts';
import { languages } from '#shared/model/workspace.ts';
import { noticeWords, starterText } from './starter-text.ts';

const folder = join(import.meta.dirname, '../../../resources/notices');
const facts = {
  company: 'Ferretería {{employee}} S.A.',
  employee: 'Ana Ríos',
  line: 'Ventas Norte',
  number: '',
  retention: 'cinco años',
};

test.each(languages)(
  'the text in %s names the case, and leaves no placeholder but what a name contains',
  async (language) => {
    const template = await starterText(folder, language);
    expect(noticeTextProblems(template)).toEqual({ missing: [], unknown: [] });
    const { words, sha256 } = noticeWords(template, null, facts);
    for (const fact of ['Ana Ríos', 'Ventas Norte', 'cinco años']) expect(words).toContain(fact);
    expect(words.replaceAll(facts.company, '')).not.toContain('{{');
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(noticeWords(template, null, { ...facts, employee: 'Ana Rios' }).sha256).not.toBe(sha256);
  },
);

test('a text that does not say whose it is, or asks for what nobody knows, is told apart', () => {
  expect(noticeTextProblems('{{company}} {{line}} {{salary}}')).toEqual({
    missing: ['employee'],
    unknown: ['salary'],
  });
});
