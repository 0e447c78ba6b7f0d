import type { proto } from '@whiskeysockets/baileys';
import { namedIn } from '#shared/model/exclusion.ts';
import type { Screen } from '../connector.ts';
import type { Originals } from './history-originals.ts';

/** What quotes, mentions or credits somebody: it goes, and the message stays. */
const passing: ReadonlySet<string> = new Set(['contextInfo', 'createdBy', 'statusV3Messages', 'pushnames']);
const deepest = 40;

/**
 * Takes private contacts and groups out of what was decrypted, in place, and tells what is left: nothing when it is
 * all about one of them, the whole when none is named. A quotation of one of them goes, with what credits it.
 */
export function withoutPrivate(
  message: proto.IMessage | proto.IWebMessageInfo,
  screen: Screen,
): 'whole' | 'pruned' | 'nothing' {
  if (!screen.isActive() || !isNamed(message, screen, 0)) return 'whole';
  return pruned(message, screen, 0) ? 'pruned' : 'nothing';
}

/** Learns from a piece of history which number and LID are one person's. */
function learnFromHistory(piece: proto.IHistorySync, screen: Screen): void {
  for (const { pnJid, lidJid } of piece.phoneNumberToLidMappings ?? []) {
    screen.learn([pnJid, lidJid].flatMap((jid) => namedIn(jid ?? '')));
  }
  for (const { id, pnJid, lidJid } of piece.conversations ?? []) {
    screen.learn([id, pnJid, lidJid].flatMap((jid) => namedIn(jid ?? '')));
  }
}

/**
 * Takes private contacts and groups out of a piece of history, in place. Of a message that names one of them, also where
 * this version does not know the field, the original bytes are forgotten.
 */
export function takeOutOfHistory(piece: proto.IHistorySync, originals: Originals, screen: Screen): void {
  if (!screen.isActive()) return;
  learnFromHistory(piece, screen);
  for (const [message, bytes] of originals)
    if (isNamed(message, screen, 0) || isNamedInBytes(bytes, screen)) originals.delete(message);
  pruned(piece, screen, 0);
}

function isNamedInBytes(bytes: Uint8Array, screen: Screen): boolean {
  if (!screen.isActive()) return false;
  return screen.leavesOut(
    namedIn(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')),
  );
}

/** The bytes to keep of a message: as they came, or encoded anew when somebody was taken out or is named in them. */
export function bytesToKeep(
  original: Uint8Array,
  kept: 'whole' | 'pruned',
  screen: Screen,
  encode: () => Uint8Array,
): Uint8Array {
  return kept === 'whole' && !isNamedInBytes(original, screen) ? original : encode();
}

function isNamed(value: unknown, screen: Screen, depth: number): boolean {
  if (typeof value === 'string') return screen.leavesOut(namedIn(value));
  if (!isTree(value) || depth > deepest) return false;
  return Object.values(value).some((each) => isNamed(each, screen, depth + 1));
}

/** Prunes a decoded message in place; false when it is itself about somebody who is left out. */
function pruned(value: object, screen: Screen, depth: number): boolean {
  if (depth > deepest) return true;
  for (const [name, child] of Object.entries(value)) {
    if (passing.has(name) && isNamed(child, screen, depth)) {
      for (const mention of mentionsIn(child, screen)) forgetMention(value, mention);
      Reflect.set(value, name, null);
    } else if (Array.isArray(child)) {
      const kept = child.filter((each: unknown) =>
        isTree(each) ? pruned(each, screen, depth + 1) : !isNamed(each, screen, depth + 1),
      );
      if (kept.length !== child.length) Reflect.set(value, name, kept);
    } else if (typeof child === 'string' ? isNamed(child, screen, depth) : isTree(child)) {
      if (typeof child === 'string' || !pruned(child, screen, depth + 1)) return false;
    }
  }
  return true;
}

/** The numbers by which a text mentions them: `@` and digits. */
function mentionsIn(context: unknown, screen: Screen): string[] {
  if (!isTree(context) || !('mentionedJid' in context) || !Array.isArray(context.mentionedJid)) return [];
  return context.mentionedJid.flatMap((jid: unknown) =>
    typeof jid === 'string' && isNamed(jid, screen, 0) ? `@${jid.split(/[@:]/)[0]}` : [],
  );
}

function forgetMention(value: object, mention: string): void {
  for (const [name, child] of Object.entries(value)) {
    if (typeof child === 'string') Reflect.set(value, name, child.replaceAll(mention, '@'));
  }
}

function isTree(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !(value instanceof Uint8Array);
}
