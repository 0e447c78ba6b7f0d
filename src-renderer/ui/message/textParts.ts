import type { Mark } from './segments.ts';

/** A part of a message's text that stands by itself, with the marks that fall into it. */
export interface TextPart {
  readonly text: string;
  readonly marks: readonly Mark[];
}

/**
 * Cuts out of a text the parts that are shown apart, such as a poll's options, in their order, and what stands before
 * the first. A part that the text does not hold is shown without marks.
 */
export function cutParts(
  text: string,
  parts: readonly string[],
  marks: readonly Mark[],
): { readonly head: TextPart; readonly parts: readonly TextPart[] } {
  const places: (number | null)[] = [];
  let from = text.length;
  for (const part of parts.toReversed()) {
    const at = part === '' ? -1 : text.lastIndexOf(part, from - part.length);
    const isThere = at !== -1 && from - part.length >= 0;
    places.unshift(isThere ? at : null);
    if (isThere) from = at;
  }
  const head = text.slice(0, from).replace(/\n(?:- )?$/, '');
  return {
    head: { text: head, marks: within(marks, 0, head.length) },
    parts: parts.map((part, index) => {
      const at = places[index] ?? null;
      return { text: part, marks: at === null ? [] : within(marks, at, at + part.length) };
    }),
  };
}

function within(marks: readonly Mark[], start: number, end: number): Mark[] {
  return marks.flatMap(({ span: [from, to], label }) =>
    from < end && to > start
      ? [{ span: [Math.max(from, start) - start, Math.min(to, end) - start] as const, label }]
      : [],
  );
}
