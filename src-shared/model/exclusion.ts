import { samePhone, type PersonIdentity } from './contact.ts';
import { fold } from './fold.ts';

/** Why a contact or group of an employee is left alone; nothing more is asked. */
export const exclusionCategories = ['family', 'friend', 'health', 'union-or-counsel', 'other'] as const;
export type ExclusionCategory = (typeof exclusionCategories)[number];

/** The digits of a number as a person writes it; null when it can't be one. */
export function writtenNumber(text: string): string | null {
  const digits = text.replaceAll(/\D/g, '');
  return /^[+\d\s().\-\u00a0\u200e\u202a\u202c]+$/.test(text) && /^[1-9]\d{6,14}$/.test(digits)
    ? digits
    : null;
}

const accounts =
  /(\d{5,20})(?:[:_.]\d+)*@(s\.whatsapp\.net|c\.us|lid|hosted\.lid|hosted)\b|([\d-]{5,40})@g\.us\b/g;

/** Whom a text names by their accounts, each in one form: `+NUMBER`, `lid NUMBER` or `group ID`. */
export function namedIn(text: string): string[] {
  if (!text.includes('@')) return [];
  return [...text.matchAll(accounts)].map(([, user = '', server, group]) =>
    group !== undefined ? `group ${group}` : server?.endsWith('lid') ? `lid ${user}` : `+${samePhone(user)}`,
  );
}

/** The same for what a source says about a person. */
export function nameOf({ kind, value }: PersonIdentity): string {
  return kind === 'phone' ? `+${samePhone(value)}` : `${kind} ${value}`;
}

/**
 * Whom the key of a conversation or sender names: an account, or what a chat export calls them, which tells nothing
 * but other exports of the line.
 */
export function namesOfKey(key: string): string[] {
  const bsuid = /^bsuid:(.+)$/.exec(key)?.[1];
  if (bsuid !== undefined) return [nameOf({ kind: 'bsuid', value: bsuid })];
  const accounts = namedIn(key);
  if (accounts.length > 0) return accounts;
  const digits = writtenNumber(key);
  if (digits !== null) return [`+${samePhone(digits)}`];
  const name = fold(key).text.replaceAll(/\s+/g, ' ').trim();
  return name === '' ? [] : [`${onlyNamed}${name}`];
}

const onlyNamed = 'name ';

/** Whether some names are only what chat exports call somebody. */
export function isOnlyNamed(names: readonly string[]): boolean {
  return names.every((name) => name.startsWith(onlyNamed));
}
