/** What fails because the connection that it belonged to has ended; the next one makes up for it. */
export class ConnectionEnded extends Error {
  override readonly name = 'ConnectionEnded';

  constructor() {
    super('connection ended');
  }
}

/**
 * Whether an error comes from the WhatsApp library, which starts promises that it waits for nowhere: one that fails
 * after its connection has ended harms nothing, but would end the process.
 */
export function isLibraryRejection(reason: unknown): boolean {
  if (reason instanceof ConnectionEnded) return true;
  const stack = reason instanceof Error ? (reason.stack ?? '') : '';
  return /[\\/]node_modules[\\/](?:@whiskeysockets[\\/]baileys|libsignal|ws)[\\/]/.test(stack);
}
