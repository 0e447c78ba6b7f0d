import { join } from 'node:path';
import { expect, test } from 'vitest';
import { languages } from '#shared/model/workspace.ts';
import { employeeNotice } from './starter-text.ts';

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
    const { words, sha256 } = await employeeNotice(folder, language, facts);
    for (const fact of ['Ana Ríos', 'Ventas Norte', 'cinco años']) expect(words).toContain(fact);
    expect(words.replaceAll(facts.company, '')).not.toContain('{{');
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    expect((await employeeNotice(folder, language, { ...facts, employee: 'Ana Rios' })).sha256).not.toBe(
      sha256,
    );
  },
);
