import type { FlagView, MessageView } from '#shared/contract/fields.ts';
import { severities, type Severity } from '#shared/model/policy.ts';

/** The gravest severity among flags; null when there are none. */
export function gravest(flags: readonly { readonly severity: Severity }[]): Severity | null {
  return severities.findLast((severity) => flags.some((flag) => flag.severity === severity)) ?? null;
}

/** The text that a flag's spans are positions in: the original, or an edit of it. */
export function flaggedText(
  { text, edits }: Pick<MessageView, 'text' | 'edits'>,
  { edit }: Pick<FlagView, 'edit'>,
): string {
  return edit === null ? text : (edits[edit]?.text ?? '');
}
