import type { MessageView } from '#shared/contract/fields.ts';
import type { ThreadGap } from '#shared/contract/coverage.ts';
import type { GapState } from '#shared/model/coverage.ts';

/** Gaps with no message between them, told as one. */
export interface GapMark {
  readonly id: number;
  readonly count: number;
  readonly from: number;
  /** null while the last of them lasts. */
  readonly to: number | null;
  /** How long they were together, without one that lasts. */
  readonly lengthMs: number;
  /** The cause of the longest. */
  readonly cause: ThreadGap['cause'];
  /** The worst of their states. */
  readonly state: GapState;
  readonly messages: number;
}

/** Where a window of messages goes on beyond what is in memory. */
export interface WindowEdges {
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
}

const beforeAll = -1;
const worstFirst: readonly GapState[] = ['open', 'lost', 'partly', 'waiting', 'filled'];

/**
 * Where gaps, oldest first, stand among messages, oldest first: after the message of that index, or before all at -1.
 * A gap stands where it began. Beyond an edge only what reaches into the window is told; the rest comes with its own
 * messages.
 */
export function placeGaps(
  messages: readonly MessageView[],
  gaps: readonly ThreadGap[],
  { hasOlder, hasNewer }: WindowEdges,
): ReadonlyMap<number, GapMark> {
  const first = messages[0];
  if (first === undefined) return new Map();
  const slots = new Map<number, ThreadGap[]>();
  let index = beforeAll;
  for (const gap of gaps) {
    while ((messages[index + 1]?.sentAt ?? Infinity) <= gap.from) index += 1;
    if (index === beforeAll && hasOlder && gap.to !== null && gap.to <= first.sentAt) continue;
    if (index === messages.length - 1 && hasNewer) continue;
    const slot = slots.get(index);
    if (slot === undefined) slots.set(index, [gap]);
    else slot.push(gap);
  }
  return new Map([...slots].map(([place, own]) => [place, markOf(own)]));
}

const lengthOf = ({ from, to }: ThreadGap): number => (to ?? from) - from;

function markOf(gaps: readonly ThreadGap[]): GapMark {
  const [longest] = gaps.toSorted((a, b) => lengthOf(b) - lengthOf(a));
  return {
    id: gaps[0]?.id ?? 0,
    count: gaps.length,
    from: gaps[0]?.from ?? 0,
    to: gaps.at(-1)?.to ?? null,
    lengthMs: gaps.reduce((sum, gap) => sum + lengthOf(gap), 0),
    cause: longest?.cause ?? 'not-running',
    state: worstFirst.find((state) => gaps.some((gap) => gap.state === state)) ?? 'waiting',
    messages: gaps.reduce((sum, gap) => sum + gap.messages, 0),
  };
}

/** Takes over the gaps of a page: what the page covers is told by it, the rest stays. */
export function mergeGaps(
  known: readonly ThreadGap[],
  page: readonly ThreadGap[],
  from: number,
  to: number,
): readonly ThreadGap[] {
  const fresh = new Set(page.map(({ id }) => id));
  const kept = known.filter((gap) => !fresh.has(gap.id) && (gap.from < from || gap.from > to));
  return [...kept, ...page].sort((a, b) => a.from - b.from || a.id - b.id);
}
