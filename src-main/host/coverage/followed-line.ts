import type { ConnectionSign } from '#host/connectors/whatsapp-linked/contract.ts';
import type { GapCause } from '#shared/model/coverage.ts';
import { createLineTrack, type LineTrack, type Turn } from './line-track.ts';
import { createNamedMessages, type NamedMessages } from './named-messages.ts';
import { watchReplay, type ReplayWatch } from './replay-watch.ts';

/** What can be done about a line's connection. */
export interface FollowedConnection {
  /** The PC slept or its clock was set: what waits is tried, what is open is checked. */
  wake(): void;
  /** Asks whether messages still come through: what comes then shows whether anything was missed. */
  renew(): void;
}

/** What the desk of coverage knows of one line while the program runs. */
export interface FollowedLine {
  readonly track: LineTrack;
  /** How its last connection ended. */
  ended: Extract<ConnectionSign, { type: 'ended' }> | null;
  /** Turns that could not be stored yet. */
  waiting: Turn[];
  replay: ReplayWatch;
  /** What another device of the line says it has. */
  readonly named: NamedMessages;
  /** Since when it has been connected, on a clock that nobody sets. */
  connectedAt: number | null;
  /** Gaps that a connection outlived. */
  readonly outlived: Set<number>;
  settling: NodeJS.Timeout | undefined;
  /** Until then what is committed is looked at again, on a clock that nobody sets. */
  settlesUntil: number;
  connection: FollowedConnection | null;
}

/** A line that goes on from its present cause; undefined before it was first linked. */
export function followLine(cause: GapCause | null | undefined): FollowedLine {
  return {
    track: createLineTrack(cause),
    ended: null,
    waiting: [],
    replay: watchReplay(),
    named: createNamedMessages(),
    connectedAt: null,
    outlived: new Set(),
    settling: undefined,
    settlesUntil: -Infinity,
    connection: null,
  };
}
