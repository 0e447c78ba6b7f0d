import type { ChosenFile } from '#shared/contract/shell.ts';
import { AtalayaError } from '#shared/errors.ts';
import type { Bridge } from '#shared/rpc/bridge.ts';
import { createClient } from '#shared/rpc/client.ts';

declare global {
  interface Window {
    /** What the preload script hands over; the only way out of the window. */
    readonly atalaya: Bridge;
  }
}

/** The window's one client: every request goes through it. */
export const client = createClient(window.atalaya);

/** Tokens for files that a person dropped on the window. Errors: `locked`, `file-unreadable`. */
export async function acceptDropped(files: readonly File[]): Promise<readonly ChosenFile[]> {
  const reply = await window.atalaya.acceptDropped(files);
  if (!reply.ok) throw new AtalayaError(reply.error.code, reply.error.data);
  // The main process answers by the bridge's own description.
  return reply.value as readonly ChosenFile[];
}
