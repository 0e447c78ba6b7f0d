import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './setup/npm.mjs';

const SOURCES = ['src-*/**/*', 'resources/**/*', 'package.json', 'package-lock.json', 'vite.config.ts'];
const stamp = path.join(root, 'dist/.sources');

/** Names, sizes and times of all that the build reads. */
function fingerprint(): string {
  const hash = createHash('sha256');
  for (const file of globSync(SOURCES, { cwd: root, exclude: ['**/*.test.ts', '**/*.test.tsx'] }).sort()) {
    const { size, mtimeMs } = statSync(path.join(root, file));
    hash.update(`${file}\0${size}\0${mtimeMs}\0`);
  }
  return hash.digest('hex');
}

/** Builds the app into `dist/`, unless it was built from the same sources before. */
export async function build(log: (line: string) => void): Promise<void> {
  const sources = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return;
  log('Building...');
  const { createBuilder } = await import('vite');
  const builder = await createBuilder({ configFile: path.join(root, 'vite.config.ts'), logLevel: 'warn' });
  await builder.buildApp();
  writeFileSync(stamp, sources);
}
