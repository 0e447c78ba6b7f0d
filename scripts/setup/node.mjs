import { existsSync } from 'node:fs';
import path from 'node:path';
import { npm, root } from './npm.mjs';

/** The first version of Node that runs the sources as they are. */
const MAJOR_NEEDED = 24;

/**
 * A Node that can run the project: the one that runs now where it is new enough, else the `node` package's.
 *
 * @param {(line: string) => void} log
 * @returns {string} the executable's path
 */
export function installNode(log) {
  if (Number.parseInt(process.versions.node, 10) >= MAJOR_NEEDED) return process.execPath;
  const executable = path.join(
    root,
    'node_modules/node/bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  if (existsSync(executable)) return executable;
  log(`Installing Node ${MAJOR_NEEDED}...`);
  npm(['rebuild', 'node', '--no-ignore-scripts', '--foreground-scripts']);
  if (!existsSync(executable))
    throw new Error(`Node ${MAJOR_NEEDED} is needed: install it and run this again`);
  return executable;
}
