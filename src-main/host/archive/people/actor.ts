import { AsyncLocalStorage } from 'node:async_hooks';

const acting = new AsyncLocalStorage<number | null>();

/**
 * Runs work in the name of a user: whatever it puts on record, now or when what it awaits goes on, is that user's
 * action. Null is nobody's, as for what arrives by itself on a connection that somebody started.
 */
export function actAs<T>(userId: number | null, work: () => T): T {
  return acting.run(userId, work);
}

/** The user in whose name this runs; null is nobody. */
export function actingUser(): number | null {
  return acting.getStore() ?? null;
}
