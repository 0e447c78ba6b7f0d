import type { AuthenticationCreds } from '@whiskeysockets/baileys';
import { AtalayaError } from '#shared/errors.ts';
import { createCapture } from './capture.ts';
import { type Connection, connect } from './connection.ts';
import type { LinkedDevice, LinkedDeviceOptions, LinkedDeviceStatus, LinkMethod } from './contract.ts';
import { credentialsChange, isPaired, newCredentials, readCredentials } from './credentials.ts';
import type { Account } from './envelope.ts';
import { createDepartures, departureCategory } from './departures.ts';
import { createGroups, groupTitleChange } from './groups.ts';
import { createHistoryReader } from './history.ts';
import { historyCategories } from './history-state.ts';
import { createIdentities } from './identities.ts';
import { accountJid, isPhoneJid, personLabel } from './jid.ts';
import { createJournal } from './journal.ts';
import { createMediaQueue } from './media-queue.ts';
import { mediaCategories } from './media-state.ts';
import { readMetadata } from './members.ts';
import { createReader, merged } from './reader.ts';
import { withoutPrivateGroups } from './private-groups.ts';
import { nothingCaptured } from './records.ts';
import { afterEnd, type ConnectionEnd } from './reconnect.ts';
import { createRetry } from './retry.ts';
import { serverAt } from './server-address.ts';

export type {
  LineFiles,
  LinkedDevice,
  LinkedDeviceOptions,
  LinkedDeviceStatus,
  LinkMethod,
} from './contract.ts';

/** A connection that lasted this long (milliseconds) was a good one: the next failure is the first again. */
const goodConnection = 10_000;

/** Makes a line's companion device over what was stored of it. Throws `invalid-request` for a foreign `url`. */
export function createLinkedDevice(options: LinkedDeviceOptions): LinkedDevice {
  const { state, sink, log, screen, random = Math.random } = options;
  const server = serverAt(options.url);
  const { hosts } = server;

  let credentials = readCredentials(state);
  let status: LinkedDeviceStatus = { state: credentials ? 'linked' : 'unlinked' };
  let connection: Connection | null = null;
  const retry = createRetry();
  let breaks = 0;
  let refusals = 0;
  let trouble: AtalayaError | null = null;
  let linking: Linking | null = null;
  let closed = false;

  const account = (): Account | null =>
    credentials?.me?.id
      ? { jid: accountJid(credentials.me.id), lid: accountJid(credentials.me.lid) || null }
      : null;
  const identities = createIdentities(state, (jid) => [account()?.jid, account()?.lid].includes(jid));
  const groups = createGroups(state);
  const reader = createReader(state, identities);
  const media = createMediaQueue({
    state,
    sink,
    media: options.media,
    hosts,
    log,
    scale: options.mediaScale ?? 1,
    onPause: () => options.onMediaPause?.(),
  });
  const history = createHistoryReader({
    state,
    sink,
    hosts,
    account,
    identities,
    reader,
    groups,
    screen,
    log,
    onMedia: media.add,
    onProgress: () => options.onHistory?.(),
  });
  const journal = createJournal({
    state,
    sink,
    account,
    identities,
    reader,
    groups,
    screen,
    log,
    onMedia: media.add,
    onUploadAnswer: media.answered,
    onHistory: history.resume,
    onReadElsewhere: (messages) => options.onSign?.({ type: 'read-elsewhere', messages }),
  });

  const departures = createDepartures({ state, sink, server, log, random });

  const setStatus = (next: LinkedDeviceStatus) => {
    status = next;
    options.onStatus(next);
  };

  const open = (using: AuthenticationCreds) => {
    const since = performance.now();
    const capture = createCapture(state, journal, (error) => {
      const fault =
        error instanceof AtalayaError ? error : new AtalayaError('internal', {}, { cause: error });
      log.error({ code: fault.code }, 'nothing could be stored');
      current.close();
      ended({ status: 500, opened: true, bannedFor: null, fault }, 0);
    });
    const store = () => {
      if (!isPaired(using)) return;
      credentials = using;
      journal.commit(nothingCaptured, [credentialsChange(using)]);
    };
    const current = connect({
      server,
      credentials: using,
      capture,
      screen,
      log,
      method: linking?.method ?? { type: 'qr' },
      onOffer: ({ type, text, lifetime }) =>
        setStatus({ ...nothingShown, [type]: text, expiresAt: Date.now() + lifetime }),
      onTyped: () => setStatus({ state: 'connecting' }),
      onCredentials: store,
      onSuccess: (lid) => {
        if (!isPaired(using) && hosts !== 'whatsapp' && lid) {
          // A loopback server may let a device in that no phone has paired; it then has the account of its LID.
          using.me = { id: `${accountJid(lid).split('@')[0]}@s.whatsapp.net`, lid };
          store();
        }
      },
      onOpen: () => {
        trouble = null;
        setStatus({ state: 'connected', since: Date.now() });
        linking?.resolve();
        linking = null;
        media.connected(current.askForUpload);
        history.resume();
        void learnGroups(current);
      },
      onSign: (sign) => options.onSign?.(sign),
      onEnd: (end) => ended(end, performance.now() - since),
    });
    connection = current;
  };

  /** Ends linking without success: nothing of the device stays here or on the phone. */
  const giveUp = (error: AtalayaError) => {
    const current = linking;
    if (!current) return;
    linking = null;
    disconnect();
    if (credentials) departures.add(credentials);
    credentials = null;
    try {
      state.clear(keptWithoutDevice);
    } catch (cause) {
      log.error({ reason: cause instanceof Error ? cause.name : '' }, 'keys of a device not removed');
    }
    setStatus({ state: 'unlinked' });
    current.reject(error);
  };

  const cancelLink = () => giveUp(new AtalayaError('cancelled'));

  const ended = (end: ConnectionEnd, lasted: number) => {
    connection = null;
    media.connected(null);
    if (closed) return;
    if (linking && !isPaired(linking.credentials)) return endedWhileLinking(linking, end);
    if (!credentials) return;
    trouble = end.fault;
    const attempt = countAttempt(end, lasted);
    const plan = afterEnd(end, attempt, random());
    if (plan.next !== 'retry') return stopped(plan.next, end);
    setStatus({ state: 'reconnecting', attempt, nextAt: Date.now() + plan.delay, error: trouble });
    retry.after(plan.delay, reopen);
  };

  const reopen = () => {
    if (!credentials) return;
    setStatus({ state: 'connecting' });
    open(credentials);
  };

  /** How often in a row connections broke soon after the server had let us in, or how often it did not. */
  const countAttempt = (end: ConnectionEnd, lasted: number): number => {
    if (!end.opened) return (refusals += 1);
    refusals = 0;
    return (breaks = lasted >= goodConnection ? 1 : breaks + 1);
  };

  /** What is shown runs out after a few minutes and a server may be away; a new connection brings more. */
  const endedWhileLinking = (current: Linking, end: ConnectionEnd) => {
    const attempt = countAttempt(end, 0);
    const plan = afterEnd(end, attempt, random());
    if (end.fault) return giveUp(end.fault);
    if (plan.next !== 'retry' || attempt > mostLinkAttempts[current.method.type])
      return giveUp(new AtalayaError('link-failed', { status: end.status }));
    setStatus(nothingShown);
    retry.after(plan.delay, () => {
      current.credentials = newCredentials();
      open(current.credentials);
    });
  };

  const stopped = (
    reason: 'logged-out' | 'replaced' | 'banned' | 'refused',
    { bannedFor }: ConnectionEnd,
  ) => {
    if (linking) {
      // The phone has taken it off its list already.
      if (reason === 'logged-out') credentials = null;
      return giveUp(new AtalayaError('link-failed', { reason }));
    }
    switch (reason) {
      case 'refused':
        return setStatus({ state: 'failed', error: new AtalayaError('version-refused') });
      case 'logged-out':
        credentials = null;
        state.clear(keptWithoutDevice);
        return setStatus({ state: reason });
      case 'replaced':
        return setStatus({ state: reason });
      case 'banned': {
        setStatus({ state: reason, until: bannedFor === null ? null : Date.now() + bannedFor });
        if (bannedFor !== null) retry.after(bannedFor, reopen);
      }
    }
  };

  const learnGroups = async (from: Connection) => {
    try {
      const found = withoutPrivateGroups(await from.groups(), screen);
      const self = account();
      if (connection !== from || !self) return;
      // In whole seconds like the changes that the server tells, so that one of this second comes after.
      const at = Math.floor(Date.now() / 1000) * 1000;
      journal.commit(
        merged(found.map((group) => readMetadata(group, at, self, identities))),
        found.map(({ id, subject }) => groupTitleChange(id, subject)),
      );
    } catch (error) {
      log.debug({ reason: error instanceof Error ? error.name : '' }, 'groups not read');
    }
  };

  const disconnect = () => {
    retry.cancel();
    connection?.close();
    connection = null;
    media.connected(null);
  };

  return {
    get status() {
      return status;
    },
    get phone() {
      const self = account();
      return self && isPhoneJid(self.jid) ? personLabel([self.jid]) : null;
    },
    async link(method = { type: 'qr' }, signal) {
      if (credentials || linking || closed) throw new AtalayaError('conflict', { state: status.state });
      if (signal?.aborted) throw new AtalayaError('cancelled');
      refusals = 0;
      departures.resume();
      // Keys of a device whose linking the end of the program broke off.
      state.clear(keptWithoutDevice);
      setStatus(nothingShown);
      const fresh = newCredentials();
      try {
        await new Promise<void>((resolve, reject) => {
          linking = { method, credentials: fresh, resolve, reject };
          signal?.addEventListener('abort', cancelLink, { once: true });
          open(fresh);
        });
      } finally {
        signal?.removeEventListener('abort', cancelLink);
      }
    },
    clearUp: departures.resume,
    start() {
      if (!credentials) throw new AtalayaError('line-not-linked');
      if (connection || closed) return;
      refusals = 0;
      retry.cancel();
      reopen();
    },
    wake() {
      if (connection && status.state === 'connected') connection.check();
      else if (status.state !== 'banned') retry.now();
    },
    renew() {
      if (status.state === 'connected') connection?.renew();
    },
    history: {
      get progress() {
        return history.progress;
      },
      retry: history.resume,
    },
    files: {
      get pause() {
        return media.pause;
      },
      again: media.again,
      start(files) {
        media.hurry();
        media.add(files);
      },
    },
    async close() {
      if (closed) return;
      closed = true;
      cancelLink();
      departures.close();
      disconnect();
      await Promise.all([media.close(), history.close()]);
    },
  };
}

interface Linking {
  readonly method: LinkMethod;
  credentials: AuthenticationCreds;
  readonly resolve: () => void;
  readonly reject: (error: AtalayaError) => void;
}

const nothingShown = { state: 'linking', qr: null, code: null, expiresAt: null } as const;

/** Each code rings the phone; QRs only wait to be looked at. */
const mostLinkAttempts: Readonly<Record<LinkMethod['type'], number>> = { qr: 20, code: 3 };

/** Who is who, what groups are called, and what is still to be fetched outlives a device. */
const keptWithoutDevice = [
  'person',
  'pair',
  'group',
  'sealed',
  departureCategory,
  ...historyCategories,
  ...mediaCategories,
];
