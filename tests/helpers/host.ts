import { join } from 'node:path';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { createHost, type Host } from '#host/host.ts';
import type { HostEvent } from '#shared/contract/contract.ts';
import { createClient, type Client } from '#shared/rpc/client.ts';

/** A running host with a client as a window has one, and the events that it sent. */
export interface TestHost extends Client {
  readonly host: Host;
  readonly events: readonly HostEvent[];
  /** Resolves at the next event that fits. */
  nextEvent(fits: (event: HostEvent) => boolean): Promise<HostEvent>;
}

const starterFolder = join(import.meta.dirname, '../../resources/policies');

/** Starts a real host on a folder, without Electron; it parses its own answers. Closed after the test. */
export function startTestHost(
  folder: string,
  overrides: { key?: Uint8Array; now?: () => number; onKey?: (key: Uint8Array) => void } = {},
): TestHost {
  const events: HostEvent[] = [];
  const listeners = new Set<(event: HostEvent) => void>();
  const host = createHost({
    folder,
    key: overrides.key ?? null,
    version: '0.0.0',
    demo: false,
    starterFolder,
    serverUrl: null,
    log: pino({ level: 'silent' }),
    now: overrides.now ?? Date.now,
    onEvent(event) {
      events.push(event);
      for (const listener of listeners) listener(event);
    },
    onKey: overrides.onKey ?? (() => undefined),
    parseOutputs: true,
  });
  onTestFinished(() => host.close());
  const client = createClient({
    async request(id, method, input) {
      const reply = await host.handle({ t: 'request', id, method, input });
      if (reply === null) throw new Error('a request was not answered');
      return reply;
    },
    cancel: (id) => void host.handle({ t: 'cancel', id }),
  });
  return {
    ...client,
    host,
    events,
    nextEvent(fits) {
      const { promise, resolve } = Promise.withResolvers<HostEvent>();
      const listener = (event: HostEvent) => {
        if (!fits(event)) return;
        listeners.delete(listener);
        resolve(event);
      };
      listeners.add(listener);
      return promise;
    },
  };
}
