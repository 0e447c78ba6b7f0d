import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { chunksFolder, filesFolder, generationsFolder, listGenerations } from './layout.ts';
import { readList } from './manifest.ts';

const alwaysKept = 3;

/** Which of the backups (newest first) go: all but the newest three, and the newest of each of the last days that have one. */
export function outdated(generations: readonly string[], keepDays: number): string[] {
  const days = new Set<string>();
  return generations.filter((name, index) => {
    const day = name.slice(0, 8);
    const isNewestOfDay = !days.has(day);
    days.add(day);
    return index >= alwaysKept && !(isNewestOfDay && days.size <= keepDays);
  });
}

/** Removes the backups of a set that are outdated, and then what no other one holds. */
export async function removeOld(set: string, keepDays: number): Promise<void> {
  const all = listGenerations(set);
  const old = outdated(all, keepDays);
  if (old.length === 0) return;
  const folder = generationsFolder(set);
  for (const name of old) {
    // It no longer counts as soon as the first is gone.
    await rm(join(folder, `${name}.backup`), { force: true });
    await rm(join(folder, `${name}.list`), { force: true });
  }
  await removeUnused(set);
}

/** Removes pieces and files that no backup of a set holds. */
async function removeUnused(set: string): Promise<void> {
  const used = new Set<string>();
  for (const name of listGenerations(set)) {
    for await (const part of readList(set, name, null)) {
      used.add(part.type === 'file' ? part.name : `${part.sha256.slice(0, 2)}/${part.sha256.slice(2)}`);
    }
  }
  for (const folder of [chunksFolder(set), filesFolder(set)]) {
    for (const shelf of await readdir(folder)) {
      for (const name of await readdir(join(folder, shelf))) {
        if (!used.has(`${shelf}/${name}`)) await rm(join(folder, shelf, name), { force: true });
      }
    }
  }
}
