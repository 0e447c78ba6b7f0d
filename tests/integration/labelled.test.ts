import { describe, expect, it } from 'vitest';
import { judgeStarters, quality } from '../../bench/labelled.ts';
import { languages } from '#shared/model/workspace.ts';

describe.each(languages)('the ready-made policies in %s', (language) => {
  it('find what they were made for, and leave look-alikes alone', async () => {
    for (const one of await judgeStarters(language, 'tuning')) {
      expect(quality(one), one.slug).toEqual({ isPrecise: true, isComplete: true });
    }
  });

  it('leave the innocent messages alone that they were never adjusted to', async () => {
    const all = await judgeStarters(language, 'held-out');
    expect(all.map(({ wrong }) => wrong)).toEqual(all.map(() => 0));
  });
});
