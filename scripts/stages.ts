import { type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { PlainFailure } from './setup/failure.ts';
import { root } from './setup/npm.mjs';

/** Runs one of the installed programs in the project's folder. */
export async function runTool(
  name: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<void> {
  const tool = spawn(name, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    ...options,
  });
  const [code] = await once(tool, 'exit');
  if (code !== 0) throw new PlainFailure(`${path.basename(name)} failed`);
}

/** Runs a stage, and prints what it is and how long it took. */
export async function stage<T>(name: string, work: () => Promise<T> | T): Promise<T> {
  const start = performance.now();
  console.log(`\n== ${name}`);
  try {
    return await work();
  } finally {
    console.log(`== ${name}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
  }
}
