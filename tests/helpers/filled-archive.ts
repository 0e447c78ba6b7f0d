import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Archive } from '#host/archive/archive.ts';
import { turnCoverage } from '#host/archive/coverage.ts';
import { addLine } from '#host/archive/lines.ts';
import { recordNotice } from '#host/archive/notices.ts';
import type { CapturedMessage, CapturedRecord } from '#shared/model/capture.ts';
import { capturedEvent, capturedMessage } from './archive.ts';

/** When the history of a filled archive begins, UTC milliseconds; its messages are a minute apart. */
export const historyStart = Date.UTC(2026, 2, 3, 12);
const minute = 60_000;

/** Texts that try to be more than text, each in a message of its own. */
export const hostileTexts = [
  '<script>window.hacked = true</script><img src=x onerror="window.hacked=true">',
  '</script><script>window.hacked = true</script>',
  '=HYPERLINK("http://evil.example","click")',
  '\u202egnp.exe \u2066abc',
  'line one\nline two, with "quotes"\r\nand\u2028separators',
  '[3/3/26, 12:00:00] Luis: not a message of its own',
  `z${'\u0301'.repeat(500)}algo`,
  'emoji 👩‍👩‍👧‍👦 ñandú café',
] as const;

/** File names that try to be more than names. */
const hostileNames = [
  'CON.txt',
  '../../../etc/passwd',
  String.raw`..\..\Windows\System32\evil.exe`,
  'invoice\u202efdp.exe',
  `${'long '.repeat(60)}.pdf`,
  'a<b>c:d"e|f?g*.jpg',
  '.hidden',
  'trailing dots. . .',
] as const;

const ana = { key: '5215511111111@s.whatsapp.net', name: 'Ana' };
const bruno = { key: '5215522222222@s.whatsapp.net', name: 'Bruno' };
const own = { key: '5215500000000@s.whatsapp.net', name: 'Luis', own: true } as const;
const withAna = { key: ana.key, kind: 'direct', title: 'Ana' } as const;
const crew = { key: '120363000000000001@g.us', kind: 'group', title: 'Site <b>crew</b>' } as const;

/** What a filled archive holds, for tests to compare with. */
export interface FilledArchive {
  readonly lineId: number;
  readonly otherLineId: number;
  readonly conversationId: number;
  readonly groupId: number;
  /** Messages in all. */
  readonly messages: number;
  readonly missingFiles: number;
}

const file = (name: string | null, { sha256, size }: { sha256: string; size: number }, mime: string) => ({
  name,
  mime,
  size,
  sha256,
  missing: null,
  seconds: null,
});

/**
 * Fills an archive with two lines and a history that has everything: edits, deletions, reactions, votes, receipts,
 * quotes, files with hostile names, missing files, a group whose members change, a gap.
 */
export async function fillArchive(archive: Archive): Promise<FilledArchive> {
  const capture = archive.captureDesk(() => []);
  const now = historyStart + 1000 * minute;
  const add = (name: string, employee: string) => {
    const id = addLine(archive.writer, { name, employee, team: null, noticeOn: null }, null, now);
    recordNotice(archive.writer, id, { how: 'told', given_on: '1970-01-01', given_at: 0 }, now);
    return id;
  };
  const lineId = add('Ventas', 'Luis');
  const otherLineId = add('Cobranza', 'Eva');
  let at = historyStart;
  const next = () => (at += minute);
  const said = (overrides: Partial<CapturedMessage>): CapturedMessage =>
    capturedMessage({ conversation: withAna, sender: ana, sentAt: next(), ...overrides });

  const stored = async (text: string) => archive.media.store(chunks(Buffer.from(text)));
  const picture = await stored('not really a picture');
  const paper = await archive.media.store(chunks(Buffer.alloc(200_000, 'paper ')));
  const greeting = said({ text: 'hola, busco cemento', key: 'greeting ana' });
  const answer = said({
    sender: own,
    direction: 'outgoing',
    text: 'con gusto',
    key: 'answer',
    details: {
      quote: {
        message: 'greeting ana',
        author: ana.key,
        fromLine: false,
        kind: 'text',
        text: 'hola, busco cemento',
        place: 'here',
        isComment: false,
      },
    },
  });
  const poll = said({
    sender: own,
    direction: 'outgoing',
    kind: 'poll',
    text: '¿Cuándo entregamos?',
    key: 'poll',
    details: { subject: { type: 'poll', options: ['hoy', 'mañana'], choices: 1 } },
  });
  const records: CapturedRecord[] = [
    {
      type: 'members',
      conversation: crew,
      at: at - minute,
      told: 'everybody',
      members: [{ person: ana, state: 'admin' }],
    },
    greeting,
    answer,
    poll,
    ...hostileTexts.map((text) => said({ text })),
    ...hostileNames.map((name) =>
      said({ kind: 'document', text: '', attachment: file(name, paper, 'application/pdf') }),
    ),
    said({ kind: 'image', text: 'foto', attachment: file(null, picture, 'image/jpeg') }),
    said({
      kind: 'image',
      text: '',
      attachment: {
        name: 'gone.jpg',
        mime: 'image/jpeg',
        size: 10,
        sha256: null,
        missing: 'gone',
        seconds: null,
      },
    }),
    said({ text: 'se equivocó', key: 'deleted' }),
    said({ kind: 'system', text: 'encrypted', sender: null, direction: null }),
    said({ conversation: crew, text: 'buenos días a todos', key: 'crew' }),
    {
      type: 'members',
      conversation: crew,
      at: at + 1,
      told: 'change',
      members: [{ person: bruno, state: 'member' }],
    },
    said({ conversation: crew, sender: bruno, text: 'llegué, gracias', key: 'crew 2' }),
    {
      type: 'members',
      conversation: crew,
      at: at + 1,
      told: 'change',
      members: [{ person: bruno, state: 'gone' }],
    },
    said({ conversation: crew, text: 'listo' }),
    capturedEvent({
      conversation: withAna,
      sender: ana,
      messageKey: 'greeting ana',
      event: 'edit',
      text: 'hola, busco cemento gris',
      at: next(),
    }),
    capturedEvent({ conversation: withAna, sender: ana, messageKey: 'deleted', event: 'revoke', at: next() }),
    capturedEvent({
      conversation: withAna,
      sender: ana,
      messageKey: 'answer',
      event: 'reaction',
      text: '👍',
      at: next(),
    }),
    capturedEvent({
      conversation: withAna,
      sender: ana,
      messageKey: 'answer',
      event: 'receipt',
      text: 'read',
      at: next(),
    }),
    capturedEvent({
      conversation: withAna,
      sender: ana,
      messageKey: 'poll',
      event: 'vote',
      text: '["mañana"]',
      at: next(),
    }),
  ];
  const { committed } = capture.commit({ lineId, live: true }, records);
  capture.commit({ lineId: otherLineId, live: true }, [
    said({ conversation: withAna, text: 'debo la factura', key: 'debt' }),
  ]);
  turnCoverage(archive.writer, lineId, null, historyStart - minute, now);
  turnCoverage(archive.writer, lineId, 'network', historyStart + 5 * minute, now);
  turnCoverage(archive.writer, lineId, null, historyStart + 15 * minute, now);
  const messages = records.filter(({ type }) => type === 'message').length + 1;
  const threadOf = (key: string) =>
    archive.reader
      .sql<{ thread_id: number }>('select thread_id from conversations where line_id = ? and key = ?')
      .get(lineId, key)?.thread_id ?? 0;
  if (committed.length !== records.length) throw new Error('not everything was committed');
  return {
    lineId,
    otherLineId,
    conversationId: threadOf(withAna.key),
    groupId: threadOf(crew.key),
    messages,
    missingFiles: 1,
  };
}

async function* chunks(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield content;
}

/** The files of a folder and its folders, by path with `/`, with their content. */
export function filesIn(folder: string): Map<string, Buffer> {
  const found = new Map<string, Buffer>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    found.set(file.slice(folder.length + 1).replaceAll('\\', '/'), readFileSync(file));
  }
  return found;
}

/** The request for an export of everything, but for where and in which formats. */
export const wholeArchive = {
  scope: {
    conversationId: null,
    contactId: null,
    lineId: null,
    employee: null,
    from: null,
    to: null,
    search: null,
  },
  withFlags: false,
  by: 'Eva Ruiz',
  reason: 'Court order 12/2026',
  password: null,
  company: 'Ferretería Luna',
  language: 'es',
  program: '0.0.0',
  fonts: 'resources/fonts',
  verifier: 'resources/verifier',
} as const;
