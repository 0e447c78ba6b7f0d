import type { Output } from '#shared/contract/contract.ts';
import type { Span } from '#shared/model/message.ts';

/** Where a rule of a draft hits in a text. */
export type TryHit = Output<'policy.try'>['hits'][number];

/**
 * The hits of an earlier text that are still in a text which was changed in one place, so that marks don't flicker
 * while somebody types: those before the change, and those behind it, moved.
 */
export function hitsStillThere(hits: readonly TryHit[], before: string, now: string): readonly TryHit[] {
  if (before === now) return hits;
  const shorter = Math.min(before.length, now.length);
  let same = 0;
  while (same < shorter && before[same] === now[same]) same += 1;
  let sameAtEnd = 0;
  while (sameAtEnd < shorter - same && before.at(-1 - sameAtEnd) === now.at(-1 - sameAtEnd)) sameAtEnd += 1;
  const moved = now.length - before.length;
  return hits.flatMap((hit) => {
    const [start, end] = hit.span;
    if (end <= same) return [hit];
    if (start < before.length - sameAtEnd) return [];
    const span: Span = [start + moved, end + moved];
    return [{ ...hit, span }];
  });
}
