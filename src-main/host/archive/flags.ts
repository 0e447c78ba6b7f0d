import { severities, type Severity, type Verdict } from '#shared/model/policy.ts';
import type { Writer } from './database.ts';

/** Severity as the archive orders it: 1 low, 2 medium, 3 high. */
function severityRank(severity: Severity): number {
  return severities.indexOf(severity) + 1;
}

/** The severity of a rank that `severityRank` gave. */
export function severityOfRank(rank: number): Severity {
  return severities[rank - 1] ?? 'high';
}

/** What a verdict was given on: a message as it was sent, or the text of an edit of it. */
export interface Flagged {
  readonly messageId: number;
  readonly conversationId: number;
  readonly lineId: number;
  readonly eventId: number | null;
}

/**
 * Stores verdicts as flags, once each. A new flag on a message that somebody has decided on opens it again.
 * Returns the ids
 * of the new ones, for the ledger.
 */
export function addFlags(
  writer: Writer,
  flagged: Flagged,
  verdicts: readonly Verdict[],
  now: number,
): number[] {
  if (verdicts.length === 0) return [];
  const { messageId, conversationId, lineId, eventId } = flagged;
  const open = writer.sql(
    `insert into flagged_messages (message_id, conversation_id, line_id, severity) values (?, ?, ?, ?)
    on conflict do update set severity = max(severity, excluded.severity)`,
  );
  const insert = writer.sql(
    `insert into flags (message_id, event_id, policy_id, version, severity, hits, created_at)
    values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing`,
  );
  const added: number[] = [];
  for (const verdict of verdicts) {
    const severity = severityRank(verdict.severity);
    open.run(messageId, conversationId, lineId, severity);
    const { changes, lastInsertRowid } = insert.run(
      messageId,
      eventId,
      verdict.policyId,
      verdict.version,
      severity,
      JSON.stringify(verdict.hits),
      now,
    );
    if (changes > 0) added.push(Number(lastInsertRowid));
  }
  if (added.length > 0) {
    writer.sql('update flagged_messages set decision_id = null where message_id = ?').run(messageId);
  }
  return added;
}
