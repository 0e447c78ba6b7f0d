import type { MessageView } from '#shared/contract/fields.ts';
import type { Output } from '#shared/contract/contract.ts';

export type MessagePage = Output<'inbox.messages'>;

/** The contiguous part of a conversation that is in memory, oldest first. */
export interface ThreadWindow {
  readonly messages: readonly MessageView[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
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
    return {
      ...window,
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
  };
  return trim(merged, direction === 'older' ? 'newest' : 'oldest');
}

function trim(window: ThreadWindow, end: 'oldest' | 'newest'): ThreadWindow {
  const excess = window.messages.length - maxMessages;
  if (excess <= 0) return window;
  return end === 'newest'
    ? { ...window, messages: window.messages.slice(0, -excess), hasNewer: true }
    : { ...window, messages: window.messages.slice(excess), hasOlder: true };
}
