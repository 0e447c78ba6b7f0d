/**
 * `npm start [-- --demo] [-- --workspace DIR]`: builds what has changed, opens the app, and takes down with it all that
 * it started.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './build.ts';
import { openDisplay } from './display.ts';
import { installElectron } from './setup/electron.ts';
import { reportFailures } from './setup/failure.ts';
import { root } from './setup/npm.mjs';
import { installSystemLibraries } from './setup/system-libraries.ts';

const STOP_GRACE_MS = 10_000;
const ORPHAN_CHECK_MS = 1000;
const log = (line: string) => process.stdout.write(`${line}\n`);

/** Ends the app and every process of its group: politely, then by force. */
function stop(app: ChildProcess): void {
  if (app.exitCode !== null || app.signalCode !== null) return;
  app.kill('SIGTERM');
  setTimeout(() => killGroup(app), STOP_GRACE_MS).unref();
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined || process.platform === 'win32') return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nothing of the group is left.
  }
}

/** npm runs a script through a shell, which may not live on to pass a signal on: whose children we are, as far as we see. */
function ancestry(): string {
  const ofParent = `/proc/${process.ppid}/status`;
  return `${process.ppid} ${existsSync(ofParent) ? /^PPid:\s*(\d+)/m.exec(readFileSync(ofParent, 'utf8'))?.[1] : ''}`;
}

/** Calls back when a signal asks this program to end, or when the npm that started it is gone. */
function onStopAsked(callback: () => void): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, callback);
  if (!process.env['npm_lifecycle_event']) return;
  const started = ancestry();
  setInterval(() => ancestry() !== started && callback(), ORPHAN_CHECK_MS).unref();
}

await reportFailures(async () => {
  const { values } = parseArgs({ options: { demo: { type: 'boolean' }, workspace: { type: 'string' } } });
  const workspaceDir = values.workspace === undefined ? null : path.resolve(values.workspace);
  installSystemLibraries(log);
  const electron = await installElectron(log);
  await build(log);
  const demo = values.demo ? await (await import('./demo/demo.ts')).startDemo({ workspaceDir }) : null;

  const stopAsked = new AbortController();
  onStopAsked(() => stopAsked.abort());
  const display = await openDisplay();
  const app = spawn(
    electron.executable,
    [
      root,
      `--started-at=${process.env['ATALAYA_STARTED_AT']}`,
      `--host-node=${process.execPath}`,
      ...(process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...(demo?.args ?? (workspaceDir === null ? [] : [`--workspace=${workspaceDir}`])),
    ],
    {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...display.env },
      // A group of its own: it is asked to end once, by us, and nothing that it started outlives it.
      detached: process.platform !== 'win32',
    },
  );
  if (stopAsked.signal.aborted) stop(app);
  else stopAsked.signal.addEventListener('abort', () => stop(app));
  const [code] = await once(app, 'exit');
  killGroup(app);
  await display.close();
  await demo?.close();
  process.exit(code ?? 1);
});
