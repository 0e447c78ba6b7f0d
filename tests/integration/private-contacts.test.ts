import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { type BinaryNode, proto } from '@whiskeysockets/baileys';
import { expect, onTestFinished, test } from 'vitest';
import { fieldOf } from '#host/connectors/whatsapp-linked/wire-format.ts';
import { openSession } from '#host/session.ts';
import { createEventCollector } from '#host/events.ts';
import { pino } from 'pino';
import { randomBytes } from 'node:crypto';
import type { HostEvent } from '#shared/contract/contract.ts';
import { startLoopbackWhatsapp } from '../../scripts/loopback-whatsapp/server.ts';
import { temporaryFolder } from '../helpers/archive.ts';
import { createChanges } from '../helpers/changes.ts';

const today = new Date().toISOString().slice(0, 10);
const details = { name: 'Ventas', employee: 'Luis', team: null, noticeOn: today };

/** A whole session with a linked line, everything that it logs and tells kept to be searched. */
async function startLine() {
  const server = await startLoopbackWhatsapp();
  onTestFinished(() => server.close());
  const folder = temporaryFolder();
  const key = randomBytes(32);
  const changes = createChanges();
  const logged: string[] = [];
  const told: HostEvent[] = [];
  const events = createEventCollector((event) => told.push(event));
  const session = openSession({
    folder,
    key,
    events,
    log: pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) }),
    now: Date.now,
    random: () => 0,
    lockedSince: null,
    serverUrl: null,
    observer: {
      onStatus(_line, status) {
        if (status.state === 'linking' && status.qr) server.phone.scan(status.qr);
        changes.happened();
      },
      onCommitted: changes.happened,
    },
  });
  let closed: Promise<void> | null = null;
  const close = () => (closed ??= session.close().then(events.close));
  onTestFinished(close);
  const lineId = session.lines.add(details, server.url);
  return { server, session, folder, key, lineId, logged, told, close, until: changes.until };
}

type Line = Awaited<ReturnType<typeof startLine>>;

/** Every value of every table, as text. */
function everythingStored({ session }: Line): string {
  const { reader } = session.archive;
  const tables = reader
    .sql<{ name: string }>(`select name from sqlite_schema where type = 'table' and name not like 'search_%'`)
    .all();
  return tables
    .filter(({ name }) => name !== 'search')
    .flatMap(({ name }) => reader.sql<Record<string, unknown>>(`select * from "${name}"`).all())
    .flatMap((row) => Object.values(row))
    .map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value)))
    .join('\n');
}

function expectNothingOf(line: Line, secrets: readonly string[]): void {
  const stored = everythingStored(line);
  const index = line.session.archive.reader
    .sql<{ id: number }>('select rowid as id from search where search match ?')
    .all('"secreto"');
  expect(index).toEqual([]);
  const files = readdirSync(line.folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)).toString('latin1'));
  const said = [...line.logged, ...line.told.map((event) => JSON.stringify(event))].join('\n');
  for (const secret of secrets) {
    expect(stored.includes(secret), `${secret} in the database`).toBe(false);
    expect(said.includes(secret), `${secret} in the log`).toBe(false);
    expect(
      files.some((file) => file.includes(secret)),
      `${secret} in a file`,
    ).toBe(false);
  }
}

function texts({ session }: Line): string[] {
  return session.archive.reader
    .sql<{ text: string }>(`select text from messages where kind = 'text' order by id`)
    .all()
    .map(({ text }) => text);
}

const member = (jid: string, lid: string): BinaryNode => ({
  tag: 'participant',
  attrs: { jid, lid },
});

test('of an excluded person nothing is written anywhere, whatever they do and whoever speaks of them', async () => {
  const line = await startLine();
  const { server, session, lineId } = line;
  const eva = server.contact('Eva Secreta', '5215533333333');
  const ana = server.contact('Ana', '5215511111111');
  const family = server.group('Familia Secreta', [eva]);
  const work = server.group('Ventas Norte', [eva, ana]);
  session.archive.exclusions.add(lineId, ['+525533333333'], { category: 'family', by: 'Marta' });
  session.archive.exclusions.add(lineId, [`group ${family.jid.split('@')[0]}`], {
    category: 'family',
    by: null,
  });
  await session.lines.link(lineId);

  await eva.send({ text: 'secreto uno' });
  await eva.send({ text: 'secreto dos' }, { byLid: true, withoutAlternative: true });
  await server.phone.send(eva, { text: 'secreto tres' });
  await family.send(eva, { text: 'secreto cuatro' });
  await family.send('phone', { text: 'secreto cinco' });
  await work.send(eva, { text: 'secreto seis' });
  await eva.send({
    message: { imageMessage: server.media.upload(Buffer.from('secreto siete'), 'Image', 'image/jpeg') },
  });
  const id = await work.send(ana, { text: 'hola a todos' });
  await eva.send({ message: { reactionMessage: { key: { id, remoteJid: work.jid }, text: '👍' } } });
  await work.send(ana, {
    message: {
      extendedTextMessage: {
        text: `@${eva.lid.split('@')[0]} mira`,
        contextInfo: {
          stanzaId: 'X',
          participant: eva.lid,
          quotedMessage: { conversation: 'secreto seis' },
          mentionedJid: [eva.lid],
        },
      },
    },
  });
  await work.send(ana, {
    message: { reactionMessage: { key: { id: 'X', remoteJid: work.jid, participant: eva.jid }, text: '❤' } },
  });
  family.change(eva, { tag: 'subject', attrs: { subject: 'Familia Secreta 2' } });
  work.change(ana, { tag: 'add', attrs: {}, content: [member(eva.lid, eva.jid)] });
  server.deliver({
    tag: 'call',
    attrs: { id: 'C1', from: eva.jid, t: String(Math.floor(Date.now() / 1000)), notify: 'Eva Secreta' },
    content: [{ tag: 'offer', attrs: { 'call-id': 'CALL', 'call-creator': eva.jid } }],
  });
  server.deliver({
    tag: 'message',
    attrs: {
      id: 'U1',
      from: eva.lid,
      type: 'text',
      t: String(Math.floor(Date.now() / 1000)),
      notify: 'Eva Secreta',
    },
    content: [{ tag: 'enc', attrs: { v: '2', type: 'msg' }, content: Buffer.from('secreto roto') }],
  });
  await server.phone.sendHistory({
    syncType: 0,
    phoneNumberToLidMappings: [{ pnJid: eva.jid, lidJid: eva.lid }],
    pushnames: [{ id: eva.jid, pushname: 'Eva Secreta' }],
    conversations: [
      {
        id: eva.lid,
        name: 'Eva Secreta',
        messages: [
          {
            message: {
              key: { id: 'H1', remoteJid: eva.lid, fromMe: false },
              message: { conversation: 'secreto de antes' },
              messageTimestamp: Math.floor(Date.now() / 1000) + 1,
            },
          },
        ],
      },
    ],
  });
  await ana.send({ text: 'buenas tardes' });
  await server.delivered();
  await line.until(() => (texts(line).length >= 3 ? true : undefined));

  expect(texts(line)).toEqual(['hola a todos', '@ mira', 'buenas tardes']);
  expect(everythingStored(line)).toContain('5215511111111');
  expectNothingOf(line, [
    '5215533333333',
    '525533333333',
    eva.lid.split('@')[0] ?? '',
    'Secreta',
    'secreto',
    family.jid.split('@')[0] ?? '',
  ]);
  expect(server.waiting()).toEqual([]);
  const [today] = session.archive.exclusions.counts(lineId);
  expect(today?.stanzas).toBeGreaterThan(8);
});

test('what this version does not know of a message is kept, but for what names an excluded person', async () => {
  const line = await startLine();
  const { server, session, lineId } = line;
  const eva = server.contact('Eva Secreta', '5215533333333');
  const ana = server.contact('Ana', '5215511111111');
  session.archive.exclusions.add(lineId, ['+525533333333'], { category: 'family', by: 'Marta' });
  await session.lines.link(lineId);

  const kept = (id: string, unknown: string) => {
    const info = proto.WebMessageInfo.encode({
      key: { id, remoteJid: ana.jid, fromMe: false },
      message: { conversation: `hola ${id}` },
      messageTimestamp: Math.floor(Date.now() / 1000) + 1,
    }).finish();
    return fieldOf(2, fieldOf(1, Buffer.concat([info, fieldOf(900, Buffer.from(unknown))])));
  };
  const conversation = Buffer.concat([
    proto.Conversation.encode({ id: ana.jid }).finish(),
    kept('H1', 'de una versión futura'),
    kept('H2', `secreto de ${eva.jid}`),
  ]);
  const piece = Buffer.concat([proto.HistorySync.encode({ syncType: 0 }).finish(), fieldOf(2, conversation)]);
  await server.phone.sendPeer({
    protocolMessage: {
      type: proto.Message.ProtocolMessage.Type.HISTORY_SYNC_NOTIFICATION,
      historySyncNotification: {
        syncType: 0,
        progress: 100,
        initialHistBootstrapInlinePayload: deflateSync(piece),
      },
    },
  });
  await server.delivered();
  await line.until(() => (texts(line).length >= 2 ? true : undefined));

  expect(texts(line).toSorted()).toEqual(['hola H1', 'hola H2']);
  expect(everythingStored(line)).toContain(Buffer.from('de una versión futura').toString('latin1'));
  expectNothingOf(line, ['5215533333333', 'secreto', 'Secreta']);
});

test('whoever is no longer excluded is captured from then on', async () => {
  const line = await startLine();
  const { server, session, lineId } = line;
  const eva = server.contact('Eva', '5215533333333');
  const id = session.archive.exclusions.add(lineId, ['+525533333333'], { category: 'friend', by: null });
  await session.lines.link(lineId);
  await eva.send({ text: 'secreto' });
  await server.delivered();
  session.archive.exclusions.lift(id, 'Marta');
  await eva.send({ text: 'ya no' });
  await line.until(() => texts(line).includes('ya no') || undefined);
  expect(texts(line)).toEqual(['ya no']);
});

test('somebody is excluded by number, however it is written, and found again; what was captured before stays', async () => {
  const line = await startLine();
  const { server, session, lineId } = line;
  const eva = server.contact('Eva', '5215533333333');
  await session.lines.link(lineId);
  await eva.send({ text: 'antes' });
  await line.until(() => texts(line).includes('antes') || undefined);
  const { id, kept } = session.exclusions.exclude({
    lineId,
    who: { by: 'number', number: '+52 55 3333 3333' },
    category: 'health',
    recordedBy: 'Marta',
  });
  expect(kept).toBe(1);
  await eva.send({ text: 'secreto' }, { byLid: true, withoutAlternative: true });
  await server.delivered();
  expect(texts(line)).toEqual(['antes']);
  expect(session.exclusions.find(lineId, '+52 1 55 3333-3333')).toBe(id);
  expect(session.exclusions.find(lineId, '+52 55 4444 4444')).toBeNull();
  expect(session.exclusions.list(lineId).items).toMatchObject([{ id, category: 'health', by: 'Marta' }]);
});
