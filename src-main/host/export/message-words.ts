import type { ExportEvent, MessageRecord } from '#shared/model/export-record.ts';
import type { MessageSubject, Money } from '#shared/model/details.ts';
import type { MessageKind } from '#shared/model/message.ts';
import { readNotice } from '#shared/model/notice.ts';
import type { ExportWords } from './words.ts';

/** Kinds whose text can be a code for something that WhatsApp itself said. */
const toldAsNotice: ReadonlySet<MessageKind> = new Set(['system', 'call', 'unknown', 'pending']);
const minuteMs = 60_000;

/** What a message says, in words: its own, or the sentence for something that WhatsApp said. '' where it has none. */
export function bodyOf({ kind, text }: Pick<MessageRecord, 'kind' | 'text'>, words: ExportWords): string {
  const notice = toldAsNotice.has(kind) ? readNotice(text) : null;
  if (notice === null) return text;
  const { code, value } = notice;
  return words.t(`message:system.${code}`, {
    value: code === 'disappearing-timer' ? lapse(Number(value) * 1000, words) : value,
  });
}

/** A length of time in days, hours and minutes. */
export function lapse(ms: number, words: ExportWords): string {
  const minutes = Math.round(ms / minuteMs);
  const parts = [
    ['days', Math.floor(minutes / 1440)],
    ['hours', Math.floor(minutes / 60) % 24],
    ['minutes', minutes % 60],
  ] as const;
  const told = parts
    .filter(([, count]) => count > 0)
    .map(([unit, count]) => words.t(`lapse.${unit}`, { count }));
  return told.length === 0 ? words.t('lapse.minutes', { count: 0 }) : told.join(' ');
}

/** What a message holds beside its text, a line for each fact. */
export function factsOf(message: MessageRecord, words: ExportWords): string[] {
  const { subject, events, forwarded, advertisement } = message;
  return [
    ...(forwarded === null ? [] : [words.t(`message:forwarded.${forwarded}`)]),
    ...(advertisement === null
      ? []
      : [
          [words.t('message:advertisement'), advertisement.title, advertisement.body, advertisement.url ?? '']
            .filter(Boolean)
            .join(' '),
        ]),
    ...(subject === null ? [] : subjectLines(subject, events, words)),
  ];
}

function money({ thousandths, currency }: Money, words: ExportWords): string {
  return `${words.number(thousandths / 1000)} ${currency}`;
}

function joined(...parts: readonly (string | null | false)[]): string {
  return parts.filter(Boolean).join(' · ');
}

function subjectLines(subject: MessageSubject, events: readonly ExportEvent[], words: ExportWords): string[] {
  switch (subject.type) {
    case 'poll':
      return pollLines(subject.options, events, words);
    case 'poll-result':
      return subject.results.map(
        ({ option, votes }) => `${option}: ${words.t('message:subject.voters', { count: votes })}`,
      );
    case 'event': {
      const { startsAt, endsAt, place, link, cancelled } = subject;
      const times = [startsAt, endsAt].flatMap((at) => (at === null ? [] : [words.dateTime(at)]));
      return [
        joined(times.join(' – '), place, link, cancelled && words.t('message:subject.cancelled')),
        ...answerLines(events, 'response', words),
      ].filter(Boolean);
    }
    case 'choices':
      return subject.options.map(({ section, title, description }) => joined(section, title, description));
    case 'answer':
      return [words.t(`message:subject.answer.${subject.form}`)];
    case 'contacts':
      return subject.cards.map(({ name, company, numbers, emails }) =>
        joined(name, company, ...numbers, ...emails),
      );
    case 'place':
      return [joined(subject.name, subject.address, `${subject.latitude}, ${subject.longitude}`)];
    case 'invite':
      return [joined(subject.group, subject.expiresAt !== null && words.dateTime(subject.expiresAt))];
    case 'order': {
      const { items, total, lines } = subject;
      return [
        ...lines.map(({ name, quantity, price }) =>
          joined(`${words.number(quantity)} × ${name}`, price && money(price, words)),
        ),
        joined(words.t('message:subject.items', { count: items }), total && money(total, words)),
      ];
    }
    case 'product': {
      const { title, description, code, price, salePrice, url } = subject;
      const prices = [price, salePrice].map((each) => each && money(each, words));
      return [joined(title, description, code, ...prices, url)];
    }
    case 'payment': {
      const { step, amount, key, receiver, expiresAt } = subject;
      const until = expiresAt !== null && words.dateTime(expiresAt);
      return [
        joined(
          words.t(`message:subject.payment.${step}`),
          amount && money(amount, words),
          key,
          receiver,
          until,
        ),
      ];
    }
    case 'album':
      return [
        joined(
          words.t('message:subject.images', { count: subject.images }),
          words.t('message:subject.videos', { count: subject.videos }),
        ),
      ];
    case 'sticker-pack':
      return [
        joined(
          subject.name,
          subject.publisher,
          words.t('message:subject.stickers', { count: subject.stickers }),
        ),
      ];
    case 'link':
      return [joined(subject.title, subject.description, subject.url)];
    case 'call': {
      const { video, outcome, seconds } = subject;
      const how = outcome !== null && outcome !== 'failed' && words.t(`message:details.word.${outcome}`);
      const long = seconds !== null && `${words.number(Math.round(seconds))} s`;
      return [joined(words.t(video ? 'message:system.call-video' : 'message:system.call-voice'), how, long)];
    }
  }
}

/** Each option of a poll with those who chose it last. */
function pollLines(options: readonly string[], events: readonly ExportEvent[], words: ExportWords): string[] {
  const chosen = new Map<string, string[]>(options.map((option) => [option, []]));
  for (const { person, text } of lastOfEach(events, 'vote')) {
    // Stored by the archive as an array of texts.
    const votes: readonly string[] = JSON.parse(text);
    for (const vote of votes) chosen.set(vote, [...(chosen.get(vote) ?? []), person?.name ?? '']);
  }
  return [...chosen].map(([option, people]) =>
    joined(
      `${option}: ${words.t('message:subject.voters', { count: people.length })}`,
      people.length > 0 && people.join(', '),
    ),
  );
}

function answerLines(events: readonly ExportEvent[], kind: 'response', words: ExportWords): string[] {
  return lastOfEach(events, kind).map((event) => `${event.person?.name ?? ''}: ${eventText(event, words)}`);
}

/** The newest event of a kind of each person. */
function lastOfEach(events: readonly ExportEvent[], kind: ExportEvent['event']): ExportEvent[] {
  const last = new Map<string, ExportEvent>();
  for (const event of events) if (event.event === kind) last.set(event.person?.id ?? '', event);
  return [...last.values()];
}

const codes = [
  'sent',
  'delivered',
  'read',
  'played',
  'failed',
  'going',
  'maybe',
  'not-going',
  'on',
  'off',
] as const;
const outcomes = ['answered', 'missed', 'declined', 'answered-elsewhere', 'ended', 'failed'] as const;
const sealed = ['vote', 'response', 'edit', 'reaction'] as const;

/** What an event brought, in words. */
export function eventText({ event, text }: ExportEvent, words: ExportWords): string {
  switch (event) {
    case 'reaction':
      return text === '' ? words.t('message:details.tookBack') : text;
    case 'vote': {
      // Stored by the archive as an array of texts.
      const votes: readonly string[] = JSON.parse(text);
      return votes.length === 0 ? words.t('message:details.tookBack') : votes.join(', ');
    }
    case 'receipt':
    case 'response':
    case 'pin':
    case 'keep': {
      const code = codes.find((each) => each === text);
      return code === undefined ? text : words.t(`message:details.word.${code}`);
    }
    case 'call-end': {
      const [word, seconds] = text.split(' ');
      const outcome = outcomes.find((each) => each === word);
      return joined(
        outcome === undefined ? text : words.t(`message:details.word.${outcome}`),
        seconds !== undefined && `${seconds} s`,
      );
    }
    case 'sealed': {
      const kind = sealed.find((each) => each === text);
      return kind === undefined ? text : words.t(`message:details.word.${kind}`);
    }
    case 'edit':
    case 'revoke':
    case 'location':
    case 'cancel':
    case 'resolved':
      return text;
  }
}
