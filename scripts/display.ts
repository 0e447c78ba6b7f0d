import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { PlainFailure } from './setup/failure.ts';
import { needsVirtualDisplay } from './setup/system-libraries.ts';

/** A display to draw windows on, as environment variables, and the way to be rid of it. */
export interface Display {
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** The display of this session, or an Xvfb of our own where there is none. */
export async function openDisplay(): Promise<Display> {
  if (!needsVirtualDisplay()) return { env: {}, close: async () => {} };
  // A group of its own, so that Ctrl-C does not take the display away from a window that is closing.
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    detached: true,
  });
  const announced = server.stdio[3];
  if (!(announced instanceof Readable))
    throw new PlainFailure('Xvfb has no channel to announce its display on.');
  const number = (await text(announced)).trim();
  if (number === '') throw new PlainFailure('Xvfb could not be started.');
  server.unref();
  return {
    env: { DISPLAY: `:${number}` },
    async close() {
      server.ref();
      if (server.kill()) await once(server, 'exit');
    },
  };
}
