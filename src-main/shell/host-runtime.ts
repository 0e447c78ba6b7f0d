/**
 * Node lets the young generation grow to 128 MB while an import runs, which makes nothing faster; and it takes the
 * messages of a batch, which live a little longer than what else is made of a file, for lasting ones, and makes the
 * next in the old generation, which costs a third more time and memory. Electron's own process, whose heap is smaller
 * from the start, needs no such flags.
 */
export const hostFlags: readonly string[] = ['--max-semi-space-size=4', '--no-allocation-site-pretenuring'];

/** Which process runs the archive host. */
export type HostRuntime =
  | { readonly type: 'utility-process' }
  | { readonly type: 'node-child'; readonly node: string };

/** The least Node-API that the host's database library needs; below it, it crashes. */
const neededNodeApi = 10;

/**
 * Electron runs the host itself where its Node can (Electron 35 and later); an older one starts it under the Node that
 * it is given. Throws when there is none.
 */
export function chooseHostRuntime(
  versions: Readonly<Record<string, string | undefined>>,
  node: string | null,
): HostRuntime {
  if (Number(versions['napi']) >= neededNodeApi) return { type: 'utility-process' };
  if (node === null) {
    throw new Error(
      `Electron's Node-API ${versions['napi']} is too old for the archive host, and no other Node was named`,
    );
  }
  return { type: 'node-child', node };
}
