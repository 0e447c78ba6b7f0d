import { describe, expect, it } from 'vitest';
import { recoveryGroups } from './recoveryCode.ts';

const texts = (code: string) => recoveryGroups(code).map(({ text }) => text);

describe('the groups of a recovery code', () => {
  it('are its own where it has them', () =>
    expect(texts('ABCDE-FGHIJ KLMNO')).toEqual(['ABCDE', 'FGHIJ', 'KLMNO']));

  it('are fours where it has none', () => expect(texts('ABCDEFGHIJ')).toEqual(['ABCD', 'EFGH', 'IJ']));
});
