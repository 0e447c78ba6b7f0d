import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { npm, root } from './npm.mjs';

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, peer?: boolean, link?: boolean }} Locked
 * @typedef {{ packages: Record<string, Locked> }} Lockfile
 */

/**
 * @param {string} file
 * @returns {Lockfile}
 */
function readLockfile(file) {
  return JSON.parse(readFileSync(path.join(root, file), 'utf8'));
}

/** Whether npm's own record of what it installed holds all that the lockfile asks for. */
function areInstalled() {
  if (!existsSync(path.join(root, 'node_modules/.package-lock.json'))) return false;
  const installed = readLockfile('node_modules/.package-lock.json').packages;
  return Object.entries(readLockfile('package-lock.json').packages).every(
    ([place, wanted]) =>
      place === '' ||
      (wanted.optional && !installed[place]) ||
      (installed[place]?.version === wanted.version && installed[place]?.integrity === wanted.integrity),
  );
}

/**
 * Installs the packages of the lockfile, unless they are there.
 *
 * @param {(line: string) => void} log
 */
export function installDependencies(log) {
  if (areInstalled()) return;
  log('Installing the dependencies from the lockfile...');
  npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
}
