import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { lockWorkspace } from '#host/workspace/lock.ts';

/** Says that everything in the folder may be thrown away. */
const marker = 'DEMO';
const explanation =
  'A demo workspace of Atalaya: made anew, and all of it deleted, each time the demo starts.\n';

/** Empties the demo's folder. Throws when it holds anything that the demo did not make, or is in use. */
export function freshFolder(folder: string): void {
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    if (!existsSync(path.join(folder, marker))) {
      throw new Error(`${folder} is not empty and no demo made it: the demo leaves it alone.`);
    }
    lockWorkspace(folder).release();
    rmSync(folder, { recursive: true });
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, marker), explanation);
}
