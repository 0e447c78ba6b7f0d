import type { Span } from '#shared/model/message.ts';

/** A part of a text, with the spans that lie in it as positions in that part. */
export interface Excerpt {
  readonly text: string;
  readonly spans: readonly Span[];
}

/** UTF-16 code units shown before the first match, so that a reader sees what led to it. */
const leadLength = 24;
const ellipsis = '…';

/**
 * The part of a text that fits a list row: one line, beginning a few words before the first span, at most `length`
 * UTF-16 code units. Neither end cuts a surrogate pair.
 */
export function excerptAround(text: string, spans: readonly Span[], length: number): Excerpt {
  const first = spans.reduce((least, [start]) => Math.min(least, start), text.length);
  const begin = first <= leadLength ? 0 : wordStart(text, first - leadLength, first);
  const end = characterBoundary(text, Math.min(text.length, begin + length));
  const lead = begin > 0 ? ellipsis : '';
  const tail = end < text.length ? ellipsis : '';
  const shift = lead.length - begin;
  return {
    text: lead + text.slice(begin, end).replace(/[\r\n\t\u2028\u2029]/g, ' ') + tail,
    spans: spans
      .filter(([start, stop]) => stop > begin && start < end)
      .map(([start, stop]): Span => [Math.max(start, begin) + shift, Math.min(stop, end) + shift]),
  };
}

/** The first beginning of a word at or after `from`, but not beyond `limit`. */
function wordStart(text: string, from: number, limit: number): number {
  const space = text.slice(from, limit).search(/\s/);
  return space < 0 ? characterBoundary(text, from) : from + space + 1;
}

/** The nearest position at or before `at` that is not inside a surrogate pair. */
function characterBoundary(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return at > 0 && unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at;
}
