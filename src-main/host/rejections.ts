import { isLibraryRejection } from './connectors/whatsapp-linked/detached.ts';
import type { Log } from './log.ts';

/**
 * Lets the process live when a promise that the WhatsApp library left behind fails. Any other rejection that nobody
 * handles is a fault of ours and ends the process, as is Node's way.
 */
export function surviveLibraryRejections(log: Log): void {
  process.on('unhandledRejection', (reason) => {
    if (!isLibraryRejection(reason)) throw reason;
    log.warn(
      { reason: reason instanceof Error ? reason.name : '' },
      'a promise of the WhatsApp library failed',
    );
  });
}
