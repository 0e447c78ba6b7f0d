import { beforeEach, describe, expect, it } from 'vitest';
import { backtestOf, judge, keepBacktest, tally, useBacktests } from './backtests.ts';
import { emptyPolicy } from './drafts.ts';

const nothing = {
  messages: 0,
  version: null,
  counts: { hits: 0, added: 0, gone: 0 },
  samples: { hits: [], added: [], gone: [] },
};

const judgements = () => useBacktests.getState().last?.judgements ?? new Map<number, boolean>();

describe('a finished back-test', () => {
  beforeEach(() => keepBacktest({ draftKey: 1, definition: emptyPolicy, result: nothing }));

  it('is of the draft as it stood, and of no other', () => {
    const { last } = useBacktests.getState();
    expect(backtestOf(last, 1, { ...emptyPolicy })).toBe(last);
    expect(backtestOf(last, 2, emptyPolicy)).toBeNull();
    expect(backtestOf(last, 1, { ...emptyPolicy, severity: 'high' })).toBeNull();
  });

  it('counts what was judged, and takes back a judgement that is given again', () => {
    const samples = [{ messageId: 1 }, { messageId: 2 }, { messageId: 3 }];
    judge(1, true);
    judge(2, false);
    judge(9, true);
    expect(tally(samples, judgements())).toEqual({ judged: 2, right: 1 });
    judge(2, true);
    expect(tally(samples, judgements())).toEqual({ judged: 2, right: 2 });
    judge(1, true);
    expect(tally(samples, judgements())).toEqual({ judged: 1, right: 1 });
  });
});
