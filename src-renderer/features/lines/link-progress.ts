import type { LineState } from '#shared/model/line.ts';

/** What the dialog that links a phone shows. */
export type LinkStage = 'starting' | 'scan' | 'finishing' | 'linked' | 'failed';

/** Follows one attempt to link a line through the states that its connector reports. */
export function linkStage(state: LineState, hasCode: boolean, began: boolean): LinkStage {
  switch (state) {
    case 'linking':
      return hasCode ? 'scan' : 'starting';
    case 'connecting':
    case 'reconnecting':
      return 'finishing';
    case 'connected':
      return 'linked';
    case 'unlinked':
    case 'stopped':
    case 'logged-out':
    case 'replaced':
    case 'banned':
    case 'failed':
      return began ? 'failed' : 'starting';
  }
}

/** Whole seconds until a code is replaced; 0 when it already should have been. */
export function secondsLeft(expiresAt: number, now: number): number {
  return Math.max(0, Math.ceil((expiresAt - now) / 1000));
}
