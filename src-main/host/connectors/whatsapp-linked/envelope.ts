import { type BinaryNode, isJidGroup } from '@whiskeysockets/baileys';
import { accountJid, isLidJid, isPersonJid } from './jid.ts';

/** The line's own account. */
export interface Account {
  readonly jid: string;
  readonly lid: string | null;
}

/** A person as a stanza names them; `alternative` is their other JID (LID for a phone JID and the reverse). */
export interface NamedPerson {
  readonly jid: string;
  readonly alternative: string | null;
}

/** Where a message stanza belongs, read from its attributes alone. */
export interface Envelope {
  readonly id: string;
  /** The group's JID; null in a direct conversation. */
  readonly group: string | null;
  /** The other side of a direct conversation; in a group the author. */
  readonly person: NamedPerson;
  readonly fromMe: boolean;
  /** The JID with device that the Signal session is with. */
  readonly author: string;
  /** UTC milliseconds. */
  readonly sentAt: number;
  /** The name that the sender has chosen. */
  readonly name: string | null;
  /** Traffic between the devices of one account (history, keys); it has no place in a conversation. */
  readonly peer: boolean;
}

/** Reads the attributes of a `<message>`; null when they make no sense, as from a broken or hostile server. */
export function readEnvelope(node: BinaryNode, account: Account): Envelope | null {
  const { id, from, participant, recipient, category, t, notify } = node.attrs;
  if (!id || !from) return null;
  const isMine = (jid: string) => [account.jid, account.lid].includes(accountJid(jid));
  const common = { id, sentAt: sentAt(t), name: notify || null, peer: category === 'peer' };
  if (isJidGroup(from)) {
    if (!participant) return null;
    return {
      ...common,
      group: from,
      person: named(participant, other(node, participant, 'participant')),
      fromMe: isMine(participant),
      author: participant,
    };
  }
  if (!isPersonJid(from)) return null;
  const fromMe = isMine(from);
  if (!recipient)
    return { ...common, group: null, person: named(from, other(node, from, 'sender')), fromMe, author: from };
  if (!fromMe) return null;
  return {
    ...common,
    group: null,
    person: named(recipient, other(node, recipient, 'peer_recipient') ?? other(node, recipient, 'recipient')),
    fromMe,
    author: from,
  };
}

function named(jid: string, alternative: string | null): NamedPerson {
  return { jid: accountJid(jid), alternative };
}

/** The attribute `ROLE_pn` or `ROLE_lid` that names the same person as `jid` the other way. */
function other(node: BinaryNode, jid: string, role: string): string | null {
  return accountJid(node.attrs[`${role}_${isLidJid(jid) ? 'pn' : 'lid'}`]) || null;
}

function sentAt(seconds: string | undefined): number {
  const value = Number(seconds);
  return Number.isSafeInteger(value) && value > 0 ? value * 1000 : Date.now();
}
