import type { ThreadGap } from '#shared/contract/coverage.ts';
import type { MessageView } from '#shared/contract/fields.ts';
import type { Output } from '#shared/contract/contract.ts';
import { mergeGaps } from './threadGaps.ts';

export type MessagePage = Output<'inbox.messages'>;

/** The contiguous part of a conversation that is in memory, oldest first. */
export interface ThreadWindow {
  readonly messages: readonly MessageView[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
  /** When the line was not captured, as far as the messages' pages told; oldest first. */
  readonly gaps: readonly ThreadGap[];
}

/** More than this many messages are let go at the end that is farther from the reader. */
export const maxMessages = 400;

/**
 * Puts a page into the window: what the page covers is taken from it, the rest stays. The page must overlap the
 * window or continue it; an empty page only tells that there is no more.
 */
export function mergePage(
  window: ThreadWindow,
  page: MessagePage,
  direction: 'older' | 'newer' | 'same',
): ThreadWindow {
  const first = page.messages[0];
  const last = page.messages.at(-1);
  if (first === undefined || last === undefined) {
    const after = window.messages.at(-1)?.sentAt ?? 0;
    return {
      ...window,
      ...(direction === 'newer' && { gaps: mergeGaps(window.gaps, page.gaps, after, Infinity) }),
      ...(direction === 'older' && { hasOlder: page.hasOlder }),
      ...(direction === 'newer' && { hasNewer: page.hasNewer }),
    };
  }
  const before = window.messages.filter(({ id }) => id < first.id);
  const after = window.messages.filter(({ id }) => id > last.id);
  const merged: ThreadWindow = {
    messages: [...before, ...page.messages, ...after],
    hasOlder: before.length > 0 ? window.hasOlder : page.hasOlder,
    hasNewer: after.length > 0 ? window.hasNewer : page.hasNewer,
    gaps: mergeGaps(
      window.gaps,
      page.gaps,
      page.hasOlder ? first.sentAt : -Infinity,
      page.hasNewer ? last.sentAt : Infinity,
    ),
  };
  return trim(merged, direction === 'older' ? 'newest' : 'oldest');
}

function trim(window: ThreadWindow, end: 'oldest' | 'newest'): ThreadWindow {
  const excess = window.messages.length - maxMessages;
  if (excess <= 0) return window;
  const messages = end === 'newest' ? window.messages.slice(0, -excess) : window.messages.slice(excess);
  const [from, to] = [messages[0]?.sentAt ?? 0, messages.at(-1)?.sentAt ?? Infinity];
  return end === 'newest'
    ? { ...window, messages, hasNewer: true, gaps: window.gaps.filter((gap) => gap.from <= to) }
    : { ...window, messages, hasOlder: true, gaps: window.gaps.filter((gap) => (gap.to ?? to) >= from) };
}
