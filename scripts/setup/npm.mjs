import { spawnSync } from 'node:child_process';
import path from 'node:path';

/** The project's own folder. */
export const root = path.resolve(import.meta.dirname, '../..');

/**
 * Runs npm, with whatever registry and proxy it is configured for; its output goes to standard error.
 *
 * @param {string[]} args
 * @returns {string} what it printed on standard output, when `capture` is set
 */
export function npm(args, { capture = false } = {}) {
  const { npm_execpath: script, npm_node_execpath: node } = process.env;
  const [command, ...first] = script ? [node ?? process.execPath, script] : ['npm'];
  const { status, stdout, error } = spawnSync(command, [...first, ...args], {
    cwd: root,
    stdio: ['ignore', capture ? 'pipe' : 2, 2],
    encoding: 'utf8',
    shell: !script && process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`npm ${args.join(' ')} failed`, { cause: error });
  return stdout ?? '';
}
