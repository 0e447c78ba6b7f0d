import {
  useCallback,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useState,
  type RefObject,
} from 'react';
import type { ThreadLoader, ThreadState } from './threadLoader.ts';
import type { ThreadWindow } from './threadWindow.ts';

/** Pixels from the end within which a reader is following what comes in. */
const endSlack = 24;
/** More is loaded when less than this many window heights are left. */
const loadAhead = 1.5;

interface ReadingPlace {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly content: RefObject<HTMLDivElement | null>;
  readonly isAtEnd: boolean;
  /** Messages that came while the reader was not at the end. */
  readonly newBelow: number;
  /** Id of the message that is being read, the topmost in sight. */
  readonly readingId: () => number | null;
}

interface Anchor {
  readonly messageId: string;
  /** Its distance from the top of the scroller in pixels. */
  readonly offset: number;
}

/** The first row that reaches below the top of the scroller; rows are in order, so it is found by halving. */
function topmostRow(scroller: HTMLElement, rows: readonly HTMLElement[]): HTMLElement | undefined {
  const edge = scroller.getBoundingClientRect().top;
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const row = rows[middle];
    if (row !== undefined && row.getBoundingClientRect().bottom <= edge) low = middle + 1;
    else high = middle;
  }
  return rows[low];
}

function messageRows(content: HTMLElement): readonly HTMLElement[] {
  return [...content.querySelectorAll<HTMLElement>('[data-message]')];
}

function findRow(scroller: HTMLElement, messageId: string): HTMLElement | null {
  return scroller.querySelector<HTMLElement>(`[data-message="${messageId}"]`);
}

function offsetWithin(scroller: HTMLElement, row: HTMLElement): number {
  return row.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
}

/**
 * Keeps what is being read where it is while messages are added above, below or in between and while the window is
 * resized; follows the end when the reader is there; goes where a jump leads; loads more ahead of the reader.
 */
export function useReadingPlace(
  window: ThreadWindow | null,
  jump: ThreadState['jump'],
  loader: ThreadLoader,
): ReadingPlace {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const anchor = useRef<Anchor | null>(null);
  const followed = useRef(true);
  const jumped = useRef(0);
  const [isAtEnd, setAtEnd] = useState(true);
  const [readTo, setReadTo] = useState<number | null>(null);

  const note = useEffectEvent(() => {
    const box = scroller.current;
    if (box === null || content.current === null) return;
    const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight <= endSlack;
    followed.current = atEnd;
    setAtEnd(atEnd);
    const lastId = window?.messages.at(-1)?.id;
    if (window?.hasNewer === false && lastId !== undefined && (atEnd || readTo === null)) setReadTo(lastId);
    const row = topmostRow(box, messageRows(content.current));
    const messageId = row?.dataset['message'];
    anchor.current =
      row === undefined || messageId === undefined ? null : { messageId, offset: offsetWithin(box, row) };
  });

  const loadAheadOfReader = useCallback(() => {
    const box = scroller.current;
    if (box === null) return;
    const ahead = box.clientHeight * loadAhead;
    if (box.scrollTop < ahead) loader.loadOlder();
    if (box.scrollHeight - box.scrollTop - box.clientHeight < ahead) loader.loadNewer();
  }, [loader]);

  /** Puts the scroller back to where the reader was, after the content changed its size. */
  const settle = useEffectEvent(() => {
    const box = scroller.current;
    if (box === null) return;
    if (followed.current && window?.hasNewer === false) box.scrollTop = box.scrollHeight;
    else if (anchor.current !== null) {
      const row = findRow(box, anchor.current.messageId);
      if (row !== null) box.scrollTop += offsetWithin(box, row) - anchor.current.offset;
    }
  });

  const follow = useEffectEvent(() => {
    const box = scroller.current;
    if (box === null || content.current === null) return;
    if (jumped.current === jump.count) settle();
    else {
      jumped.current = jump.count;
      if (jump.to === 'newest') box.scrollTop = box.scrollHeight;
      else if ('around' in jump.to) {
        findRow(box, `${jump.to.around}`)?.scrollIntoView({ block: 'center' });
      } else box.scrollTop = 0;
    }
    note();
  });
  useLayoutEffect(() => {
    if (window !== null && jump.count > 0) follow();
  }, [window, jump]);
  useEffect(() => {
    if (window !== null) loadAheadOfReader();
  }, [window, loadAheadOfReader]);

  const isShown = window !== null;
  useEffect(() => {
    const box = scroller.current;
    if (!isShown || box === null || content.current === null) return undefined;
    const onScroll = () => {
      note();
      loadAheadOfReader();
    };
    const sizes = new ResizeObserver(() => settle());
    sizes.observe(box);
    sizes.observe(content.current);
    box.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      sizes.disconnect();
      box.removeEventListener('scroll', onScroll);
    };
  }, [isShown, loadAheadOfReader]);

  const readingId = () => (anchor.current === null ? null : Number(anchor.current.messageId));
  const lastRead = window?.messages.findLastIndex(({ id }) => id <= (readTo ?? Infinity)) ?? -1;
  const newBelow = window === null || isAtEnd ? 0 : window.messages.length - 1 - lastRead;
  return { scroller, content, isAtEnd, newBelow, readingId };
}
