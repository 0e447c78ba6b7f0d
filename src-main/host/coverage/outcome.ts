import type { GapCause, GapOutcomeState } from '#shared/model/coverage.ts';

/** What a gap's state rests on. */
export type GapEvidence = 'replay' | 'same-connection' | 'repeats' | 'messages' | 'none';

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

/** All that is known of a gap of a line on the Business Platform that is over. */
export interface PlatformGapFacts {
  readonly causes: readonly GapCause[];
  readonly lastedMs: number;
  /** How long ago it ended, and how much of that time the line was reachable. */
  readonly endedMs: number;
  readonly reachableMs: number;
  /** Messages of that time that are in the archive. */
  readonly messages: number;
}

/** Meta repeats a webhook that it could not deliver for so long, ever more rarely, until one is taken. */
export const repeatedMs = 7 * 86_400_000;
/** However short a gap was, its repeats are waited for so long. */
const shortestWaitMs = 3_600_000;

/**
 * Decides what can be shown of a gap of a line on the platform; null while Meta's repeats may still fill it. Meta says
 * that it repeats for 7 days with growing delays, and nothing says when it has repeated all. The first that fits:
 *
 * 1. The line had no notice on record: what came was taken and not kept, so that it is not repeated. `partly` when
 *    there are messages of that time, `lost` when there are none.
 * 2. The line has been reachable since for twice as long as the gap lasted, and an hour at least, and the gap was not
 *    longer than 7 days: a delay that doubles has run out by then, so that each webhook of that time was repeated and
 *    taken: `filled`, also when there was none. It rests on Meta's word, and the evidence says so.
 * 3. Longer than 7 days, or 7 days after its end it still was not reachable for so long: as 1.
 */
export function judgePlatformGap(
  facts: PlatformGapFacts,
): { readonly state: GapOutcomeState; readonly evidence: GapEvidence } | null {
  const { lastedMs, reachableMs, messages } = facts;
  const isRepeated = !facts.causes.includes('no-notice');
  const isReached = reachableMs >= Math.max(shortestWaitMs, Math.min(2 * lastedMs, repeatedMs));
  if (isRepeated && !isReached && facts.endedMs < repeatedMs) return null;
  if (isRepeated && isReached && lastedMs <= repeatedMs) return { state: 'filled', evidence: 'repeats' };
  return messages > 0 ? { state: 'partly', evidence: 'messages' } : { state: 'lost', evidence: 'none' };
}
