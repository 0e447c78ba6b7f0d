import { z } from 'zod';
import type { Reader } from './database.ts';
import { countRemainders } from './webhooks.ts';

/** A message template as the platform last spoke of it. */
export interface TemplateState {
  readonly name: string;
  readonly language: string;
  readonly state: string;
  readonly reason: string | null;
  readonly at: number;
}

/** Something else that the platform said of an account or a number, in its own words. */
export interface PlatformNotice {
  readonly field: string;
  readonly words: string;
  readonly at: number;
}

/** How far the history of a line has come. */
export interface HistoryProgress {
  /** 0 to 2: the last day, the last three months, the rest of half a year. */
  readonly phase: number;
  readonly percent: number;
  readonly isDeclined: boolean;
  readonly at: number;
}

interface EventRow {
  readonly field: string;
  readonly at: number;
  readonly value: string;
}

const mostTemplates = 500;
const mostNotices = 20;
const longestWords = 400;
/** The platform's code for a history that the business did not want to share. */
const declinedCode = 2_593_109;

const text = z.union([z.string(), z.number()]).transform(String).catch('');
const template = z.object({
  event: text,
  message_template_id: text,
  message_template_name: text,
  message_template_language: text,
  reason: text,
});

/** The templates of an account, each as the platform last spoke of it, by name. */
export function readTemplates(reader: Reader, wabaId: string): TemplateState[] {
  const rows = reader
    .sql<EventRow>(
      `select field, at, value, max(at) from platform_events
      where waba_id = ? and field = 'message_template_status_update'
      group by value ->> 'message_template_id', value ->> 'message_template_language'
      order by value ->> 'message_template_name' limit ?`,
    )
    .all(wabaId, mostTemplates);
  return rows.flatMap(({ at, value }) => {
    const parsed = template.safeParse(JSON.parse(value));
    if (!parsed.success || parsed.data.event === '') return [];
    const { event, message_template_name: name, message_template_language: language, reason } = parsed.data;
    const isReason = reason !== '' && reason !== 'NONE' && reason !== 'null';
    return [{ name, language, state: event, reason: isReason ? reason : null, at }];
  });
}

/** What else the platform said lately of an account, newest first. */
export function readNotices(reader: Reader, wabaId: string): PlatformNotice[] {
  const rows = reader
    .sql<EventRow>(
      `select field, at, value from platform_events
      where waba_id = ? and field not in ('message_template_status_update', 'history')
      order by at desc, id desc limit ?`,
    )
    .all(wabaId, mostNotices);
  return rows.map(({ field, at, value }) => ({ field, at, words: wordsOf(JSON.parse(value)) }));
}

/** The plain values of an object on one line; the whole is kept in the archive. */
function wordsOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return '';
  return Object.entries(value)
    .filter(([, each]) => ['string', 'number', 'boolean'].includes(typeof each))
    .map(([name, each]) => `${name}: ${String(each)}`)
    .join(' · ')
    .slice(0, longestWords)
    .toWellFormed();
}

const progress = z.object({
  phase: z.number().catch(0),
  progress: z.number().catch(0),
  errors: z.array(z.object({ code: z.number().catch(0) })).catch([]),
});

/** How far the history of a number has come; null before any came. */
export function readHistoryProgress(reader: Reader, phoneNumberId: string): HistoryProgress | null {
  const rows = reader
    .sql<EventRow>(
      `select field, at, value from platform_events where phone_number_id = ? and field = 'history' order by id`,
    )
    .all(phoneNumberId);
  let found: HistoryProgress | null = null;
  for (const { at, value } of rows) {
    const parsed = progress.safeParse(JSON.parse(value));
    if (!parsed.success) continue;
    const { phase, progress: percent, errors } = parsed.data;
    const isDeclined = errors.some(({ code }) => code === declinedCode);
    if (
      found === null ||
      isDeclined ||
      phase > found.phase ||
      (phase === found.phase && percent > found.percent)
    )
      found = { phase, percent: Math.min(Math.max(percent, 0), 100), isDeclined, at };
  }
  return found;
}

/** What came and belongs to no line, by number, and how much could not be read. */
export function readRemainders(reader: Reader): {
  unrouted: { phoneNumberId: string | null; count: number }[];
  unreadable: number;
} {
  const all = countRemainders(reader);
  return {
    unrouted: all
      .filter(({ reason }) => reason === 'unrouted')
      .map(({ phone_number_id: phoneNumberId, count }) => ({ phoneNumberId, count })),
    unreadable: all
      .filter(({ reason }) => reason === 'unreadable')
      .reduce((sum, { count }) => sum + count, 0),
  };
}
