import type { Span } from '#shared/model/message.ts';

/** Part of a text to be marked, and what for. */
export interface Mark {
  readonly span: Span;
  /** Words for hover and screen readers, such as the policy's name; null for a search match. */
  readonly label: string | null;
}

/** A stretch of text with the same marks throughout. */
export interface Segment {
  readonly start: number;
  readonly text: string;
  readonly isMarked: boolean;
  readonly labels: readonly string[];
  /** The address when the stretch is part of a link. */
  readonly link: string | null;
}

const linkPattern = /\bhttps?:\/\/[^\s<>"'`\u2028\u2029]{1,2000}/gi;

function findLinks(text: string): readonly { readonly span: Span; readonly url: string }[] {
  return [...text.matchAll(linkPattern)].map((match) => {
    const url = match[0].replace(/[.,;:!?)\]}]+$/, '');
    return { span: [match.index, match.index + url.length], url };
  });
}

/** Moves a position that would cut a character in two. */
function wholeCharacter(text: string, position: number): number {
  const isLow = (text.charCodeAt(position) & 0xfc00) === 0xdc00;
  const isAfterHigh = (text.charCodeAt(position - 1) & 0xfc00) === 0xd800;
  return isLow && isAfterHigh ? position + 1 : position;
}

/** Cuts a text at the edges of its marks and links, in order; marks may overlap, be empty or reach too far. */
export function segmentText(text: string, marks: readonly Mark[]): readonly Segment[] {
  const clamp = (position: number) => wholeCharacter(text, Math.max(0, Math.min(text.length, position)));
  const marked = marks.map(({ span, label }) => ({
    start: clamp(span[0]),
    end: clamp(span[1]),
    label,
    url: null,
  }));
  const links = findLinks(text).map(({ span, url }) => ({ start: span[0], end: span[1], label: null, url }));
  const ranges = [...marked, ...links]
    .filter(({ start, end }) => start < end)
    .sort((a, b) => a.start - b.start);
  const edges = [...new Set([0, text.length, ...ranges.flatMap(({ start, end }) => [start, end])])].sort(
    (a, b) => a - b,
  );

  const segments: Segment[] = [];
  let open: typeof ranges = [];
  let next = 0;
  for (const [index, start] of edges.entries()) {
    const end = edges[index + 1];
    if (end === undefined) break;
    open = open.filter((range) => range.end > start);
    for (let range = ranges[next]; range !== undefined && range.start <= start; range = ranges[++next])
      open.push(range);
    const labels = new Set(open.flatMap(({ label }) => (label === null ? [] : [label])));
    segments.push({
      start,
      text: text.slice(start, end),
      isMarked: open.some(({ url }) => url === null),
      labels: [...labels],
      link: open.find(({ url }) => url !== null)?.url ?? null,
    });
  }
  return segments;
}
