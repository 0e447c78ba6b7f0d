/** A fair choice of a few out of many that come one by one: the same ones, in whatever order they come. */
export interface Sample<T> {
  /** Looks at one more; `make` is called only when it is among the chosen so far. */
  offer(id: number, make: () => T): void;
  /** How many were offered. */
  readonly offered: number;
  /** The chosen, by id. */
  chosen(): T[];
}

/** Chooses `size` by what a seed makes of their ids, which gives each the same chance. */
export function createSample<T>(size: number, seed: number): Sample<T> {
  const kept: { id: number; rank: number; value: T }[] = [];
  let offered = 0;
  return {
    offer(id, make) {
      offered += 1;
      const rank = rankOf(id, seed);
      const last = kept.at(-1);
      if (kept.length === size && last !== undefined && rank >= last.rank) return;
      const place = kept.findIndex((other) => other.rank > rank);
      kept.splice(place === -1 ? kept.length : place, 0, { id, rank, value: make() });
      kept.length = Math.min(kept.length, size);
    },
    get offered() {
      return offered;
    },
    chosen: () => kept.toSorted((a, b) => a.id - b.id).map(({ value }) => value),
  };
}

const half = 0x1_0000_0000;

/** A number below 2^32 that looks like chance and is the same each time (the finalizer of MurmurHash3, twice). */
function rankOf(id: number, seed: number): number {
  return mixed(mixed(Math.trunc(id / half) ^ seed) ^ (id % half));
}

function mixed(value: number): number {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85_eb_ca_6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2_b2_ae_35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
