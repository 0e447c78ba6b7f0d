import { describe, expect, it } from 'vitest';
import { capturedMessage, openTestArchive } from '../../../tests/helpers/archive.ts';
import { createCaptureDesk } from '#host/archive/capture.ts';
import { listConversations } from '#host/archive/inbox.ts';
import { appendToLedger, checkChain } from '#host/archive/ledger.ts';
import { readAll } from '#host/archive/messages.ts';
import { listFlagged } from '#host/archive/review.ts';
import { countMatches, type SearchScope } from '#host/archive/search.ts';
import { writeExport, writeZip } from '#host/connectors/chat-export/test-exports.ts';
import { createEventCollector } from '#host/events.ts';
import type { CapturedMessage } from '#shared/model/capture.ts';
import type { EvaluatedMessage, Verdict } from '#shared/model/policy.ts';
import { silentLog } from '../../../tests/helpers/log.ts';
import { createImportDesk } from './import-desk.ts';

const everywhere: SearchScope = {
  lineId: null,
  conversationId: null,
  contact: null,
  from: null,
  to: null,
  direction: null,
  kind: null,
};
const openFlags = {
  status: 'open',
  order: 'newest',
  lineId: null,
  policyId: null,
  cursor: null,
  limit: 9,
} as const;
const jid = '573001234567@s.whatsapp.net';

/** What was said with Ana on 5 March 2026 from 10:00:07 UTC on, one message a minute. */
const said = [
  ['Ana', 'Buenos días, ¿tienen la escalera?'],
  ['Luis', 'Sí, la de seis peldaños, a noventa mil'],
  ['Ana', '¿Y hasta qué hora abren los sábados?'],
  ['Luis', 'Los sábados hasta las dos de la tarde'],
  ['Ana', 'Entonces paso el sábado por la mañana'],
  ['Luis', 'Se la dejo apartada a su nombre'],
  ['Ana', 'ok'],
] as const;
const start = Date.UTC(2026, 2, 5, 10, 0, 7);

function flagsEfectivo({ text }: EvaluatedMessage): Verdict[] {
  const at = text.indexOf('noventa');
  return at < 0
    ? []
    : [{ policyId: 1, version: 1, severity: 'high', hits: [{ rule: 'r', span: [at, at + 7] }] }];
}

function open() {
  const { archive, lineId } = openTestArchive();
  archive.writer.execute(`insert into policies values (1, null, 1, 1);
    insert into policy_versions values (1, 1, 0, '{"name":"Pagos"}')`);
  appendToLedger(archive.writer, [{ at: 0, kind: 'policy', subject: 1 }]);
  const capture = createCaptureDesk(archive.writer, flagsEfectivo, Date.now);
  const desk = createImportDesk({
    archive,
    capture,
    events: createEventCollector(() => undefined),
    log: silentLog,
    now: Date.now,
  });
  return {
    archive,
    hear: (messages: readonly CapturedMessage[]) => capture.commit({ lineId, live: true }, messages),
    async import(path: string) {
      const { importId, done } = desk.start({
        lineId,
        zone: 'UTC',
        withoutNotice: null,
        files: [{ path, owner: 'Luis', dateOrder: null, place: null }],
      });
      await done;
      return desk.list().find(({ id }) => id === importId)?.files[0];
    },
    shown: () =>
      listConversations(archive.reader, {
        lineId: null,
        title: null,
        cursor: null,
        limit: 9,
      }).conversations.map(({ id, messages }) => ({
        messages,
        texts: [...readAll(archive.reader, id)].map(({ text, source }) => `${source}: ${text}`),
      })),
    isWhole: () => checkChain(archive.reader).whole,
  };
}

function live(at: number, author: string, text: string, key: string): CapturedMessage {
  const isOwn = author === 'Luis';
  return capturedMessage({
    conversation: { key: jid, kind: 'direct', title: null },
    key,
    sender: isOwn ? { key: 'own', name: 'Luis', own: true } : { key: jid, name: 'Anita' },
    direction: isOwn ? 'outgoing' : 'incoming',
    sentAt: at,
    text,
  });
}

const liveMessages = (from = 0) =>
  said
    .slice(from)
    .map(([author, text], at) => live(start + (from + at) * 60_000, author, text, `L${from + at}`));

function exported(rows: readonly (readonly [string, string])[], from = 0): string {
  return rows
    .map(([author, text], at) => `05/03/26, 10:${String(from + at).padStart(2, '0')} - ${author}: ${text}\n`)
    .join('');
}

describe('an export and the line itself', () => {
  it('have each message once when the line had them first, and the export adds what it alone has', async () => {
    const { hear, shown, isWhole, ...desk } = open();
    hear(liveMessages(1));
    const file = await desk.import(await writeExport(exported(said), 'Chat de WhatsApp con Ana.txt'));
    expect(file).toMatchObject({ messages: 1, duplicates: 6 });
    expect(shown()).toEqual([
      {
        messages: 7,
        texts: said.map(([, text], at) => `${at === 0 ? 'export' : 'live'}: ${text}`),
      },
    ]);
    expect(isWhole()).toBe(true);
  });

  it('have each message once when the export came first: the line takes its place, unseen by search and counts', async () => {
    const { archive, hear, shown, isWhole, ...desk } = open();
    const nameless = exported(said).replaceAll('Ana:', '\u202a+57\u00a0300\u00a01234567\u202c:');
    await desk.import(await writeExport(nameless, 'Chat de WhatsApp con +57 300 1234567.txt'));
    hear(liveMessages(1));
    expect(shown()).toEqual([
      {
        messages: 7,
        texts: said.map(([, text], at) => `${at === 0 ? 'export' : 'live'}: ${text}`),
      },
    ]);
    expect(countMatches(archive.reader, 'escalera', everywhere)).toBe(1);
    expect(countMatches(archive.reader, 'sábados', everywhere)).toBe(2);
    expect(listFlagged(archive.reader, openFlags).rows).toHaveLength(1);
    const [, flagged] = [...readAll(archive.reader, 1)];
    expect(flagged).toMatchObject({ source: 'live', flags: [{ policy: 'Pagos' }] });
    expect(archive.reader.sql('select 1 from messages where live = 0').all()).toHaveLength(7);
    expect(isWhole()).toBe(true);
  });

  it('keep what was said several times in one minute as often as it was said', async () => {
    const { hear, shown, ...desk } = open();
    hear([
      ...liveMessages(),
      live(start + 600_000, 'Ana', 'sí', 'S1'),
      live(start + 601_000, 'Ana', 'sí', 'S2'),
    ]);
    const thrice = exported([...said, ['x', 'x'], ['x', 'x']])
      .split('\n')
      .slice(0, 7)
      .join('\n');
    const text = `${thrice}\n${'05/03/26, 10:10 - Ana: sí\n'.repeat(3)}`;
    const file = await desk.import(await writeExport(text, 'Chat de WhatsApp con Ana.txt'));
    expect(file).toMatchObject({ messages: 1, duplicates: 9 });
    expect(shown()[0]?.texts.filter((one) => one.endsWith('sí'))).toHaveLength(3);
    expect(await desk.import(await writeExport(text, 'Chat de WhatsApp con Ana.txt'))).toMatchObject({
      messages: 0,
      duplicates: 10,
    });
  });

  it('are kept apart where the evidence is weak', async () => {
    const { hear, shown, ...desk } = open();
    hear(liveMessages().slice(0, 2));
    await desk.import(await writeExport(exported(said), 'Chat de WhatsApp con Ana.txt'));
    expect(shown()).toHaveLength(2);
  });

  it('complete each other: a file that the line has lost comes from the export', async () => {
    const { archive, hear, ...desk } = open();
    const photo = Buffer.from('a photo');
    hear([
      ...liveMessages(),
      {
        ...live(start + 600_000, 'Ana', '', 'F'),
        kind: 'image',
        attachment: {
          name: null,
          mime: 'image/jpeg',
          size: photo.length,
          sha256: null,
          missing: 'expired',
          seconds: null,
        },
      },
    ]);
    const chat = `${exported(said)}05/03/26, 10:10 - Ana: IMG-20260305-WA0001.jpg (archivo adjunto)\n`;
    const zip = await writeZip([
      ['Chat de WhatsApp con Ana.txt', chat],
      ['IMG-20260305-WA0001.jpg', photo],
    ]);
    expect(await desk.import(zip)).toMatchObject({ messages: 0, duplicates: 8, attachmentsFound: 1 });
    const shown = [...readAll(archive.reader, 1)].find(({ kind }) => kind === 'image');
    expect(shown).toMatchObject({ source: 'live', attachment: { missing: null, size: photo.length } });
  });
});

describe('two exports of one chat', () => {
  it('from two phones, one with seconds and one without, give each message once', async () => {
    const { shown, ...desk } = open();
    const ios = said
      .map(([author, text], at) => `[05/03/26, 10:${String(at).padStart(2, '0')}:07] ${author}: ${text}\r\n`)
      .join('');
    await desk.import(await writeExport(exported(said.slice(0, 5)), 'Chat de WhatsApp con Ana.txt'));
    const file = await desk.import(await writeExport(ios, 'WhatsApp Chat - Ana.txt'));
    expect(file).toMatchObject({ messages: 2, duplicates: 5 });
    expect(shown().map(({ messages }) => messages)).toEqual([7]);
  });
});
