import type { EventEmitter } from 'node:events';
import type { BinaryNode } from '@whiskeysockets/baileys';
import { namedIn } from '#shared/model/exclusion.ts';
import type { Screen } from '../connector.ts';

/** The mail of a line that says who writes to whom in its attributes. */
const mail = /^CB:(message|notification|call|receipt)(?:,|$)/;
/** Attributes that name one and the same person. */
const roles: readonly (readonly string[])[] = [
  ['from', 'sender_pn', 'sender_lid'],
  ['participant', 'participant_pn', 'participant_lid'],
  ['recipient', 'peer_recipient_pn', 'peer_recipient_lid', 'recipient_pn', 'recipient_lid'],
  ['call-creator', 'caller_pn', 'caller_lid'],
  ['jid', 'phone_number', 'lid'],
  ['old', 'new', 'old_lid', 'new_lid'],
];
const deepest = 6;

/**
 * Keeps the mail of private contacts and groups from everybody who listens on the socket, Baileys included: it is
 * not decrypted, nothing of it is stored, and the server is told that it arrived, as a silent device does. Of other
 * mail, what names them in passing (a member of a group) is taken out.
 */
export function withholdPrivate(
  ws: EventEmitter,
  screen: Screen,
  acknowledge: (node: BinaryNode) => Promise<void>,
): void {
  const withheld = new WeakMap<BinaryNode, boolean>();
  const emit = ws.emit.bind(ws);
  const isWithheld = (node: BinaryNode): boolean => {
    let is = withheld.get(node);
    if (is === undefined) {
      is = isPrivate(node, screen);
      withheld.set(node, is);
    }
    return is;
  };
  ws.emit = (event: string | symbol, ...values: unknown[]) => {
    const tag = typeof event === 'string' && screen.isActive() ? mail.exec(event)?.[1] : undefined;
    const [node] = values;
    if (tag === undefined || !isNode(node) || !isWithheld(node)) return emit(event, ...values);
    if (event === `CB:${tag}`) {
      screen.count();
      // A connection that ends meanwhile: the server sends it again.
      acknowledge(node).catch(() => undefined);
    }
    return true;
  };
}

/** Whether a stanza is of or to somebody who is left out; takes those out who are only named in it. */
function isPrivate(node: BinaryNode, screen: Screen): boolean {
  const groups = namesOf(node);
  for (const names of groups) screen.learn(names);
  if (groups.some((names) => screen.leavesOut(names))) return true;
  const [child] = Array.isArray(node.content) ? node.content : [];
  if (node.tag === 'call' && child !== undefined && isPrivateCall(child, screen)) return true;
  return node.tag !== 'message' && takeOut(node, screen, 0);
}

function isPrivateCall({ attrs }: BinaryNode, screen: Screen): boolean {
  const names = Object.values(attrs).flatMap((value) => namedIn(value));
  return screen.leavesOut(names);
}

/** Takes out whoever is left out; true when nobody is left of those who were named. */
function takeOut(node: BinaryNode, screen: Screen, depth: number): boolean {
  if (!Array.isArray(node.content) || depth > deepest) return false;
  const kept = node.content.filter((child) => {
    const groups = namesOf(child);
    for (const names of groups) screen.learn(names);
    return !groups.some((names) => screen.leavesOut(names));
  });
  const isEmptied = kept.length === 0 && node.content.length > 0;
  node.content = kept;
  const inner = kept.map((child) => takeOut(child, screen, depth + 1));
  return isEmptied || (inner.length > 0 && inner.every(Boolean));
}

/** The names in a stanza's attributes, those of one person together. */
function namesOf({ attrs }: BinaryNode): string[][] {
  return roles
    .map((role) => role.flatMap((name) => namedIn(attrs[name] ?? '')))
    .filter((names) => names.length > 0);
}

function isNode(value: unknown): value is BinaryNode {
  return typeof value === 'object' && value !== null && 'tag' in value && 'attrs' in value;
}
