import {
  type BinaryNode,
  getAllBinaryNodeChildren,
  getBinaryNodeChild,
  getBinaryNodeChildren,
  isJidGroup,
} from '@whiskeysockets/baileys';
import type { CapturedConversation, CapturedEvent, ReceiptState } from '#shared/model/capture.ts';
import type { AttachmentKey } from '../connector.ts';
import { moment } from './bounds.ts';
import type { Account } from './envelope.ts';
import type { Identities } from './identities.ts';
import { accountJid, isPersonJid } from './jid.ts';
import { type Captured, messageKey, nothingCaptured, targetPlaces } from './records.ts';

/** Ids in one receipt stanza; more come in further ones. */
const mostIds = 1_000;

/** The same person's same receipt always has the same key, whether it came live or with the history. */
export const receiptKey = (message: string, state: ReceiptState, person: string): string =>
  `${message} ${state} ${person}`;

/**
 * How far the line's own messages got: delivered to somebody, read or played by them. The stanza is not kept as it
 * came, since the event holds all that it says.
 */
export function readReceipt(node: BinaryNode, self: Account, identities: Identities): Captured {
  const { from, id, type, participant, recipient, t } = node.attrs;
  const state = receiptStates.get(type ?? '');
  // With a recipient it is another device of the line itself that tells what it has received or read.
  if (!from || !id || recipient || state === undefined) return nothingCaptured;
  const group = isJidGroup(from) ? from : null;
  const readings = group
    ? [...groupReadings(node), ...(participant ? [{ id, person: participant, t }] : [])]
    : [{ id, person: from, t }];
  const list = getBinaryNodeChildren(getBinaryNodeChild(node, 'list'), 'item').flatMap((item) =>
    item.attrs['id'] ? [{ id: item.attrs['id'], person: participant ?? from, t }] : [],
  );
  const own = identities.resolve(self.jid, self.lid);
  const all = [...readings, ...list].slice(0, mostIds).flatMap((reading) => {
    const jid = accountJid(reading.person);
    const at = moment(reading.t);
    if (!isPersonJid(jid) || [self.jid, self.lid].includes(jid) || at === null) return [];
    const { key: person, changes } = identities.resolve(jid, null);
    const conversation: CapturedConversation = group
      ? { key: group, kind: 'group', title: null }
      : { key: person, kind: 'direct', title: null };
    const message = messageKey(reading.id, own.key);
    const record: CapturedEvent = {
      type: 'event',
      conversation,
      messageKey: message,
      key: receiptKey(message, state, person),
      event: 'receipt',
      sender: { key: person, name: null },
      at,
      text: state,
      raw: null,
      ...targetPlaces({ conversation }, message, identities),
    };
    return [{ record, changes }];
  });
  return {
    ...nothingCaptured,
    records: all.map(({ record }) => record),
    changes: all.flatMap(({ changes }) => changes),
  };
}

/**
 * The messages of a customer that another device of the line says it has read. What waited at the server is left out:
 * there the message itself may come after it.
 */
export function readElsewhere(node: BinaryNode, self: Account, identities: Identities): AttachmentKey[] {
  const { from, id, type, recipient, offline } = node.attrs;
  const chat = accountJid(recipient);
  const isOwn = [self.jid, self.lid].includes(accountJid(from));
  if (!isOwn || !id || offline !== undefined || !readTypes.has(type ?? '')) return [];
  if (!isPersonJid(chat) || [self.jid, self.lid].includes(chat)) return [];
  const items = getBinaryNodeChildren(getBinaryNodeChild(node, 'list'), 'item');
  const { key: person } = identities.resolve(chat, null);
  const conversation: CapturedConversation = { key: person, kind: 'direct', title: null };
  return [id, ...items.flatMap(({ attrs }) => attrs['id'] ?? [])].slice(0, mostIds).map((each) => {
    const message = messageKey(each, person);
    return { conversation: person, message, ...targetPlaces({ conversation }, message, identities) };
  });
}

/** `read-self` where the customer is not told. */
const readTypes: ReadonlySet<string> = new Set(['read', 'read-self']);

const receiptStates: ReadonlyMap<string, ReceiptState> = new Map([
  ['', 'delivered'],
  ['read', 'read'],
  ['played', 'played'],
]);

/** Who of a group has received or read one message, told together. */
function groupReadings(node: BinaryNode) {
  return getAllBinaryNodeChildren(node)
    .filter(({ tag }) => tag === 'participants')
    .flatMap((participants) =>
      getBinaryNodeChildren(participants, 'user').flatMap(({ attrs }) =>
        participants.attrs['key'] && attrs['jid']
          ? [{ id: participants.attrs['key'], person: attrs['jid'], t: attrs['t'] ?? node.attrs['t'] }]
          : [],
      ),
    );
}
