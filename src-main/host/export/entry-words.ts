import type { ExportEvent, GapRecord, MemberRecord, MessageRecord } from '#shared/model/export-record.ts';
import { bodyOf, eventText, factsOf, lapse } from './message-words.ts';
import type { ExportWords } from './words.ts';

/** What is to be seen of a message at once: that it was deleted, edited before, or may not be what it seems. */
export function stateLines(
  { events, deletedBefore, editedBefore, suspicious }: MessageRecord,
  words: ExportWords,
): string[] {
  const revoke = events.find(({ event }) => event === 'revoke');
  return [
    ...(revoke === undefined ? [] : [words.t('message:deletedAt', { when: words.dateTime(revoke.at) })]),
    ...(revoke === undefined && deletedBefore ? [words.t('message:deletedGone')] : []),
    ...(editedBefore ? [words.t('message:edited')] : []),
    ...(suspicious ? [words.t('message:suspicious')] : []),
  ];
}

/** The reactions that people have left standing: the last one of each, unless it took the one before back. */
export function standingReactions(events: readonly ExportEvent[]): ExportEvent[] {
  const last = new Map<string, ExportEvent>();
  for (const event of events) if (event.event === 'reaction') last.set(event.person?.id ?? '', event);
  return [...last.values()].filter(({ text }) => text !== '');
}

/** That the line was not captured, and what became of the messages of that time. */
export function gapText({ from, to, causes, state, messages }: GapRecord, words: ExportWords): string {
  const cause = words.t(`coverage:cause.${causes[0] ?? 'not-running'}`);
  const when =
    to === null
      ? words.t('coverage:thread.since', { from: words.dateTime(from), cause })
      : words.t('coverage:thread.once', { from: words.dateTime(from), to: words.dateTime(to), cause });
  return [
    when,
    to !== null && `${lapse(to - from, words)}.`,
    `${words.t(`coverage:state.${state}`)}.`,
    messages !== null && words.t('gapMessages', { count: messages }),
  ]
    .filter(Boolean)
    .join(' ');
}

/** That somebody joined, left or got another role. */
export function memberText({ person, state }: MemberRecord, words: ExportWords): string {
  const became = words.t(`member.${state}`);
  return `${person.name} · ${became}`;
}

/** A message as lines of plain text: the original as it came, then what happened to it. */
export function messageLines(message: MessageRecord, words: ExportWords): string[] {
  const { kind, quote, attachment, events, flags } = message;
  const body = bodyOf(message, words);
  return [
    ...(quote === null ? [] : [`> ${quote.author ?? ''}: ${bodyOf(quote, words)}`]),
    ...(kind === 'text' || kind === 'system' ? [] : [`[${words.t(`message:kind.${kind}`)}]`]),
    ...(body === '' ? [] : [body]),
    ...factsOf(message, words),
    ...(attachment === null ? [] : [attachmentLine(attachment, words)]),
    ...stateLines(message, words),
    ...events.filter(isTold).map((event) => eventLine(event, words)),
    ...flags.map(({ policy, version }) => words.t('flag', { policy, version })),
  ];
}

/** Its time is in the state of the message already. */
const isTold = ({ event }: ExportEvent): boolean => event !== 'revoke';

/** What happened to a message, when and by whom. */
export function eventLine(event: ExportEvent, words: ExportWords): string {
  const text = eventText(event, words);
  return [words.t(`message:details.event.${event.event}`), words.dateTime(event.at), event.person?.name, text]
    .filter(Boolean)
    .join(' · ');
}

/** A file with where it lies in the export, or why it does not. */
function attachmentLine(
  { name, path, size, missing }: NonNullable<MessageRecord['attachment']>,
  words: ExportWords,
): string {
  // A name that turns its own text would hide what kind of file it is.
  const label = name?.replaceAll(/\p{Bidi_Control}/gu, '') ?? words.t('message:file');
  const where = path ?? (missing === null ? null : words.t(`message:missing.${missing}`));
  return [label, path === null || size === null ? null : words.bytes(size), where]
    .filter(Boolean)
    .join(' · ');
}
