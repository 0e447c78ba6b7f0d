const markPattern = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/g;
const spacePattern = /[\t\u00A0\u2000-\u200A\u202F\u205F\u3000 ]+/g;

/** Zero of each decimal digit block that a phone may print dates in; those of India are alike, 128 apart. */
const digitZeros = [0x0660, 0x06f0, 0x0e50, 0x0ed0, 0x0f20, 0x1040, 0x17e0, 0x1810, 0xff10];
const firstIndicZero = 0x0966;
const lastIndicZero = 0x0de6;

/** Invisible marks that steer the direction of text, and the byte order mark. */
export function isMark(code: number): boolean {
  if (code < 0x061c) return false;
  return (
    code === 0x200e ||
    code === 0x200f ||
    (code >= 0x202a && code <= 0x202e) ||
    (code >= 0x2066 && code <= 0x2069) ||
    code === 0xfeff ||
    code === 0x061c
  );
}

/** Every space that dates and names are set with, the no-break ones included. */
export function isSpace(code: number): boolean {
  if (code === 0x20 || code === 0xa0 || code === 0x09) return true;
  if (code < 0x2000) return false;
  return code <= 0x200a || code === 0x202f || code === 0x205f || code === 0x3000;
}

/** Value of a decimal digit of any script, or -1. */
export function digitValue(code: number): number {
  if (code < 0x0660) return code >= 0x30 && code <= 0x39 ? code - 0x30 : -1;
  if (code >= firstIndicZero && code <= lastIndicZero + 9) {
    const value = (code - firstIndicZero) & 0x7f;
    return value <= 9 ? value : -1;
  }
  for (const zero of digitZeros) if (code >= zero && code <= zero + 9) return code - zero;
  return -1;
}

/** Without invisible marks. */
export function withoutMarks(text: string): string {
  return text.replace(markPattern, '');
}

/** As one would type it: no invisible marks, plain single spaces, composed letters. */
export function plain(text: string): string {
  return withoutMarks(text).replace(spacePattern, ' ').trim().normalize('NFC');
}

/** `text.startsWith(part, at)`, faster for parts of a few characters. */
export function holdsAt(text: string, part: string, at: number): boolean {
  for (let index = 0; index < part.length; index++) {
    if (text.charCodeAt(at + index) !== part.charCodeAt(index)) return false;
  }
  return true;
}

/** A copy that shares no memory with the (much larger) string that it was cut from. */
export function detached(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}

/** The first `length` code units, one less where that would split a surrogate pair. */
export function truncated(text: string, length: number): string {
  if (text.length <= length) return text;
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length);
}
