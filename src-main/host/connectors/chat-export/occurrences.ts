/** Slots at first; they double while messages are dense. Powers of two. */
const firstSlots = 1 << 9;
const maximumSlots = 1 << 20;
/** Numbers in a slot: time, two halves of the hash, count. */
const width = 4;

/**
 * Counts how often a triple of 32-bit numbers was seen. Entries whose time is far behind are forgotten, two
 * generations at a time, so that it stays small however long the file is.
 */
export class Occurrences {
  readonly #window: number;
  #recent = new Int32Array(firstSlots * width);
  #older = new Int32Array(firstSlots * width);
  #used = 0;
  #since = Number.NEGATIVE_INFINITY;

  /** `window` is the time that a generation covers. */
  constructor(window: number) {
    this.#window = window;
  }

  /** How often this triple came before, within one or two windows. */
  count(time: number, high: number, low: number): number {
    if (time > this.#since + this.#window || this.#used * 2 * width >= this.#recent.length)
      this.#makeRoom(time);
    const table = this.#recent;
    const at = slotOf(table, time, high, low);
    if (table[at + 3] === 0) {
      table[at] = time;
      table[at + 1] = high;
      table[at + 2] = low;
      const earlier = time < this.#since ? (this.#older[slotOf(this.#older, time, high, low) + 3] ?? 0) : 0;
      table[at + 3] = earlier;
      this.#used++;
    }
    const count = table[at + 3] ?? 0;
    table[at + 3] = count + 1;
    return count;
  }

  #makeRoom(time: number): void {
    const isDense = time <= this.#since + this.#window && this.#recent.length < maximumSlots * width;
    if (isDense) {
      const grown = new Int32Array(this.#recent.length * 2);
      for (let at = 0; at < this.#recent.length; at += width) {
        if (this.#recent[at + 3] === 0) continue;
        const slot = this.#recent.subarray(at, at + width);
        grown.set(slot, slotOf(grown, slot[0] ?? 0, slot[1] ?? 0, slot[2] ?? 0));
      }
      this.#recent = grown;
      return;
    }
    const free = this.#older;
    this.#older = this.#recent;
    this.#recent = free.length === firstSlots * width ? free.fill(0) : new Int32Array(firstSlots * width);
    this.#used = 0;
    this.#since = time;
  }
}

/** Where a triple is, or would be put: its slot's count is 0 then. */
function slotOf(table: Int32Array, time: number, high: number, low: number): number {
  const mask = table.length - 1;
  let at = ((low ^ Math.imul(time, 0x9e3779b1)) * width) & mask;
  while (
    table[at + 3] !== 0 &&
    (table[at] !== (time | 0) || table[at + 1] !== high || table[at + 2] !== low)
  ) {
    at = (at + width) & mask;
  }
  return at;
}
