const counts = new Set<() => number>();

/** Tells of something that people write and that is kept only in the window: how much of it there is right now. */
export function countsAsUnsaved(count: () => number): void {
  counts.add(count);
}

/** How many things would be lost if the window were closed or locked now. */
export function unsavedCount(): number {
  let total = 0;
  for (const count of counts) total += count();
  return total;
}
