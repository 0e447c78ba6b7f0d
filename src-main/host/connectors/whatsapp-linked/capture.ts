import { AsyncLocalStorage } from 'node:async_hooks';
import {
  type BinaryNode,
  DEFAULT_CONNECTION_CONFIG,
  MISSING_KEYS_ERROR_TEXT,
  proto,
  type SocketConfig,
  unpadRandomMax16,
} from '@whiskeysockets/baileys';
import { ConnectionEnded } from './detached.ts';
import { isLeftOut } from './jid.ts';
import type { Journal } from './journal.ts';
import { createKeyStore, type KeyStore } from './key-store.ts';
import type { ConnectorState } from '../connector.ts';
import { withoutConsole } from './quiet.ts';
import { type Captured, nothingCaptured } from './records.ts';
import { exclusively } from './exclusive.ts';

type SignalRepository = ReturnType<SocketConfig['makeSignalRepository']>;

/**
 * The place in one connection where nothing can be lost: what a stanza says is committed before Baileys may tell the
 * server that it arrived. A decrypted message goes into the same transaction as the Signal session it advanced, so
 * that after a cut at any moment either both are stored, or neither and the server's repetition decrypts again.
 */
export interface Capture {
  /** The store that Baileys' key transactions end in. */
  readonly keys: KeyStore;
  /** Given to Baileys instead of its own; adds the capture to it. */
  readonly makeSignalRepository: SocketConfig['makeSignalRepository'];
  /** To be called with each stanza before Baileys sees it. Throws when nothing could be stored. */
  onStanza(node: BinaryNode): void;
  /** From now on nothing of this connection is stored any more; work that is under way fails. */
  stop(): void;
}

/** `onFailure` is called when the journal cannot store: it must close the connection before it returns. */
export function createCapture(
  state: ConnectorState,
  journal: Journal,
  onFailure: (error: unknown) => void,
): Capture {
  const inProgress = new AsyncLocalStorage<{ captured: Captured }>();
  const outside = AsyncLocalStorage.snapshot();
  const stanzas = new WeakMap<Uint8Array, BinaryNode>();
  const abandon = new Set<(reason: Error) => void>();
  let stopped = false;

  /** After a failed commit the connection is closed before anything else can be sent on it. */
  const commit: Journal['commit'] = (captured, changes) => {
    if (stopped) throw new ConnectionEnded();
    try {
      return journal.commit(captured, changes);
    } catch (error) {
      outside(() => onFailure(error));
      throw error;
    }
  };

  /** A query that is under way when the connection ends would keep others waiting for its timeout. */
  const untilStopped = <T>(query: Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      abandon.add(reject);
      void query.then(resolve, reject).finally(() => abandon.delete(reject));
    });

  const keys = createKeyStore(state, (changes) => {
    const work = inProgress.getStore();
    const captured = work?.captured ?? nothingCaptured;
    if (work) work.captured = nothingCaptured;
    commit(captured, changes);
  });

  /**
   * Whether a message that cannot be decrypted is one that was read before; if not, it is stored as pending. Where
   * the session has moved past it, it was committed together with that move.
   */
  const isRepetition = (node: BinaryNode, error: unknown): boolean => {
    const reason = error instanceof Error ? error.message : '';
    if (reason === MISSING_KEYS_ERROR_TEXT) return true;
    const wasWaiting = journal.isWaiting(node);
    const captured = journal.readUnreadable(node);
    if (!captured) return true;
    const { added } = commit(captured);
    const isRead = !added && !wasWaiting && reason.startsWith(oldGroupCounter);
    if (isRead) commit(journal.noLongerWaiting(node));
    return isRead;
  };

  const makeSignalRepository: SocketConfig['makeSignalRepository'] = (auth, logger, findLids) => {
    const inner = DEFAULT_CONNECTION_CONFIG.makeSignalRepository(
      auth,
      logger,
      findLids && ((jids) => untilStopped(findLids(jids))),
    );
    const { keys: transactions } = auth;
    if (!('transaction' in transactions)) throw new Error('Baileys gave keys without transactions');
    let distributed = '';

    /** Runs `work` in one key transaction whose commit also holds what the decrypted message says. */
    const decrypt = (
      ciphertext: Uint8Array,
      transaction: string,
      work: () => Promise<Uint8Array>,
    ): Promise<Uint8Array> => {
      const node = stanzas.get(ciphertext);
      const progress = { captured: nothingCaptured };
      return withoutConsole(() =>
        inProgress.run(progress, async () => {
          try {
            return await transactions.transaction(async () => {
              const plaintext = await work();
              const message = unpadded(plaintext);
              if (node) {
                progress.captured = journal.readMessage(node, message);
                await acceptSenderKey(node, message);
              }
              return plaintext;
            }, transaction);
          } catch (error) {
            progress.captured = nothingCaptured;
            // Baileys would refuse what it cannot read again; the server is told that we have it, as we do.
            if (node && isRepetition(node, error)) return nothingSaid;
            throw error;
          }
        }),
      );
    };

    /** A group's sender key comes inside a message and must not be lost once that message counts as read. */
    const acceptSenderKey = async (node: BinaryNode, message: Uint8Array): Promise<void> => {
      const item = senderKeyOf(message);
      const authorJid = node.attrs['participant'] ?? node.attrs['from'];
      if (!item?.groupId || !authorJid) return;
      try {
        await inner.processSenderKeyDistributionMessage({ item, authorJid });
        distributed = distributionKey(authorJid, item);
      } catch {
        // Malformed; Baileys tries again after the commit, and says so.
      }
    };

    return {
      ...inner,
      decryptMessage: (options) =>
        exclusively(inner.jidToSignalProtocolAddress(options.jid), () =>
          decrypt(options.ciphertext, options.jid, () => inner.decryptMessage(options)),
        ),
      decryptGroupMessage: (options) =>
        decrypt(options.msg, options.group, () => inner.decryptGroupMessage(options)),
      processSenderKeyDistributionMessage: async (options) => {
        if (distributionKey(options.authorJid, options.item) !== distributed)
          await inner.processSenderKeyDistributionMessage(options);
      },
      encryptMessage: (options) =>
        exclusively(inner.jidToSignalProtocolAddress(options.jid), () =>
          withoutConsole(() => inner.encryptMessage(options)),
        ),
      injectE2ESession: (options) =>
        exclusively(inner.jidToSignalProtocolAddress(options.jid), () =>
          withoutConsole(() => inner.injectE2ESession(options)),
        ),
    } satisfies SignalRepository;
  };

  const onMessage = (node: BinaryNode): void => {
    commit(journal.readPeople(node));
    const children = Array.isArray(node.content) ? node.content : [];
    const encrypted = children.filter(
      (child) => child.tag === 'enc' && decryptable.has(child.attrs['type'] ?? ''),
    );
    for (const { content } of encrypted) if (content instanceof Uint8Array) stanzas.set(content, node);
    const plain = children.filter((child) => child.tag === 'plaintext');
    for (const { content } of plain)
      if (content instanceof Uint8Array) commit(journal.readMessage(node, content));
    if (encrypted.length === 0 && plain.length === 0) commit(journal.readUnreadable(node) ?? nothingCaptured);
  };

  return {
    keys,
    makeSignalRepository,
    onStanza(node) {
      if (stopped) throw new ConnectionEnded();
      if (isLeftOut(node.attrs['from'] ?? '')) return;
      journal.arrived(node);
      if (node.tag === 'notification') commit(journal.readNotification(node));
      else if (node.tag === 'call') commit(journal.readCall(node));
      else if (node.tag === 'receipt') commit(journal.readReceipt(node));
      else onMessage(node);
    },
    stop() {
      stopped = true;
      for (const reject of abandon) reject(new ConnectionEnded());
    },
  };
}

/** A message without content, padded as on the wire. */
const nothingSaid = Uint8Array.of(1);

const decryptable: ReadonlySet<string> = new Set(['pkmsg', 'msg', 'skmsg']);

const oldGroupCounter = 'Received message with old counter';

/** Without the padding; what is padded wrongly is kept as it is. */
function unpadded(plaintext: Uint8Array): Uint8Array {
  try {
    return unpadRandomMax16(plaintext);
  } catch {
    return plaintext;
  }
}

function senderKeyOf(message: Uint8Array): proto.Message.ISenderKeyDistributionMessage | null {
  try {
    const decoded = proto.Message.decode(message);
    return (decoded.deviceSentMessage?.message ?? decoded).senderKeyDistributionMessage ?? null;
  } catch {
    return null;
  }
}

const distributionKey = (author: string, item: proto.Message.ISenderKeyDistributionMessage): string =>
  `${author} ${item.groupId} ${Buffer.from(item.axolotlSenderKeyDistributionMessage ?? []).toString('base64')}`;
