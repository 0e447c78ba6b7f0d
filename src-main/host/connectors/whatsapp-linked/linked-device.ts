import type { AuthenticationCreds } from '@whiskeysockets/baileys';
import { AtalayaError } from '#shared/errors.ts';
import { createCapture } from './capture.ts';
import { type Connection, connect } from './connection.ts';
import type { LinkedDevice, LinkedDeviceOptions, LinkedDeviceStatus } from './contract.ts';
import { credentialsChange, newCredentials, readCredentials } from './credentials.ts';
import type { Account } from './envelope.ts';
import { createGroups, groupTitleChange } from './groups.ts';
import { createHistoryReader } from './history.ts';
import { createIdentities } from './identities.ts';
import { accountJid, isPhoneJid, personLabel } from './jid.ts';
import { createJournal } from './journal.ts';
import { createMediaQueue } from './media-queue.ts';
import { nothingCaptured } from './records.ts';
import { afterEnd, type ConnectionEnd } from './reconnect.ts';

export type { LinkedDevice, LinkedDeviceOptions, LinkedDeviceStatus } from './contract.ts';

/** A connection that lasted this long (milliseconds) was a good one: the next failure is the first again. */
const goodConnection = 10_000;

/** Makes a line's companion device over what was stored of it. Throws `invalid-request` for a foreign `url`. */
export function createLinkedDevice(options: LinkedDeviceOptions): LinkedDevice {
  const { state, sink, log, url, random = Math.random } = options;
  const hosts = url === undefined ? 'whatsapp' : 'loopback';
  if (url !== undefined && !isLoopback(url)) throw new AtalayaError('invalid-request', { field: 'url' });

  let credentials = readCredentials(state);
  let status: LinkedDeviceStatus = { state: credentials ? 'linked' : 'unlinked' };
  let connection: Connection | null = null;
  let timer: NodeJS.Timeout | null = null;
  let breaks = 0;
  let refusals = 0;
  let storageError: AtalayaError | null = null;
  let linking: Linking | null = null;
  let closed = false;

  const account = (): Account | null =>
    credentials?.me?.id
      ? { jid: accountJid(credentials.me.id), lid: accountJid(credentials.me.lid) || null }
      : null;
  const identities = createIdentities(state);
  const groups = createGroups(state);
  const media = createMediaQueue({ state, sink, media: options.media, hosts, log });
  const history = createHistoryReader({
    state,
    sink,
    hosts,
    account,
    identities,
    groups,
    log,
    onMedia: media.add,
  });
  const journal = createJournal({
    state,
    sink,
    account,
    identities,
    groups,
    log,
    onMedia: media.add,
    onHistory: history.resume,
  });

  const setStatus = (next: LinkedDeviceStatus) => {
    status = next;
    options.onStatus(next);
  };

  const open = (using: AuthenticationCreds) => {
    const since = Date.now();
    const capture = createCapture(state, journal, (error) => {
      storageError =
        error instanceof AtalayaError ? error : new AtalayaError('internal', {}, { cause: error });
      log.error({ code: storageError.code }, 'nothing could be stored');
      current.close();
      ended({ status: 500, opened: true }, 0);
    });
    const store = () => {
      if (!using.me?.id) return;
      credentials = using;
      journal.commit(nothingCaptured, [credentialsChange(using)]);
    };
    const current = connect({
      url,
      credentials: using,
      capture,
      log,
      onQr: (qr, lifetime) => setStatus({ state: 'linking', qr, expiresAt: Date.now() + lifetime }),
      onCredentials: store,
      onSuccess: (lid) => {
        if (!using.me?.id && hosts === 'loopback' && lid) {
          // A loopback server may let a device in that no phone has paired; it then has the account of its LID.
          using.me = { id: `${accountJid(lid).split('@')[0]}@s.whatsapp.net`, lid };
          store();
        }
      },
      onOpen: () => {
        storageError = null;
        if (linking?.cancelled) return void leave(current, linking);
        setStatus({ state: 'connected', since: Date.now() });
        linking?.resolve();
        linking = null;
        media.resume();
        history.resume();
        void learnGroups(current);
      },
      onSign: (sign) => options.onSign?.(sign),
      onEnd: (end) => ended(end, Date.now() - since),
    });
    connection = current;
  };

  /** The phone has accepted a device whose linking was cancelled since: it must not go on listing it. */
  const leave = async (current: Connection, { reject }: Linking): Promise<void> => {
    try {
      await current.logOut();
    } catch (error) {
      log.warn({ reason: error instanceof Error ? error.name : '' }, 'device not removed from the phone');
    }
    reject(new AtalayaError('cancelled'));
  };

  const cancelLink = () => {
    if (!linking) return;
    if (!linking.credentials.me?.id) return linking.reject(new AtalayaError('cancelled'));
    linking.cancelled = true;
  };

  const ended = (end: ConnectionEnd, lasted: number) => {
    connection = null;
    if (closed) return;
    if (linking && !linking.credentials.me?.id) return endedWhileLinking(linking, end);
    if (!credentials) return;
    const attempt = countAttempt(end, lasted);
    const plan = afterEnd(end, attempt, random());
    if (plan.next !== 'retry') return stopped(plan.next);
    const again = credentials;
    setStatus({ state: 'reconnecting', attempt, nextAt: Date.now() + plan.delay, error: storageError });
    later(plan.delay, () => {
      setStatus({ state: 'connecting' });
      open(again);
    });
  };

  /** How often in a row connections broke soon after the server had let us in, or how often it did not. */
  const countAttempt = (end: ConnectionEnd, lasted: number): number => {
    if (!end.opened) return (refusals += 1);
    refusals = 0;
    return (breaks = lasted >= goodConnection ? 1 : breaks + 1);
  };

  /** QRs run out after a few minutes and a server may be away; a new connection brings new ones. */
  const endedWhileLinking = (current: Linking, end: ConnectionEnd) => {
    const attempt = countAttempt(end, 0);
    const plan = afterEnd(end, attempt, random());
    if (plan.next !== 'retry' || attempt > mostLinkAttempts)
      return current.reject(new AtalayaError('link-failed', { status: end.status }));
    setStatus({ state: 'linking', qr: null, expiresAt: null });
    later(plan.delay, () => {
      current.credentials = newCredentials();
      open(current.credentials);
    });
  };

  const later = (delay: number, work: () => void) => {
    timer = setTimeout(() => {
      timer = null;
      work();
    }, delay);
  };

  const stopped = (reason: 'logged-out' | 'replaced' | 'banned' | 'refused') => {
    linking?.reject(new AtalayaError('link-failed', { reason }));
    linking = null;
    if (reason === 'refused')
      return setStatus({ state: 'failed', error: new AtalayaError('link-failed', { reason }) });
    if (reason === 'logged-out') {
      credentials = null;
      state.clear(keptAfterLogOut);
    }
    setStatus({ state: reason });
  };

  const learnGroups = async (from: Connection) => {
    try {
      const subjects = await from.groupSubjects();
      if (connection === from)
        journal.commit(
          nothingCaptured,
          [...subjects].map(([group, subject]) => groupTitleChange(group, subject)),
        );
    } catch (error) {
      log.debug({ reason: error instanceof Error ? error.name : '' }, 'group subjects not read');
    }
  };

  const disconnect = () => {
    if (timer) clearTimeout(timer);
    timer = null;
    connection?.close();
    connection = null;
  };

  return {
    get status() {
      return status;
    },
    get phone() {
      const self = account();
      return self && isPhoneJid(self.jid) ? personLabel([self.jid]) : null;
    },
    async link(signal) {
      if (credentials || linking || closed) throw new AtalayaError('conflict', { state: status.state });
      if (signal?.aborted) throw new AtalayaError('cancelled');
      refusals = 0;
      setStatus({ state: 'linking', qr: null, expiresAt: null });
      const fresh = newCredentials();
      try {
        await new Promise<void>((resolve, reject) => {
          linking = { credentials: fresh, cancelled: false, resolve, reject };
          signal?.addEventListener('abort', cancelLink, { once: true });
          open(fresh);
        });
      } catch (error) {
        linking = null;
        disconnect();
        credentials = null;
        state.clear(keptAfterCancel);
        setStatus({ state: 'unlinked' });
        throw error;
      } finally {
        signal?.removeEventListener('abort', cancelLink);
      }
    },
    start() {
      if (!credentials) throw new AtalayaError('line-not-linked');
      if (connection || timer || closed) return;
      refusals = 0;
      setStatus({ state: 'connecting' });
      open(credentials);
    },
    async close() {
      if (closed) return;
      closed = true;
      linking?.reject(new AtalayaError('cancelled'));
      disconnect();
      await Promise.all([media.close(), history.close()]);
    },
  };
}

interface Linking {
  credentials: AuthenticationCreds;
  /** By a person, after the phone had accepted the device. */
  cancelled: boolean;
  readonly resolve: () => void;
  readonly reject: (error: AtalayaError) => void;
}

const mostLinkAttempts = 20;

const keptAfterCancel = ['person', 'group'];
/** Who is who, what groups are called, and what is still to be fetched outlives a device. */
const keptAfterLogOut = ['person', 'group', 'media', 'history'];

function isLoopback(url: string): boolean {
  const parsed = URL.parse(url);
  return (
    parsed !== null &&
    /^wss?:$/.test(parsed.protocol) &&
    /^(?:127(?:\.\d+){3}|localhost|\[::1\])$/.test(parsed.hostname)
  );
}
