import { type AuthenticationCreds, BufferJSON, DEFAULT_CONNECTION_CONFIG } from '@whiskeysockets/baileys';
import type { CaptureSink, ConnectorState, ConnectorStateChange, Screen } from '../connector.ts';
import type { Capture } from './capture.ts';
import { type Connection, connect } from './connection.ts';
import type { ConnectorLog } from './contract.ts';
import { noCredentials } from './credentials.ts';
import { ConnectionEnded } from './detached.ts';
import { createKeyStore } from './key-store.ts';
import { afterEnd, type ConnectionEnd } from './reconnect.ts';
import { createRetry } from './retry.ts';
import type { LineServer } from './server-address.ts';

/** Devices that a phone accepted and nobody wants any more: the phone must not go on listing them. */
export interface Departures {
  /** Notes in place of the device's credentials that it is to be removed, and begins with it. */
  add(credentials: AuthenticationCreds): void;
  /** Begins with those that an earlier run of the program could not remove. */
  resume(): void;
  close(): void;
}

export interface DeparturesOptions {
  readonly state: ConnectorState;
  readonly sink: CaptureSink;
  readonly server: LineServer;
  readonly log: ConnectorLog;
  readonly random: () => number;
}

/** What is kept of them until they are removed. */
export const departureCategory = 'departure';

export function createDepartures({ state, sink, server, log, random }: DeparturesOptions): Departures {
  /** How to stop those that are under way, by the device. */
  const underWay = new Map<string, () => void>();

  const store = (changes: readonly ConnectorStateChange[]) => {
    try {
      sink.commit([], changes);
    } catch (error) {
      log.error({ reason: error instanceof Error ? error.name : '' }, 'departure not noted');
    }
  };

  const begin = (id: string, credentials: AuthenticationCreds) => {
    if (underWay.has(id)) return;
    const retry = createRetry();
    let connection: Connection | null = null;
    let attempt = 0;

    const again = (end: Pick<ConnectionEnd, 'status' | 'opened' | 'bannedFor' | 'fault'>) => {
      connection = null;
      attempt += 1;
      const plan = afterEnd(end, attempt, random());
      if (plan.next === 'retry') retry.after(plan.delay, open);
      else if (plan.next === 'logged-out') gone();
      else underWay.delete(id);
    };
    const gone = () => {
      underWay.delete(id);
      store([change(id, null)]);
    };
    /** As soon as the server lets it in: no mail has come then. */
    const leave = async (current: Connection) => {
      try {
        await current.logOut();
      } catch {
        if (underWay.has(id)) again({ status: 408, opened: false, bannedFor: null, fault: null });
        return;
      }
      log.info({}, 'device removed from the phone');
      gone();
    };
    const open = () => {
      const current = connect({
        server,
        credentials,
        capture: createNothingKept(),
        screen: nobodyLeftOut,
        log,
        method: { type: 'qr' },
        onOffer: () => undefined,
        onTyped: () => undefined,
        onCredentials: () => undefined,
        onSuccess: () => void leave(current),
        onOpen: () => undefined,
        onSign: () => undefined,
        onEnd: again,
      });
      connection = current;
    };

    underWay.set(id, () => {
      retry.cancel();
      connection?.close();
    });
    open();
  };

  return {
    add(credentials) {
      const id = credentials.me?.id ?? '';
      const bytes = Buffer.from(JSON.stringify(credentials, BufferJSON.replacer));
      store([change(id, bytes), noCredentials]);
      begin(id, credentials);
    },
    resume() {
      for (const [id, bytes] of state.readAll(departureCategory)) {
        // Written by `add` from Baileys' own object.
        begin(id, JSON.parse(Buffer.from(bytes).toString(), BufferJSON.reviver) as AuthenticationCreds);
      }
    },
    close() {
      for (const [id, stop] of underWay) {
        underWay.delete(id);
        stop();
      }
    },
  };
}

const change = (id: string, value: Uint8Array | null): ConnectorStateChange => ({
  category: departureCategory,
  id,
  value,
});

/** Keeps nothing of a connection: mail is neither read nor confirmed, and keys live as long as the connection. */
function createNothingKept(): Capture {
  const kept = new Map<string, Uint8Array>();
  const read: ConnectorState['read'] = (category, ids) =>
    new Map(
      ids.flatMap((id) => {
        const value = kept.get(`${category} ${id}`);
        return value ? [[id, value] as const] : [];
      }),
    );
  const keys = createKeyStore({ read }, (changes) => {
    for (const { category, id, value } of changes) {
      if (value) kept.set(`${category} ${id}`, value);
      else kept.delete(`${category} ${id}`);
    }
  });
  return {
    keys,
    makeSignalRepository: (auth, logger, findLids) =>
      DEFAULT_CONNECTION_CONFIG.makeSignalRepository(auth, logger, findLids),
    onStanza() {
      throw new ConnectionEnded();
    },
    stop: () => undefined,
  };
}

const nobodyLeftOut: Screen = {
  from: () => 0,
  isActive: () => false,
  leavesOut: () => false,
  learn: () => undefined,
  count: () => undefined,
};
