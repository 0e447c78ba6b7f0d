import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FromCapture, ToCapture } from './capture-process.ts';

/** The process that captures, which is killed and started again over one archive. */
export interface Capturing {
  readonly folder: string;
  readonly key: Uint8Array;
  /** How often it was killed. */
  kills(): number;
  /** Resolves when every line has been let in, the first time also linked. */
  start(): Promise<void>;
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
  /** Ends it as a person does. */
  stop(): Promise<void>;
  remove(): Promise<void>;
}

/** `scan` is shown each QR of a line, by the line's place among `urls`. */
export function createCapturing(
  urls: readonly string[],
  scan: (line: number, qr: string) => void,
): Capturing {
  const folder = mkdtempSync(join(tmpdir(), 'atalaya-soak-'));
  const key = randomBytes(32);
  let child: ChildProcess | null = null;
  let kills = 0;

  const end = async (how: (running: ChildProcess) => void): Promise<void> => {
    if (child === null) return;
    const running = child;
    child = null;
    const ended = once(running, 'exit');
    how(running);
    await ended;
  };

  return {
    folder,
    key,
    kills: () => kills,
    start() {
      const running = fork(join(import.meta.dirname, 'capture-process.ts'));
      child = running;
      const begin: ToCapture = { folder, key: key.toString('base64'), urls: [...urls] };
      running.send(begin);
      return new Promise((resolve, reject) => {
        running.on('message', (message: FromCapture) => {
          if ('qr' in message) scan(message.line, message.qr);
          else resolve();
        });
        running.once('exit', (code) => {
          // Only a process that nobody ended is a failure.
          if (child === running) reject(new Error(`the capturing process ended with ${code}`));
        });
      });
    },
    async kill() {
      kills += 1;
      await end((running) => running.kill('SIGKILL'));
    },
    stop: () => end((running) => running.disconnect()),
    async remove() {
      await end((running) => running.kill('SIGKILL'));
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
