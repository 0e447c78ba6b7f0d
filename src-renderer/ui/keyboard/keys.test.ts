import { describe, expect, it } from 'vitest';
import { keyNames, matches, type KeyPress } from './keys.ts';

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

describe('a shortcut', () => {
  it('is the key with exactly the keys that are held', () => {
    expect(matches('mod+k', press('k', { ctrlKey: true }))).toBe(true);
    expect(matches('mod+k', press('k'))).toBe(false);
    expect(matches('k', press('k', { ctrlKey: true }))).toBe(false);
    expect(matches('mod+k', press('k', { ctrlKey: true, shiftKey: true }))).toBe(false);
    expect(matches('mod+k', press('k', { ctrlKey: true, altKey: true }))).toBe(false);
  });

  it('does not depend on capitals', () => expect(matches('mod+k', press('K', { ctrlKey: true }))).toBe(true));

  it('with a sign is the same on every keyboard, with Shift or without', () => {
    expect(matches('?', press('?', { shiftKey: true }))).toBe(true);
    expect(matches('/', press('/'))).toBe(true);
  });

  it('is named as on the keyboard', () => expect(keyNames('mod+shift+k')).toEqual(['Ctrl', 'Shift', 'K']));
});
