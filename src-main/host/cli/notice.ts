import { resolve } from 'node:path';
import { findLine } from '#host/archive/lines.ts';
import type { NoticeEvidence } from '#host/notice/notice-desk.ts';
import type { Session } from '#host/session.ts';
import { optional, required, UsageError, withSession, type Command, type Invocation } from './command.ts';

/** `notice`: what is on record about a line; `notice add` and `notice withdraw` add to it. */
export const notice: Command = {
  options: {
    line: { type: 'string' },
    date: { type: 'string' },
    paper: { type: 'string' },
    earlier: { type: 'boolean' },
    reason: { type: 'string' },
    by: { type: 'string' },
  },
  run: (invocation, terminal) => {
    const [action, ...rest] = invocation.words;
    if (rest.length > 0) throw new UsageError(`what is "${rest[0]}"?`);
    const name = required(invocation, 'line');
    const work = workOf(action, invocation);
    return withSession(invocation, async (session) => {
      const lineId = lineNamed(session, name);
      await work(session, lineId);
      const records = session.notices.list(lineId);
      terminal.result({ records }, () =>
        records.map(
          (one) => `${one.givenOn ?? '-'}\t${one.how}\t${one.employee}\t${one.inForce ? 'in force' : ''}`,
        ),
      );
      return 0;
    });
  },
};

type Work = (session: Session, lineId: number) => Promise<unknown>;

function workOf(action: string | undefined, invocation: Invocation): Work {
  const recordedBy = optional(invocation, 'by');
  switch (action) {
    case undefined:
      return () => Promise.resolve();
    case 'add': {
      const evidence = evidenceOf(invocation);
      const includesEarlier = invocation.values['earlier'] === true;
      return ({ notices }, lineId) => notices.record(lineId, evidence, { includesEarlier, recordedBy });
    }
    case 'withdraw': {
      const reason = required(invocation, 'reason');
      return ({ notices }, lineId) => notices.withdraw(lineId, reason, recordedBy);
    }
    default:
      throw new UsageError(`there is no "notice ${action}"`);
  }
}

function evidenceOf(invocation: Invocation): NoticeEvidence {
  const date = required(invocation, 'date');
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || Number.isNaN(Date.parse(date))) {
    throw new UsageError('--date is not a date such as 2026-03-31');
  }
  const paper = optional(invocation, 'paper');
  return paper === null
    ? { how: 'told', date }
    : { how: 'paper', date, language: null, path: resolve(paper) };
}

function lineNamed({ archive }: Session, name: string): number {
  const line = findLine(archive.reader, name);
  if (line === undefined) throw new UsageError(`there is no line "${name}"`);
  return line.id;
}
