const isMac = /mac/i.test(globalThis.navigator?.userAgent ?? '');

const macNames: Readonly<Record<string, string>> = { mod: '⌘', alt: '⌥', shift: '⇧' };
const otherNames: Readonly<Record<string, string>> = { mod: 'Ctrl', alt: 'Alt', shift: 'Shift' };
const sharedNames: Readonly<Record<string, string>> = {
  enter: '↵',
  escape: 'Esc',
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
  home: 'Home',
  end: 'End',
};

/** The keys of a shortcut such as `mod+shift+k`, as they are named on this computer's keyboard. */
export function keyNames(keys: string): readonly string[] {
  const names = isMac ? macNames : otherNames;
  return keys.split('+').map((key) => names[key] ?? sharedNames[key] ?? key.toUpperCase());
}

/** What `matches` needs of a keyboard event. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** True when the key press is this shortcut; `mod` is Ctrl, or Cmd on a Mac. */
export function matches(keys: string, press: KeyPress): boolean {
  const parts = keys.split('+');
  const key = parts.at(-1);
  const mod = isMac ? press.metaKey : press.ctrlKey;
  const otherMod = isMac ? press.ctrlKey : press.metaKey;
  if (press.key.toLowerCase() !== key || otherMod) return false;
  if (mod !== parts.includes('mod') || press.altKey !== parts.includes('alt')) return false;
  // A sign such as `?` needs Shift on some keyboards and not on others.
  const isSign = key.length === 1 && key.toLowerCase() === key.toUpperCase();
  return isSign || press.shiftKey === parts.includes('shift');
}
