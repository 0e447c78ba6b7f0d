import { useEffect, useEffectEvent, useId } from 'react';
import { create } from 'zustand';
import { matches } from './keys.ts';

/** Something that can be done right now, by its key or from the palette. */
export interface Shortcut {
  readonly id: string;
  /** Such as `mod+k`, `j`, `shift+enter`; null for a command that has no key. */
  readonly keys: string | null;
  readonly label: string;
  /** Heading under which the help sheet lists it. */
  readonly group: string;
  readonly run: () => void;
}

/** What can be done right now; the help sheet and the palette read it. */
export const useShortcuts = create<{ readonly shortcuts: readonly Shortcut[] }>(() => ({ shortcuts: [] }));

export interface ShortcutOptions {
  readonly keys: string | null;
  readonly label: string;
  readonly group: string;
  /** False while it can't be done. */
  readonly enabled?: boolean;
}

/** Registers a shortcut while the component is mounted. The one registered last wins over others with its keys. */
export function useShortcut(options: ShortcutOptions, run: () => void): void {
  const { keys, label, group, enabled = true } = options;
  const id = useId();
  const onRun = useEffectEvent(run);
  useEffect(() => {
    if (!enabled) return undefined;
    const shortcut: Shortcut = { id, keys, label, group, run: () => onRun() };
    useShortcuts.setState(({ shortcuts }) => ({ shortcuts: [...shortcuts, shortcut] }));
    return () =>
      useShortcuts.setState(({ shortcuts }) => ({
        shortcuts: shortcuts.filter((other) => other !== shortcut),
      }));
  }, [id, keys, label, group, enabled]);
}

const typing =
  'input:not([type=checkbox],[type=radio],[type=range]), textarea, select, [contenteditable=true]';
const pressable = 'button, a[href], summary, [role=button], [role=option], [role=menuitem], [role=tab]';

/** Keys that a text field needs for itself, whatever is held with them: the caret, and undo, copy and their like. */
const editingKeys: ReadonlySet<string> = new Set([
  'home',
  'end',
  'arrowleft',
  'arrowright',
  'a',
  'c',
  'v',
  'x',
  'y',
  'z',
]);

/** True when the key belongs to what has the focus: a text field, a button, or a dialog over the window. */
function belongsToFocus(event: KeyboardEvent): boolean {
  if (document.querySelector('[data-modal]') !== null) return true;
  if (!(event.target instanceof Element)) return false;
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (event.target.closest(typing) !== null)
    return (plain && event.key !== 'Escape') || editingKeys.has(event.key.toLowerCase());
  return plain && (event.key === 'Enter' || event.key === ' ') && event.target.closest(pressable) !== null;
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || belongsToFocus(event)) return;
  const { shortcuts } = useShortcuts.getState();
  const shortcut = shortcuts.findLast(({ keys }) => keys !== null && matches(keys, event));
  if (shortcut === undefined) return;
  event.preventDefault();
  shortcut.run();
}

const isCommand = (event: KeyboardEvent) => event.ctrlKey || event.metaKey;

/** A key with Ctrl or Cmd is heard on its way down: some text fields keep every key from coming up again. */
function onWayDown(event: KeyboardEvent): void {
  if (isCommand(event)) onKeyDown(event);
}

/** A plain key is heard when no component on its way wanted it. */
function onWayUp(event: KeyboardEvent): void {
  if (!isCommand(event)) onKeyDown(event);
}

/** Starts listening for the keys of all registered shortcuts. */
export function listenForShortcuts(): void {
  window.addEventListener('keydown', onWayDown, { capture: true });
  window.addEventListener('keydown', onWayUp);
}
