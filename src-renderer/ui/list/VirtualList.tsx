import { useVirtualizer } from '@tanstack/react-virtual';
import {
  useEffect,
  useEffectEvent,
  useId,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
} from 'react';
import { cx } from '../cx.ts';
import css from './VirtualList.module.css';

export interface VirtualListProps<T> {
  readonly label: string;
  readonly items: readonly T[];
  readonly itemKey: (item: T) => string | number;
  /** Pixels; with `isMeasured` an estimate, and each row takes what it needs. */
  readonly rowHeight: number;
  readonly isMeasured?: boolean;
  readonly selectedKey: string | number | null;
  /** By press, Enter, or moving with the arrow keys, `j` and `k`. */
  readonly onSelect: (item: T) => void;
  /** Called when Enter is pressed on the selected row: go into it. */
  readonly onEnter?: (item: T) => void;
  /** Called near the end, for the next page. */
  readonly onEndReached?: () => void;
  readonly renderRow: (item: T, isSelected: boolean) => ReactNode;
  /** Told when the list is scrolled away from its top, and when it is back. */
  readonly onTopChange?: (isAtTop: boolean) => void;
  /** Scrolls to the top whenever it changes. */
  readonly topRequest?: number;
  /** At the end of the list: a spinner, a last word. */
  readonly footer?: ReactNode;
}

const overscan = 8;

/**
 * A list of any length of which only what is in sight is in the document. It is a listbox: one place in the focus
 * order, moved in by arrow keys, Home, End, `j` and `k`. It takes the focus when it appears and nothing else has it.
 */
export function VirtualList<T>(props: VirtualListProps<T>) {
  const {
    label,
    items,
    itemKey,
    rowHeight,
    isMeasured = false,
    selectedKey,
    onSelect,
    onEnter,
    onEndReached,
    onTopChange,
    topRequest = 0,
    renderRow,
    footer,
  } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const [active, setActive] = useState<string | number | null>(null);
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => {
      const item = items[index];
      return item === undefined ? index : itemKey(item);
    },
    overscan,
  });
  const rows = virtualizer.getVirtualItems();
  const lastRow = rows.at(-1)?.index ?? -1;

  const indexOf = (key: string | number | null) =>
    key === null ? -1 : items.findIndex((item) => itemKey(item) === key);
  const activeKey = active ?? selectedKey;
  const activeRow = rows.find((row) => row.key === activeKey);

  const reachedEnd = useEffectEvent(() => onEndReached?.());
  useEffect(() => {
    if (items.length > 0 && lastRow >= items.length - overscan) reachedEnd();
  }, [lastRow, items.length]);

  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);

  const showSelected = useEffectEvent(() => {
    const index = indexOf(selectedKey);
    if (index >= 0) virtualizer.scrollToIndex(index, { align: 'auto' });
  });
  useEffect(() => {
    setActive(null);
    showSelected();
  }, [selectedKey]);

  useEffect(() => {
    if (topRequest > 0) scroller.current?.scrollTo({ top: 0 });
  }, [topRequest]);

  useEffect(() => {
    if (document.activeElement === document.body) scroller.current?.focus({ preventScroll: true });
  }, []);

  const goTo = (index: number) => {
    const item = items[Math.max(0, Math.min(items.length - 1, index))];
    if (item === undefined) return;
    setActive(itemKey(item));
    virtualizer.scrollToIndex(Math.max(0, Math.min(items.length - 1, index)), { align: 'auto' });
    onSelect(item);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = indexOf(activeKey);
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1);
    const target = {
      ArrowDown: at + 1,
      j: at + 1,
      ArrowUp: at - 1,
      k: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: items.length - 1,
    }[event.key];
    if (target !== undefined) goTo(target);
    else if (event.key === 'Enter') {
      const item = items[Math.max(0, at)];
      if (item !== undefined) (onEnter ?? onSelect)(item);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const onClick = ({ target }: MouseEvent) => {
    const row = target instanceof Element ? target.closest<HTMLElement>('[role=option]') : null;
    const item = row === null ? undefined : items[Number(row.dataset['index'])];
    if (item !== undefined) onSelect(item);
  };

  return (
    <div
      ref={scroller}
      className={css.scroller}
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={activeRow === undefined ? undefined : `${id}-${activeRow.key}`}
      onClick={onClick}
      onKeyDown={onKeyDown}
      onScroll={({ currentTarget }) => onTopChange?.(currentTarget.scrollTop < rowHeight / 2)}
    >
      <div className={css.content} style={{ height: virtualizer.getTotalSize() }}>
        {rows.map((row) => {
          const item = items[row.index];
          if (item === undefined) return null;
          const isSelected = row.key === selectedKey;
          return (
            <div
              key={row.key}
              id={`${id}-${row.key}`}
              ref={isMeasured ? virtualizer.measureElement : undefined}
              data-index={row.index}
              className={cx(css.row, isSelected && css.selected, row.key === activeKey && css.active)}
              style={{ transform: `translateY(${row.start}px)`, height: isMeasured ? undefined : row.size }}
              role="option"
              aria-selected={isSelected}
              aria-setsize={items.length}
              aria-posinset={row.index + 1}
            >
              {renderRow(item, isSelected)}
            </div>
          );
        })}
      </div>
      {footer}
    </div>
  );
}
