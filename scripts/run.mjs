/**
 * Runs one of the project's programs, `node scripts/run.mjs FILE [ARGUMENT...]`, after making sure that its packages
 * and a Node that understands it are installed. Works under Node 20 with nothing installed.
 */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { installDependencies } from './setup/dependencies.mjs';
import { installNode } from './setup/node.mjs';
import { root } from './setup/npm.mjs';

/** When the program was started, in milliseconds since the epoch: before the set-up. */
process.env['ATALAYA_STARTED_AT'] ??= String(Math.round(performance.timeOrigin));

const [file = '', ...args] = process.argv.slice(2);
const program = path.resolve(file);
/** @param {string} line */
const log = (line) => process.stderr.write(`${line}\n`);

/** @returns {string} a Node that can run the program */
function setUp() {
  try {
    installDependencies(log);
    return installNode(log);
  } catch (error) {
    log(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
}

/** @param {string} node */
function runUnder(node) {
  const child = spawn(node, [program, ...args], { stdio: 'inherit' });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => child.kill(signal));
  }
  child.once('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal ?? 'SIGTERM']));
}

const node = setUp();
process.env['PATH'] = [path.dirname(node), path.join(root, 'node_modules/.bin'), process.env['PATH']].join(
  path.delimiter,
);
if (node === process.execPath) {
  process.argv.splice(1, 2, program);
  await import(pathToFileURL(program).href);
} else {
  runUnder(node);
}
