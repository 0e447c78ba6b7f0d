/** The last work under each name; gone when it has ended. */
const tails = new Map<string, Promise<unknown>>();

/**
 * Runs one work at a time under a name, over all lines of this process. libsignal queues its jobs by the other
 * side's address alone and runs waiting ones in the context of the first; two lines that hear from the same person
 * would then write into each other's transaction.
 */
export async function exclusively<T>(name: string, work: () => Promise<T>): Promise<T> {
  const before = tails.get(name);
  const run = before ? before.then(work, work) : work();
  tails.set(name, run);
  try {
    return await run;
  } finally {
    if (tails.get(name) === run) tails.delete(name);
  }
}
