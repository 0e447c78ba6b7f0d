import type { LineView, LinkMethod } from '#shared/contract/lines.ts';

/** What the dialog that links a phone shows. */
export type LinkStage = 'starting' | 'shown' | 'finishing' | 'linked' | 'failed';

/** What of a line's view tells how far an attempt to link it has come. */
type Attempted = Pick<LineView, 'state' | 'qr' | 'code' | 'problem'>;

/**
 * Follows one attempt to link a line by a method through the states that its connector reports; `began` once one of
 * them was of this attempt.
 */
export function linkStage(line: Attempted, method: LinkMethod['type'], began: boolean): LinkStage {
  switch (line.state) {
    case 'linking':
      return line[method] === null ? 'starting' : 'shown';
    case 'connecting':
    case 'reconnecting':
      return 'finishing';
    case 'connected':
      return 'linked';
    case 'unlinked':
      return began && line.problem !== null ? 'failed' : 'starting';
    case 'listening':
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

/** The digits of a telephone number as people write it; null when it can't be one with its country's code. */
export function phoneDigits(text: string): string | null {
  const digits = text.replaceAll(/[\s().+-]/g, '').replace(/^00/, '');
  return /^[1-9]\d{6,14}$/.test(digits) ? digits : null;
}

/** A code as the phone asks for it: two groups of four. */
export function codeGroups(code: string): readonly [string, string] {
  return [code.slice(0, 4), code.slice(4)];
}
