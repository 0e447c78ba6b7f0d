import type { LineView } from '#shared/contract/lines.ts';
import { AtalayaError } from '#shared/errors.ts';
import type { LineState } from '#shared/model/line.ts';

/** What a person has to know about a line: its connector's state, or the reason why that does not matter yet. */
export type LineCondition =
  | LineState
  | 'no-notice'
  | 'notice-lapsed'
  | 'exports-only'
  | 'cloud-unset'
  | 'cloud-stopped'
  | 'cloud-failed';

/** How urgent a condition is; each has a shape of its own beside its colour. */
export type LineTone = 'good' | 'working' | 'idle' | 'problem';

/** What a person can do next about a line. */
export type LineAction = 'give-notice' | 'link' | 'set-up' | 'show-code' | 'pause' | 'resume';

/** A line without its employee's notice is not captured, whatever its connector says. */
export function lineCondition(
  line: Pick<LineView, 'noticeOn' | 'notice' | 'connector' | 'state'>,
): LineCondition {
  if (line.notice.state === 'lapsed') return 'notice-lapsed';
  if (line.noticeOn === null) return 'no-notice';
  if (line.connector === 'chat-export' && line.state === 'unlinked') return 'exports-only';
  return line.connector === 'cloud-api' ? cloudCondition(line.state) : line.state;
}

/** The same states mean something else, and ask for something else, where there is no phone to link. */
function cloudCondition(state: LineState): LineCondition {
  if (state === 'unlinked') return 'cloud-unset';
  if (state === 'stopped') return 'cloud-stopped';
  return state === 'failed' ? 'cloud-failed' : state;
}

/** How urgent a condition is; one that would pass by itself is not, when something has to be seen to. */
export function lineTone(condition: LineCondition, hasProblem: boolean): LineTone {
  if (hasProblem && condition === 'reconnecting') return 'problem';
  switch (condition) {
    case 'connected':
      return 'good';
    case 'linking':
    case 'connecting':
    case 'reconnecting':
    case 'listening':
      return 'working';
    case 'unlinked':
    case 'exports-only':
    case 'stopped':
    case 'cloud-unset':
    case 'cloud-stopped':
      return 'idle';
    case 'no-notice':
    case 'notice-lapsed':
    case 'logged-out':
    case 'replaced':
    case 'banned':
    case 'failed':
    case 'cloud-failed':
      return 'problem';
  }
}

/** The one thing that a person would do next about a line in this condition. */
export function lineAction(condition: LineCondition): LineAction {
  switch (condition) {
    case 'no-notice':
    case 'notice-lapsed':
      return 'give-notice';
    case 'unlinked':
    case 'exports-only':
    case 'logged-out':
      return 'link';
    case 'cloud-unset':
    case 'cloud-failed':
      return 'set-up';
    case 'linking':
      return 'show-code';
    case 'connecting':
    case 'connected':
    case 'reconnecting':
    case 'listening':
      return 'pause';
    case 'stopped':
    case 'cloud-stopped':
    case 'replaced':
    case 'banned':
    case 'failed':
      return 'resume';
  }
}

/** What is wrong with a line, as the error that it was. */
export function problemOf({ code, data }: NonNullable<LineView['problem']>): AtalayaError {
  return new AtalayaError(code, data);
}
