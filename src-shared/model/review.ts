/** What a reviewer can decide about a flagged message. */
export const decisions = ['no-issue', 'violation', 'escalated'] as const;
export type Decision = (typeof decisions)[number];

/** Seconds during which a decision can be undone. */
export const undoSeconds = 10;
