import { type BinaryNode, getBinaryNodeChild } from '@whiskeysockets/baileys';
import type { LoopbackWhatsapp, Moment } from './contract.ts';
import type { DeviceKeys } from './device-keys.ts';
import { createLinking } from './linking.ts';
import { createMailbox } from './mailbox.ts';
import { answerQuery, type QueryFacts } from './queries.ts';
import type { Session, SessionHandlers } from './session.ts';

/** The account whose device may log in. */
export interface OwnAccount {
  readonly number: string;
  readonly lid: string;
  readonly identity: { readonly public: Uint8Array; readonly private: Uint8Array };
}

/** The server between the phone and its linked device: logins, queries, and mail that waits until it is received. */
export interface Exchange extends Pick<
  LoopbackWhatsapp,
  | 'sendNow'
  | 'sendGarbage'
  | 'hold'
  | 'withholdReplayEnd'
  | 'shuffle'
  | 'repeat'
  | 'fallSilent'
  | 'goDeaf'
  | 'drop'
  | 'cutAt'
  | 'reached'
  | 'delivered'
  | 'waiting'
  | 'receipted'
  | 'seen'
  | 'logins'
  | 'connections'
  | 'sessions'
  | 'quiet'
  | 'refuseCodes'
> {
  readonly handlers: SessionHandlers;
  /** Puts a stanza into the mailbox; `again` makes it anew when the device could not decrypt it. */
  deliver(node: BinaryNode, again?: () => Promise<BinaryNode>): void;
  scan(qr: string): void;
  typeCode(code: string): Promise<boolean>;
  hasDevice(): boolean;
  forgeAccountSignature(forged: boolean): void;
  unlink(): void;
  /** The linked device's keys. Throws when no device is linked. */
  keys(): DeviceKeys;
}

const mostSeen = 200_000;
/** How much mail can be repeated. */
const mostKept = 1_000;
const server = '@s.whatsapp.net';

/** `onUploadRequest` is told when the device asks its phone for a file. */
export function createExchange(
  own: OwnAccount,
  facts: Omit<QueryFacts, 'preKeys'>,
  onUploadRequest: (receipt: BinaryNode) => void,
): Exchange {
  const mailbox = createMailbox();
  const sessions = new Set<Session>();
  const resend = new Map<string, () => Promise<BinaryNode>>();
  const awaited = new Set<Awaited>();
  const emptied = new Set<() => void>();
  const left = new Set<() => void>();
  const seen: BinaryNode[] = [];
  const receipted: string[] = [];
  let deviceKeys: DeviceKeys | null = null;
  let online: Session | null = null;
  const sent = new Map<string, BinaryNode>();
  let held = false;
  let withheld = false;
  let silent = false;
  let deaf = false;
  let logins = 0;
  let connections = 0;
  const linking = createLinking(own, (keys) => {
    deviceKeys = keys;
  });

  /** Tells who waits for this moment; returns whether the connection was cut. */
  const passes = (when: Moment['when'], session: Session, node: BinaryNode): boolean => {
    const met = [...awaited].filter(({ moment }) => moment.when === when && moment.stanza(node));
    for (const each of met) {
      awaited.delete(each);
      if (each.cut) session.cut();
      each.resolve();
    }
    return met.some((each) => each.cut);
  };
  const waitFor = (moment: Moment, cut: boolean): Promise<void> =>
    new Promise((resolve) => {
      awaited.add({ moment, cut, resolve });
    });
  const transmit = (session: Session, node: BinaryNode) => {
    session.send(node);
    passes('sent', session, node);
  };
  const deliver: Exchange['deliver'] = (node, again) => {
    mailbox.put(node);
    sent.set(node.attrs['id'] ?? '', node);
    if (sent.size > mostKept) sent.delete(sent.keys().next().value ?? '');
    if (again) resend.set(node.attrs['id'] ?? '', again);
    if (online && !held && !deaf) transmit(online, node);
  };
  const received = (id: string) => {
    if (!mailbox.take(id)) return;
    receipted.push(id);
    if (mailbox.all().length > 0) return;
    for (const resolve of emptied) resolve();
    emptied.clear();
  };

  const onStanza = (session: Session, node: BinaryNode) => {
    if (deaf) return;
    if (passes('received', session, node)) return;
    if (seen.length < mostSeen) seen.push(node);
    if (node.tag === 'iq') onQuery(session, node);
    else if (node.tag === 'receipt') onReceipt(session, node);
    else if (node.tag === 'ack') onAck(node);
    else if (getBinaryNodeChild(node, 'offline_batch')) replay(session);
  };

  const onQuery = (session: Session, query: BinaryNode) => {
    if (linking.onQuery(session, query)) return;
    const { type, xmlns } = query.attrs;
    if (type === 'set' && xmlns === 'encrypt') deviceKeys?.upload(query);
    if (getBinaryNodeChild(query, 'remove-companion-device')) deviceKeys = null;
    session.send(answerQuery(query, { ...facts, preKeys: deviceKeys?.preKeyCount ?? 0 }));
    if (xmlns !== 'passive' || !getBinaryNodeChild(query, 'active')) return;
    const waiting = mailbox.all().length;
    if (waiting > 0) session.send(ib('offline_preview', waiting));
    else becomeOnline(session, 0);
  };

  const replay = (session: Session) => {
    const mail = mailbox.all();
    for (const [index, node] of mail.entries())
      transmit(session, { ...node, attrs: { ...node.attrs, offline: String(index) } });
    if (withheld) return;
    becomeOnline(session, mail.length);
    for (const node of mailbox.all()) if (!mail.includes(node)) transmit(session, node);
  };

  const becomeOnline = (session: Session, count: number) => {
    transmit(session, ib('offline', count));
    if (session.isOpen) online = session;
  };

  const onReceipt = (session: Session, receipt: BinaryNode) => {
    const { id = '', type, to = server } = receipt.attrs;
    session.send({ tag: 'ack', attrs: { class: 'receipt', id, from: to, ...(type ? { type } : {}) } });
    if (type === 'server-error') onUploadRequest(receipt);
    else if (type === 'retry')
      void resend
        .get(id)?.()
        .then((node) => deliver(node));
    else received(id);
  };

  const onAck = (ack: BinaryNode) => {
    // 500 says that a retry was asked for; the message stays until it could be read.
    if (ack.attrs['error'] !== '500') received(ack.attrs['id'] ?? '');
  };

  const onOpen = (session: Session) => {
    sessions.add(session);
    connections += 1;
    if (silent) return;
    const { payload } = session;
    if (payload.devicePairingData) {
      linking.offer(session);
    } else if (deviceKeys && String(payload.username) === own.number) {
      logins += 1;
      session.send({ tag: 'success', attrs: { t: String(Math.floor(Date.now() / 1000)), lid: own.lid } });
    } else {
      session.send({ tag: 'failure', attrs: { reason: '401' } });
      session.close();
    }
  };

  const onClose = (session: Session) => {
    sessions.delete(session);
    linking.onClose(session);
    if (online === session) online = null;
    if (sessions.size > 0) return;
    for (const resolve of left) resolve();
    left.clear();
  };

  return {
    handlers: { onOpen, onStanza, onClose },
    deliver,
    sendNow: (node) => online?.send(node),
    sendGarbage: () => online?.sendGarbage(),
    scan: linking.scan,
    typeCode: linking.typeCode,
    forgeAccountSignature: linking.forgeAccountSignature,
    refuseCodes: linking.refuseCodes,
    hasDevice: () => deviceKeys !== null,
    unlink() {
      deviceKeys = null;
      for (const session of sessions) {
        session.send({
          tag: 'stream:error',
          attrs: { code: '401' },
          content: [{ tag: 'conflict', attrs: { type: 'device_removed' } }],
        });
        session.close();
      }
    },
    keys() {
      if (!deviceKeys) throw new Error('no device is linked');
      return deviceKeys;
    },
    hold(value) {
      held = value;
    },
    withholdReplayEnd(value) {
      withheld = value;
    },
    shuffle: mailbox.shuffle,
    repeat(id) {
      const node = sent.get(id);
      if (node) deliver(node);
    },
    fallSilent(value) {
      silent = value;
    },
    goDeaf(value) {
      deaf = value;
    },
    drop() {
      online = null;
      for (const session of sessions) session.cut();
    },
    cutAt: (moment) => waitFor(moment, true),
    reached: (moment) => waitFor(moment, false),
    delivered: () =>
      new Promise((resolve) => {
        if (mailbox.all().length === 0) resolve();
        else emptied.add(resolve);
      }),
    waiting: () => mailbox.all().map((node) => node.attrs['id'] ?? ''),
    receipted,
    seen,
    logins: () => logins,
    connections: () => connections,
    sessions: () => sessions.size,
    quiet: () =>
      new Promise((resolve) => {
        if (sessions.size === 0) resolve();
        else left.add(resolve);
      }),
  };
}

interface Awaited {
  readonly moment: Moment;
  readonly cut: boolean;
  readonly resolve: () => void;
}

const ib = (tag: string, count: number): BinaryNode => ({
  tag: 'ib',
  attrs: {},
  content: [{ tag, attrs: { count: String(count) } }],
});
