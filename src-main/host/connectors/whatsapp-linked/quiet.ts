import { AsyncLocalStorage } from 'node:async_hooks';
import type { SocketConfig } from '@whiskeysockets/baileys';
import type { ConnectorLog } from './contract.ts';

const drop = (): void => undefined;

/**
 * Baileys' logger. Its data holds message text, phone numbers and keys, and is dropped; of its errors the constant
 * sentence is kept, without digits.
 */
export function quietLogger(log: ConnectorLog): SocketConfig['logger'] {
  const logger: SocketConfig['logger'] = {
    level: 'error',
    child: () => logger,
    trace: drop,
    debug: drop,
    info: drop,
    warn: drop,
    error: (_data, message) => {
      if (message) log.debug({ library: 'baileys' }, message.replaceAll(/\d+/g, '#'));
    },
  };
  return logger;
}

const muted = new AsyncLocalStorage<true>();

/** Runs work of libsignal, which prints sessions with their keys on the console: nothing is printed. */
export function withoutConsole<T>(work: () => Promise<T>): Promise<T> {
  muteConsole();
  return muted.run(true, work);
}

let installed = false;

function muteConsole(): void {
  if (installed) return;
  installed = true;
  for (const level of ['log', 'info', 'warn', 'error'] as const) {
    const print = console[level].bind(console);
    console[level] = (...values: unknown[]) => {
      if (!muted.getStore()) print(...values);
    };
  }
}
