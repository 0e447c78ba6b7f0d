import type { GapCause, GapOutcomeState } from '#shared/model/coverage.ts';

/** What a gap's state rests on. */
export type GapEvidence = 'replay' | 'same-connection' | 'messages' | 'none';

/** All that is known of a gap that is over. */
export interface GapFacts {
  readonly causes: readonly GapCause[];
  readonly lastedMs: number;
  /** The connection outlived the gap: no login came between. */
  readonly sameConnection: boolean;
  /** What the server said of what it had kept, at the first login that it said so; null when it said nothing. */
  readonly replay: Replay | null;
  /** Messages of that time that are in the archive, however they came. */
  readonly messages: number;
  /** Of those, how many could not be read yet. */
  readonly unreadable: number;
}

export interface Replay {
  /** The larger of what it announced before and of what it counted after. */
  readonly announced: number;
  /** How much of it came. */
  readonly arrived: number;
}

/** WhatsApp keeps mail for a companion device that is away; nothing says that it does for longer than this. */
const keptMs = 14 * 86_400_000;

/**
 * Decides what can be shown of a gap. The one place with these rules, the first that fits:
 *
 * 1. The connection outlived it (the PC slept, its clock was set). The protocol numbers frames, so that none can be
 *    missing between the one before and the one after: `filled`.
 * 2. The same device logged in again within 14 days, and the server said that it handed over all that it had kept. As
 *    much arrived as it announced, and all of it could be read: `filled`, also when nothing had waited. Otherwise
 *    `partly`; what could not be read is looked at again, for it may be filled in later.
 * 3. Longer than 14 days: the server may have dropped the oldest. `partly` when there are messages of that time or
 *    the server handed something over, `lost` when there is nothing.
 * 4. The device was linked anew: the server kept nothing for it. Messages of that time can be there from the phone's
 *    history or from a chat export, but nothing shows that they are all: `partly`. None: `lost`.
 * 5. The server never said that it had handed over everything: as 4.
 *
 * Never provable: what WhatsApp itself did not keep, what was deleted for everyone before it could be handed over
 * (only the deletion arrives), and what happened on the phone without a message, such as reading.
 */
export function judgeGap(facts: GapFacts): {
  readonly state: GapOutcomeState;
  readonly evidence: GapEvidence;
} {
  const { replay, messages } = facts;
  if (facts.sameConnection) return { state: 'filled', evidence: 'same-connection' };
  if (replay === null || facts.causes.includes('logged-out'))
    return messages > 0 ? { state: 'partly', evidence: 'messages' } : { state: 'lost', evidence: 'none' };
  if (facts.lastedMs > keptMs)
    return { state: messages > 0 || replay.arrived > 0 ? 'partly' : 'lost', evidence: 'replay' };
  const isWhole = replay.arrived >= replay.announced && facts.unreadable === 0;
  return { state: isWhole ? 'filled' : 'partly', evidence: 'replay' };
}
