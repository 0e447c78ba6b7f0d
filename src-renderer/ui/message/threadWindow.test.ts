import { describe, expect, it } from 'vitest';
import { message, page } from './messageSamples.ts';
import { maxMessages, mergePage, type ThreadWindow } from './threadWindow.ts';

const ids = (window: ThreadWindow) => window.messages.map(({ id }) => id);
const middle: ThreadWindow = page([10, 11, 12], true, true);

describe('a page put into the thread’s window', () => {
  it('continues it with older messages and takes over whether there are more', () => {
    const window = mergePage(middle, page([7, 8, 9], false, true), 'older');
    expect(ids(window)).toEqual([7, 8, 9, 10, 11, 12]);
    expect(window).toMatchObject({ hasOlder: false, hasNewer: true });
  });

  it('continues it with newer messages', () => {
    const window = mergePage(middle, page([13], true, false), 'newer');
    expect(ids(window)).toEqual([10, 11, 12, 13]);
    expect(window).toMatchObject({ hasOlder: true, hasNewer: false });
  });

  it('replaces what it covers, adds what came late and drops what is gone', () => {
    const changed = {
      ...page([10, 11.5, 12], true, true),
      messages: [message(10), message(11.5), message(12, 'new words')],
    };
    const window = mergePage(middle, changed, 'same');
    expect(ids(window)).toEqual([10, 11.5, 12]);
    expect(window.messages[2]?.text).toBe('new words');
  });

  it('says that there is no more when it is empty', () => {
    expect(mergePage(middle, page([], false, true), 'older')).toMatchObject({
      hasOlder: false,
      hasNewer: true,
    });
    expect(mergePage(middle, page([], true, false), 'newer')).toMatchObject({
      hasOlder: true,
      hasNewer: false,
    });
  });

  it('keeps the window bounded by letting go the far end', () => {
    const full = page(
      Array.from({ length: maxMessages }, (_, index) => index + 100),
      true,
      false,
    );
    const older = mergePage(full, page([98, 99], true, true), 'older');
    expect(older.messages).toHaveLength(maxMessages);
    expect(older.messages[0]?.id).toBe(98);
    expect(older.hasNewer).toBe(true);
    const newer = mergePage(full, page([9000, 9001], true, false), 'newer');
    expect(newer.messages[0]?.id).toBe(102);
    expect(newer.hasOlder).toBe(true);
  });
});
