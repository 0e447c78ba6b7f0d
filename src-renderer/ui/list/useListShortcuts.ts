import { useShortcut } from '../keyboard/shortcuts.ts';

export interface ListShortcuts<T> {
  readonly items: readonly T[];
  readonly itemKey: (item: T) => string | number;
  readonly selectedKey: string | number | null;
  readonly onSelect: (item: T) => void;
  /** What the keys do, for the help sheet, and its heading there. */
  readonly labels: { readonly next: string; readonly previous: string; readonly group: string };
}

/** Moves through a list with `j` and `k` from anywhere in the window. */
export function useListShortcuts<T>({
  items,
  itemKey,
  selectedKey,
  onSelect,
  labels,
}: ListShortcuts<T>): void {
  const move = (step: number) => {
    const index = items.findIndex((item) => itemKey(item) === selectedKey);
    const target = items[index < 0 ? 0 : Math.min(items.length - 1, Math.max(0, index + step))];
    if (target !== undefined) onSelect(target);
  };
  const { next, previous, group } = labels;
  const enabled = items.length > 0;
  useShortcut({ keys: 'j', label: next, group, enabled }, () => move(1));
  useShortcut({ keys: 'k', label: previous, group, enabled }, () => move(-1));
}
