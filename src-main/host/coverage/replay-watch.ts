import type { ConnectionSign } from '#host/connectors/whatsapp-linked/contract.ts';
import type { Replay } from './outcome.ts';

/** Follows what the server says of the mail that waited, over one connection. */
export interface ReplayWatch {
  onSign(sign: ConnectionSign): void;
  /** What it said, once it said that this was all. */
  readonly ended: Replay | null;
  /** What it has announced and not sent yet; 0 when it announced nothing. */
  readonly missing: number;
}

/** For one connection. */
export function watchReplay(): ReplayWatch {
  let announced = 0;
  let arrived = 0;
  let isOver = false;
  return {
    onSign(sign) {
      switch (sign.type) {
        case 'replay-announced':
          announced = Math.max(announced, sign.count);
          return;
        case 'mail':
          if (sign.isReplay) arrived += 1;
          return;
        case 'replay-ended':
          announced = Math.max(announced, sign.count);
          isOver = true;
          return;
        case 'frame':
        case 'read-elsewhere':
        case 'ended':
      }
    },
    get ended() {
      return isOver ? { announced, arrived } : null;
    },
    get missing() {
      return Math.max(0, announced - arrived);
    },
  };
}
