import type { Span } from '#shared/model/message.ts';
import type { EvaluatedMessage } from '#shared/model/policy.ts';

/** A compiled rule: the texts it may hit in, and its hits in one of them. */
export interface CompiledRule {
  /** Whether it is about words, which may be disguised; digits of a number stand for themselves. */
  readonly readsDisguises: boolean;
  /** Folded texts, with 0 for any digit, of which one occurs wherever the rule hits; null when nothing can be said. */
  readonly literals: readonly string[] | null;
  /**
   * The hits in a folded text, in reading order, not overlapping, at most `limit`: the first ones. Takes time linear
   * in the text. `written` gives a span as it was written, for what case or accents matter to.
   */
  find(text: string, limit: number, written: (span: Span) => string): readonly Span[];
  /** For a rule about the message itself: whether it hits, whatever the text says. */
  readonly isMet?: (message: EvaluatedMessage) => boolean;
}
