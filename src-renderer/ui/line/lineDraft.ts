import type { Input } from '#shared/contract/contract.ts';
import type { LineView } from '#shared/contract/lines.ts';

/** A line as a form holds it; empty where nothing was written. */
export interface LineDraft {
  readonly name: string;
  readonly employee: string;
  readonly team: string;
  /** Calendar date, such as 2026-03-03. */
  readonly noticeOn: string;
}

export type LineProblems = { readonly [F in keyof LineDraft]?: 'required' | 'noticeFuture' };

export const emptyLine: LineDraft = { name: '', employee: '', team: '', noticeOn: '' };

/** A registered line, to be edited. */
export function draftOfLine({ name, employee, team, noticeOn }: LineView): LineDraft {
  return { name, employee, team: team ?? '', noticeOn: noticeOn ?? '' };
}

/** What keeps a draft from being registered; `today` is the calendar date in the workspace's zone. */
export function lineProblems(draft: LineDraft, today: string, isNoticeRequired: boolean): LineProblems {
  return {
    ...(draft.name.trim() === '' && { name: 'required' }),
    ...(draft.employee.trim() === '' && { employee: 'required' }),
    ...(draft.noticeOn === '' && isNoticeRequired && { noticeOn: 'required' }),
    ...(draft.noticeOn > today && { noticeOn: 'noticeFuture' }),
  };
}

/** What of the draft the register of a line keeps. */
export function registerInput(draft: LineDraft): Omit<Input<'lines.add'>, 'noticeOn'> {
  return {
    name: draft.name.trim(),
    employee: draft.employee.trim(),
    team: draft.team.trim() || null,
  };
}

/** A new line as a request sends it. */
export function lineInput(draft: LineDraft): Input<'lines.add'> {
  return { ...registerInput(draft), noticeOn: draft.noticeOn || null };
}

/** The calendar date in a zone, such as 2026-03-03. */
export function todayIn(zone: string, now = Date.now()): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(now);
}
