/**
 * Why a line was not captured for a while. `deaf`: connected, and shown to receive nothing. `quiet`: connected, and
 * against its own habit nothing came, which proves nothing. `clock`: the PC's clock was set, so that no time can be
 * claimed. `not-running`: the program was not running, or it ended without a trace.
 */
export const gapCauses = [
  'not-running',
  'locked',
  'asleep',
  'clock',
  'network',
  'refused',
  'logged-out',
  'replaced',
  'banned',
  'failed',
  'paused',
  'no-notice',
  'disk-full',
  'deaf',
  'quiet',
] as const;
export type GapCause = (typeof gapCauses)[number];

/**
 * What became of a gap: `open` while it lasts, `waiting` until the server has handed over what waited, and then what
 * can be shown of it (the rules are in src-main/host/coverage/outcome.ts).
 */
export const gapStates = ['open', 'waiting', 'filled', 'partly', 'lost'] as const;
export type GapState = (typeof gapStates)[number];
/** A gap's state once it has been decided on. */
export type GapOutcomeState = Extract<GapState, 'filled' | 'partly' | 'lost'>;

/** Why a person has to look at a line. `cut-off`: it has been without connection for too long in business hours. */
export const attentionReasons = [
  'logged-out',
  'replaced',
  'banned',
  'failed',
  'disk-full',
  'quiet',
  'cut-off',
] as const;
export type AttentionReason = (typeof attentionReasons)[number];

/** A gap that is shorter than this (milliseconds) and was filled is not worth a reader's eye. */
export const minorGapMs = 120_000;
