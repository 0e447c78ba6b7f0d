import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Codes of an authenticator app: TOTP (RFC 6238) with what every app supports, SHA-1, six digits and 30 seconds. */
const stepMs = 30_000;
const digits = 6;
const secretBytes = 20;
/** How many steps a phone's clock may be off, either way. */
const tolerance = 1;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A new random secret, in base 32 as authenticator apps take it. */
export function newCodeSecret(): string {
  const bits = [...randomBytes(secretBytes)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? []).map((group) => alphabet[Number.parseInt(group, 2)]).join('');
}

function secretOf(base32: string): Buffer {
  const bits = Array.from(base32, (letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

/** The code of a step: HOTP (RFC 4226). */
export function codeOf(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secretOf(secret)).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0x0f;
  const number = mac.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

/** The step at a time in UTC milliseconds. */
export function stepAt(now: number): number {
  return Math.floor(now / stepMs);
}

/** The step whose code was typed, later than `after` so that none is used twice; null for a wrong code. */
export function stepOfCode(secret: string, typed: string, after: number, now: number): number | null {
  const code = Buffer.from(typed.replaceAll(/\s/g, '').padStart(digits).slice(0, 16));
  for (let step = stepAt(now) - tolerance; step <= stepAt(now) + tolerance; step += 1) {
    const right = Buffer.from(codeOf(secret, step));
    if (step > after && right.length === code.length && timingSafeEqual(right, code)) return step;
  }
  return null;
}

/** The address that an authenticator app reads from a QR code. */
export function codeAddress(secret: string, company: string, name: string): string {
  const label = encodeURIComponent(`Atalaya ${company}:${name}`);
  return `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(`Atalaya ${company}`)}`;
}
