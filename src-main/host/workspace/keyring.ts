import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { hashRaw } from '@node-rs/argon2';
import { z } from 'zod';
import { AtalayaError } from '#shared/errors.ts';
import { firstUserId } from '#shared/model/user.ts';

const keyBytes = 32;
/** OWASP's and RFC 9106's second recommended setting, 64 MiB in place of the least. */
const cost = { memoryKiB: 65_536, passes: 3, lanes: 1 };

const base64 = z.base64();
const wrapped = z.strictObject({ nonce: base64, sealed: base64, tag: base64 });

/** The workspace key, wrapped by somebody's passphrase. */
const slot = z.strictObject({
  salt: base64,
  memoryKiB: z.int().min(8).max(4_194_304),
  passes: z.int().min(1).max(100),
  lanes: z.int().min(1).max(16),
  key: wrapped,
});
const recovery = z.strictObject({ salt: base64, key: wrapped });

/** The workspace key, wrapped by the recovery code and by the passphrase of each user, by id; safe to keep in a plain file. */
export const keyring = z.strictObject({ users: z.record(z.string().regex(/^\d+$/), slot), recovery });
export type Keyring = z.output<typeof keyring>;
type Slot = z.output<typeof slot>;

/** As it was while one passphrase was everybody's: it is the first user's now. */
export const sharedKeyring = z
  .strictObject({ passphrase: slot, recovery })
  .transform(({ passphrase, recovery: by }): Keyring => ({
    users: { [firstUserId]: passphrase },
    recovery: by,
  }));

/** What a slot is for is sealed into it, so that nobody's can be put in another's place. */
function purposeOf(userId: number): string {
  return userId === firstUserId ? 'passphrase' : `passphrase of user ${userId}`;
}
type Wrapped = z.output<typeof wrapped>;

function wrap(secret: Uint8Array, key: Uint8Array, purpose: string): Wrapped {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', secret, nonce).setAAD(Buffer.from(purpose));
  const sealed = Buffer.concat([cipher.update(key), cipher.final()]);
  return {
    nonce: nonce.toString('base64'),
    sealed: sealed.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
  };
}

/** The key, or null when the secret is another one. */
function unwrap(secret: Uint8Array, { nonce, sealed, tag }: Wrapped, purpose: string): Uint8Array | null {
  try {
    const decipher = createDecipheriv('aes-256-gcm', secret, Buffer.from(nonce, 'base64'))
      .setAAD(Buffer.from(purpose))
      .setAuthTag(Buffer.from(tag, 'base64'));
    return Buffer.concat([decipher.update(Buffer.from(sealed, 'base64')), decipher.final()]);
  } catch {
    return null;
  }
}

/** Argon2id (the library's default), RFC 9106. */
function stretch(
  passphrase: string,
  settings: { salt: string; memoryKiB: number; passes: number; lanes: number },
): Promise<Uint8Array> {
  return hashRaw(passphrase.normalize('NFKC'), {
    salt: Buffer.from(settings.salt, 'base64'),
    memoryCost: settings.memoryKiB,
    timeCost: settings.passes,
    parallelism: settings.lanes,
    outputLen: keyBytes,
  });
}

async function wrapByPassphrase(userId: number, passphrase: string, key: Uint8Array): Promise<Slot> {
  const settings = { salt: randomBytes(16).toString('base64'), ...cost };
  return { ...settings, key: wrap(await stretch(passphrase, settings), key, purposeOf(userId)) };
}

/** Crockford's base 32: no letter that can be taken for another or for a digit. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const codeLetters = 32; // 160 bits
const groupLetters = 4;

function newRecoveryCode(): string {
  const letters = [...randomBytes(codeLetters)].map((byte) => alphabet[byte % alphabet.length]);
  return letters.join('').replace(new RegExp(`.{${groupLetters}}(?=.)`, 'g'), '$&-');
}

/** What was meant: case, spaces and dashes don't matter, nor O for 0 and I or L for 1. */
function readRecoveryCode(typed: string): string {
  return typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
}

function recoverySecret(code: string, salt: string): Uint8Array {
  // The code has 160 random bits: nothing is gained by stretching it.
  return Buffer.from(
    hkdfSync('sha256', readRecoveryCode(code), Buffer.from(salt, 'base64'), 'recovery', keyBytes),
  );
}

/** Makes a random workspace key and wraps it, by the passphrase of the first user. The recovery code is shown once and kept nowhere. */
export async function createKeyring(
  passphrase: string,
): Promise<{ keyring: Keyring; key: Uint8Array; recoveryCode: string }> {
  const key = randomBytes(keyBytes);
  const recoveryCode = newRecoveryCode();
  const salt = randomBytes(16).toString('base64');
  const byCode = { salt, key: wrap(recoverySecret(recoveryCode, salt), key, 'recovery') };
  const users = { [firstUserId]: await wrapByPassphrase(firstUserId, passphrase, key) };
  return { keyring: { users, recovery: byCode }, key, recoveryCode };
}

/** The workspace key, by the passphrase of a user. Error: `passphrase-wrong`, also for somebody without one. */
export async function openByPassphrase(
  ring: Keyring,
  userId: number,
  passphrase: string,
): Promise<Uint8Array> {
  const own = ring.users[userId];
  if (own === undefined) throw new AtalayaError('passphrase-wrong');
  const key = unwrap(await stretch(passphrase, own), own.key, purposeOf(userId));
  if (key === null) throw new AtalayaError('passphrase-wrong');
  return key;
}

/** The workspace key. Error: `recovery-code-wrong`. */
export function openByRecoveryCode(ring: Keyring, code: string): Uint8Array {
  const key = unwrap(recoverySecret(code, ring.recovery.salt), ring.recovery.key, 'recovery');
  if (key === null) throw new AtalayaError('recovery-code-wrong');
  return key;
}

/** The same keyring with another passphrase of a user. */
export async function withPassphrase(
  ring: Keyring,
  userId: number,
  key: Uint8Array,
  passphrase: string,
): Promise<Keyring> {
  return { ...ring, users: { ...ring.users, [userId]: await wrapByPassphrase(userId, passphrase, key) } };
}

/** The same keyring without a user's passphrase: it opens nothing any more. */
export function withoutPassphrase(ring: Keyring, userId: number): Keyring {
  const { [userId]: _, ...users } = ring.users;
  return { ...ring, users };
}
