import type { Direction, MessageKind, Span } from './message.ts';

/** The kinds of what a back-test finds: all hits of the draft, and what differs from the version in force. */
export const backtestKinds = ['hits', 'added', 'gone'] as const;
export type BacktestKind = (typeof backtestKinds)[number];

/** Messages of each kind that are shown. */
export const backtestSamples = 50;

/** One message that the draft or the version in force hits. */
export interface BacktestSample {
  readonly messageId: number;
  readonly conversationId: number;
  readonly title: string;
  readonly line: string;
  readonly sender: string | null;
  readonly direction: Direction | null;
  readonly kind: MessageKind;
  /** UTC milliseconds. */
  readonly sentAt: number;
  /** The part of the text around the first hit; of the edit that was hit, where that was not the original. */
  readonly text: string;
  readonly spans: readonly Span[];
  readonly isEdit: boolean;
}

/** What a draft would have flagged in the archive, message by message. */
export interface BacktestResult {
  /** Messages that were looked at. */
  readonly messages: number;
  readonly counts: Readonly<Record<BacktestKind, number>>;
  /** Of each kind some, each message with the same chance; oldest first. The same archive gives the same ones. */
  readonly samples: Readonly<Record<BacktestKind, readonly BacktestSample[]>>;
}

export interface BacktestProgress {
  /** Messages. */
  readonly done: number;
  readonly total: number;
}
