import { type BinaryNode, getBinaryNodeChild } from '@whiskeysockets/baileys';

/** Stanzas of the loopback WhatsApp at which a test cuts a connection or kills a process. */
export const isMessage = (node: BinaryNode): boolean => node.tag === 'message';
/** A message that waited while the device was away. */
export const isReplayed = (node: BinaryNode): boolean =>
  isMessage(node) && node.attrs['offline'] !== undefined;
export const isReceipt = (node: BinaryNode): boolean => node.tag === 'receipt';
/** The server has said that nothing more waits. */
export const isOnline = (node: BinaryNode): boolean => offlineCount(node) !== undefined;
/** The same, after something had waited. */
export const isReplayEnd = (node: BinaryNode): boolean => isOnline(node) && offlineCount(node) !== '0';

const offlineCount = (node: BinaryNode): string | undefined =>
  getBinaryNodeChild(node, 'offline')?.attrs['count'];

/** A stanza test that holds for the nth that fits. */
export function nth(n: number, fits: (node: BinaryNode) => boolean): (node: BinaryNode) => boolean {
  let count = 0;
  return (node) => fits(node) && ++count === n;
}
