import { readEarlierExports, readImportedFiles } from '#host/archive/export/custody.ts';
import type { LedgerHead } from '#host/archive/export/proof.ts';
import type { Reader } from '#host/archive/database.ts';
import type { LineRecord } from '#shared/model/export-record.ts';
import type { WriterContext } from './format-writer.ts';
import { lapse } from './message-words.ts';
import { scopeLines } from './scope-words.ts';

/** Texts beside what they are about, one line each; what people chose can't begin a line of its own. */
function fact(name: string, value: string): string {
  return `${name}: ${value.replaceAll(/[\r\n\u2028\u2029\p{Bidi_Control}]+/gu, ' ')}`;
}

function top(title: string, { heading, scope, names, words }: WriterContext): string[] {
  return [
    title,
    '',
    fact(words.t('fact.company'), heading.company),
    fact(words.t('fact.at'), `${words.dateTime(heading.exportedAt)} (${words.utc(heading.exportedAt)})`),
    fact(words.t('fact.by'), heading.exportedBy),
    fact(words.t('fact.reason'), heading.reason),
    fact(words.t('fact.zone'), words.zone),
    ...scopeLines(scope, names, words).map(([name, value]) => fact(name, value)),
    '',
  ];
}

/** When the lines of an export were captured, and when they were not. */
export function coverageCertificate(context: WriterContext, lines: readonly LineRecord[]): string {
  const { words } = context;
  const parts = lines.flatMap(({ name, employee, coveredSince, gaps }) => [
    fact(words.t('line'), `${name} · ${employee}`),
    coveredSince === null
      ? words.t('neverLinked')
      : words.t('coveredSince', { when: words.dateTime(coveredSince) }),
    words.t('gaps', { count: gaps.length }),
    ...gaps.map(({ from, to, causes, state, messages }) => {
      const until = to === null ? '…' : `${words.local(to)} (${lapse(to - from, words)})`;
      const why = causes.map((cause) => words.t(`coverage:cause.${cause}`)).join(', ');
      const became = words.t(`coverage:state.${state}`);
      const later = messages === null ? '' : ` ${words.t('gapMessages', { count: messages })}`;
      return `- ${words.local(from)} – ${until}: ${why}. ${became}.${later}`;
    }),
    '',
  ]);
  return [
    ...top(words.t('certificate.coverage'), context),
    words.t('certificate.meaning'),
    '',
    ...parts,
  ].join('\n');
}

/** What is on record about how the messages came in, and what was done with them. */
export function custodyLog(
  context: WriterContext,
  lines: readonly LineRecord[],
  reader: Reader,
  head: LedgerHead,
): string {
  const { words, heading } = context;
  const imported = readImportedFiles(
    reader,
    lines.map(({ id }) => id),
  );
  const parts = lines.flatMap(({ id, name, employee, phone, connector, coveredSince, notices }) => {
    const way = words.t(`connector.${connector}`);
    return [
      fact(words.t('line'), `${name} · ${employee}${phone === null ? '' : ` · +${phone}`}`),
      fact(words.t('custody.connector'), way),
      coveredSince === null
        ? words.t('neverLinked')
        : words.t('coveredSince', { when: words.dateTime(coveredSince) }),
      ...notices.map(({ employee: who, how, givenAt, recordedAt, textSha256, paperSha256 }) => {
        const what = words.t(`custody.notice.${how}`);
        const hashes = [textSha256, paperSha256].filter((hash) => hash !== null).join(' ');
        return `- ${words.local(recordedAt)} · ${what} · ${who} · ${words.local(givenAt)} ${hashes}`.trimEnd();
      }),
      ...imported
        .filter(({ lineId }) => lineId === id)
        .map(({ at, name: file, state, messages, unread }) => {
          const counted = words.t('custody.imported', { messages, unread });
          const named = fact(words.t('custody.file'), file);
          return `- ${words.local(at)} · ${named} · ${state} · ${counted}`;
        }),
      '',
    ];
  });
  const earlier = readEarlierExports(reader, heading.exportId).map(
    ({ id, at, by, reason, state, manifest }) =>
      `- ${id} · ${words.local(at)} · ${fact(by, reason)} · ${state}${manifest === null ? '' : ` · ${manifest}`}`,
  );
  return [
    ...top(words.t('certificate.custody'), context),
    ...parts,
    words.t('custody.earlier'),
    ...(earlier.length === 0 ? [words.t('custody.none')] : earlier),
    '',
    fact(words.t('custody.ledger'), `${words.number(head.entries)} · ${head.hash}`),
    '',
  ].join('\n');
}
