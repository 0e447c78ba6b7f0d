import { networkInterfaces } from 'node:os';

/** What a program can read of the PC that it runs on. */
export interface Surroundings {
  /** The PC's clock (UTC milliseconds); it may be set. */
  wall(): number;
  /** Milliseconds since some moment; nobody sets it, and on some systems it stands still while the PC sleeps. */
  steady(): number;
  /** The addresses of the PC in its networks. */
  addresses(): string;
}

const checkEvery = 5_000;
/** A check that is later than this, or a clock that differs by this much, is no accident (milliseconds). */
const notable = 20_000;

const thisPc: Surroundings = {
  wall: Date.now,
  steady: () => performance.now(),
  addresses: () =>
    Object.entries(networkInterfaces())
      .flatMap(([name, all = []]) =>
        all.filter(({ internal }) => !internal).map(({ address }) => `${name} ${address}`),
      )
      .sort()
      .join(),
};

/**
 * Tells when the PC has woken up, its clock was set, or it is in another network: what waits then need not wait on,
 * and what was open may be dead. Returns how to stop.
 */
export function watchSurroundings(onChange: () => void, pc: Surroundings = thisPc): () => void {
  const read = () => ({ wall: pc.wall(), steady: pc.steady(), addresses: pc.addresses() });
  let last = read();
  const timer = setInterval(() => {
    const next = read();
    const passed = next.steady - last.steady;
    const isOther =
      passed > checkEvery + notable ||
      Math.abs(next.wall - last.wall - passed) > notable ||
      next.addresses !== last.addresses;
    last = next;
    if (isOther) onChange();
  }, checkEvery);
  timer.unref();
  return () => clearInterval(timer);
}
