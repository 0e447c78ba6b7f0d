import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { chatsIn } from './zip-chats.ts';

/** Folders in folders are looked into so deep, and so many files taken: a whole disk is no folder of exports. */
const deepest = 12;
const mostExports = 2000;

const extensions = new Set(['.txt', '.zip']);

/**
 * The files that may be chat exports, in the order of their names: `path` itself when it is a file, everything in it
 * and its folders when it is a folder. A zip with several chats counts as a folder of them. Hidden files and links are
 * left out.
 */
export async function exportsIn(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return (await chatsIn(path)).slice(0, mostExports);
  const found: string[] = [];
  await collect(path, 0, found);
  return found.slice(0, mostExports);
}

async function collect(folder: string, depth: number, found: string[]): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (found.length >= mostExports) return;
    if (entry.name.startsWith('.') || entry.name === '__MACOSX') continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory() && depth < deepest) await collect(path, depth + 1, found);
    else if (entry.isFile() && extensions.has(extname(entry.name).toLowerCase()))
      found.push(...(await chatsIn(path)));
  }
}
