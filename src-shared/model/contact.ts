/**
 * What a person can be known by. A `name` is what a chat export calls them: it stands for somebody within one line
 * only, because two phone books can give it to two people.
 */
export const identityKinds = ['phone', 'lid', 'bsuid', 'username', 'name'] as const;
export type IdentityKind = (typeof identityKinds)[number];

/** One identity of a person: digits of a phone number or LID, a BSUID, a username, a name. */
export interface PersonIdentity {
  readonly kind: IdentityKind;
  readonly value: string;
}

/** Who gave a person a name; the first that is known is the one to show. */
export const nameKinds = ['own', 'phone-book', 'business', 'pushed'] as const;
export type NameKind = (typeof nameKinds)[number];

/**
 * How somebody knows that two identities are one person: the attributes of a message, a notification, WhatsApp's
 * directory (what the device looked up), the phone's history, the notice that a person changed their number, a
 * webhook of the Business Platform, somebody who said so here, or what a chat export has in common with the line's own
 * conversation: messages of the same time (`overlap`), or only the name.
 */
export const evidenceBases = [
  'message',
  'notification',
  'directory',
  'history',
  'number-change',
  'webhook',
  'person',
  'overlap',
  'same-name',
] as const;
export type EvidenceBasis = (typeof evidenceBases)[number];

/**
 * The digits of a phone number as they tell people apart: the same with and without the "1" of Mexican, the "9" of
 * Argentine and the ninth digit of Brazilian mobile numbers, which WhatsApp writes now one way, now the other.
 */
export function samePhone(digits: string): string {
  if (/^521\d{10}$/.test(digits)) return `52${digits.slice(3)}`;
  if (/^549\d{10}$/.test(digits)) return `54${digits.slice(3)}`;
  if (/^55\d{2}[6-9]\d{7}$/.test(digits)) return `${digits.slice(0, 4)}9${digits.slice(4)}`;
  return digits;
}

/** The part of a JID that is an account: device and agent parts are left out. */
const jid = /^(\d+)(?:_\d+)?(?::\d+)?@(s\.whatsapp\.net|c\.us|hosted|lid|hosted\.lid)$/;

/** The person that a JID names, whatever form it has; null when it names none. */
export function personOfJid(text: string): PersonIdentity | null {
  const [, digits = '', server = ''] = jid.exec(text) ?? [];
  if (digits === '') return null;
  return { kind: server.endsWith('lid') ? 'lid' : 'phone', value: digits };
}

const numberInExport = /^\+[\d\s().-]{7,24}$/u;

/**
 * The person whom a chat export names by number, as it does for those who are in no address book; null for any other
 * name. A name that people give themselves has a sign before it there, so that nobody can pretend to have a number.
 */
export function personOfNumber(text: string): PersonIdentity | null {
  const plain = text.replaceAll(/\p{Cf}/gu, '');
  const digits = plain.replaceAll(/\D/g, '');
  return numberInExport.test(plain) && digits.length >= 8 && digits.length <= 15
    ? { kind: 'phone', value: digits }
    : null;
}

const nameless = /^(\S{1,80})@(lid|bsuid)$/;

/** What stands in place of a name where neither a name nor a number is known; the interface says it in words. */
export function namelessTitle({ kind, value }: PersonIdentity): string {
  return `${value}@${kind}`;
}

/** The end of the identity in what `namelessTitle` wrote, to tell two of them apart; null for any other title. */
export function readNamelessTitle(title: string): string | null {
  return nameless.exec(title)?.[1]?.slice(-4) ?? null;
}

const longestName = 120;
/** UTF-16 code units of a name that are looked at; WhatsApp's own longest is far below. */
const longestRead = 65_536;
const mostMarks = 4;
const bidiAndInvisible = /[\p{Bidi_Control}\p{Cc}\u00ad\u200b\u2060-\u2064\ufeff\u2028\u2029]/gu;
const tooManyMarks = new RegExp(String.raw`(\p{M}{${mostMarks}})\p{M}+`, 'gu');

/**
 * A name that somebody else chose, as it may be shown: one line, without what turns or hides text, and without towers
 * of marks. '' when nothing is left, or when it only imitates a number or what stands for a missing name.
 */
export function shownName(name: string): string {
  const clean = name
    .toWellFormed()
    .slice(0, longestRead)
    .replaceAll(/[\r\n\t\u2028\u2029]/g, ' ')
    .replaceAll(bidiAndInvisible, '')
    .replaceAll(tooManyMarks, '$1')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const short = Array.from(clean).slice(0, longestName).join('');
  return nameless.test(short) ? '' : short;
}

/** Whether a name has a letter or a sign of its own: "+52 55 1234 5678" is a number that anybody could pretend to have. */
export function isNameOfItsOwn(name: string): boolean {
  return /[\p{L}\p{So}\p{Emoji_Presentation}]/u.test(name);
}
