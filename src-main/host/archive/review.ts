import { AtalayaError } from '#shared/errors.ts';
import { undoSeconds, type Decision } from '#shared/model/review.ts';
import type { Reader, Writer } from './database.ts';
import { appendToLedger } from './ledger.ts';

/** Which flagged messages; `cursor` is the `next` of the page before. */
export interface QueueQuery {
  readonly status: 'open' | 'decided';
  readonly order: 'newest' | 'severity';
  readonly lineId: number | null;
  /** Only of these lines; null for all. */
  readonly lines?: readonly number[] | null;
  readonly policyId: number | null;
  readonly cursor: string | null;
  readonly limit: number;
}

/** A flagged message in the queue. */
export interface QueuedMessage {
  readonly message_id: number;
  readonly severity: number;
  readonly decision_id: number | null;
  readonly decision: Decision | null;
  readonly note: string | null;
  readonly decided_at: number | null;
}

/** Flagged messages, newest or gravest first, a page at a time. */
export function listFlagged(
  reader: Reader,
  query: QueueQuery,
): { rows: QueuedMessage[]; next: string | null } {
  const conditions = [`q.decision_id is ${query.status === 'open' ? 'null' : 'not null'}`];
  const params: (string | number)[] = [];
  if (query.lineId !== null) {
    conditions.push('q.line_id = ?');
    params.push(query.lineId);
  }
  if (query.lines != null) {
    conditions.push('q.line_id in (select value from json_each(?))');
    params.push(JSON.stringify(query.lines));
  }
  if (query.policyId !== null) {
    conditions.push('exists (select 1 from flags f where f.message_id = q.message_id and f.policy_id = ?)');
    params.push(query.policyId);
  }
  const [severity, messageId] = query.cursor?.split('.').map(Number) ?? [];
  if (severity !== undefined && messageId !== undefined) {
    if (query.order === 'severity') {
      conditions.push('(q.severity, q.message_id) < (?, ?)');
      params.push(severity, messageId);
    } else {
      conditions.push('q.message_id < ?');
      params.push(messageId);
    }
  }
  const order = query.order === 'severity' ? 'q.severity desc, q.message_id desc' : 'q.message_id desc';
  const rows = reader
    .sql<QueuedMessage>(
      `select q.message_id, q.severity, q.decision_id, d.decision, d.note, d.at as decided_at
      from flagged_messages q left join decisions d on d.id = q.decision_id
      where ${conditions.join(' and ')} order by ${order} limit ?`,
    )
    .all(...params, query.limit);
  const last = rows.at(-1);
  return {
    rows,
    next: rows.length < query.limit || last === undefined ? null : `${last.severity}.${last.message_id}`,
  };
}

/** How many flagged messages of some lines wait, by severity, and how many are decided; null for all lines. */
export function countFlagged(
  reader: Reader,
  lines: readonly number[] | null = null,
): {
  open: number;
  low: number;
  medium: number;
  high: number;
  decided: number;
} {
  const within = lines === null ? '' : 'and line_id in (select value from json_each(?))';
  const params = lines === null ? [] : [JSON.stringify(lines)];
  const open = new Map(
    reader
      .sql<{ severity: number; total: number }>(
        `select severity, count(*) as total from flagged_messages where decision_id is null ${within} group by severity`,
      )
      .all(...params)
      .map(({ severity, total }) => [severity, total]),
  );
  const decided = reader
    .sql<{ total: number }>(
      `select count(*) as total from flagged_messages where decision_id is not null ${within}`,
    )
    .get(...params);
  const [low, medium, high] = [open.get(1) ?? 0, open.get(2) ?? 0, open.get(3) ?? 0];
  return { open: low + medium + high, low, medium, high, decided: decided?.total ?? 0 };
}

/** Decides on all flags of a message. A second decision takes the place of the first; both stay on record. */
export function decide(
  writer: Writer,
  messageId: number,
  decision: Decision,
  note: string,
  now: number,
): number {
  return writer.transaction(() => {
    const flagged = writer
      .sql<{ decision_id: number | null }>('select decision_id from flagged_messages where message_id = ?')
      .get(messageId);
    if (flagged === undefined) throw new AtalayaError('not-found');
    const { lastInsertRowid } = writer
      .sql('insert into decisions (message_id, decision, note, at, replaces_id) values (?, ?, ?, ?, ?)')
      .run(messageId, decision, note, now, flagged.decision_id);
    const id = Number(lastInsertRowid);
    writer.sql('update flagged_messages set decision_id = ? where message_id = ?').run(id, messageId);
    const details = { messageId, decision };
    appendToLedger(writer, [{ at: now, kind: 'decision', subject: id, details }]);
    return id;
  });
}

/**
 * Takes a decision back: what was decided before it counts again. Errors: `not-found`; `conflict` when it is not the
 * one in force or too old. Returns the id of the message.
 */
export function undoDecision(writer: Writer, decisionId: number, now: number): number {
  return writer.transaction(() => {
    const decision = writer
      .sql<{ message_id: number; at: number; replaces_id: number | null; in_force: number }>(
        `select d.message_id, d.at, d.replaces_id, q.decision_id is d.id as in_force
        from decisions d join flagged_messages q on q.message_id = d.message_id where d.id = ?`,
      )
      .get(decisionId);
    if (decision === undefined) throw new AtalayaError('not-found');
    // A request for undo that was made in time may arrive a little late.
    const tooLate = now - decision.at > (undoSeconds + 5) * 1000;
    if (decision.in_force === 0 || tooLate) throw new AtalayaError('conflict');
    writer.sql('update decisions set undone_at = ? where id = ?').run(now, decisionId);
    writer
      .sql('update flagged_messages set decision_id = ? where message_id = ?')
      .run(decision.replaces_id, decision.message_id);
    const details = { messageId: decision.message_id };
    appendToLedger(writer, [
      { at: now, kind: 'decision', subject: decisionId, action: 'decision-undone', details },
    ]);
    return decision.message_id;
  });
}
