import { deflateSync } from 'node:zlib';
import { proto } from '@whiskeysockets/baileys';
import { beforeEach, expect, test } from 'vitest';
import { fieldOf } from '#host/connectors/whatsapp-linked/wire-format.ts';
import { packHistory } from '../../scripts/loopback-whatsapp/people.ts';
import type { Contact } from '../../scripts/loopback-whatsapp/server.ts';
import { startLine, type TestLine } from '../helpers/linked-line.ts';

const { INITIAL_BOOTSTRAP, FULL, RECENT, PUSH_NAME } = proto.HistorySync.HistorySyncType;

let line: TestLine;
let ana: Contact;
beforeEach(async () => {
  line = await startLine();
  ana = line.server.contact('Ana', '5215511111111');
});

/** Messages of Ana, the newest first, as phones hand them over; `first` is the number of the oldest. */
function messagesOf(jid: string, first: number, count: number): proto.IHistorySyncMsg[] {
  return Array.from({ length: count }, (_, index) => {
    const number = first + count - 1 - index;
    return {
      message: {
        key: { id: `H${number}`, fromMe: false, remoteJid: jid },
        message: { conversation: `history ${number}` },
        messageTimestamp: 1_700_000_000 + number,
      },
      msgOrderId: number,
    };
  });
}

const upload = (history: proto.IHistorySync) =>
  line.server.media.upload(packHistory(history), 'History', 'application/octet-stream');
const texts = () => line.archive.messages().map(({ text }) => text);
const expected = (count: number) => Array.from({ length: count }, (_, number) => `history ${number}`);
const isRead = () => line.until(() => line.device.history.progress?.waiting === 0);

test('pieces of every kind that come in any order are read once, with progress and names', async () => {
  const { phone } = line.server;
  const piece = (syncType: proto.HistorySync.HistorySyncType, first: number, progress: number) => ({
    syncType,
    progress,
    conversations: [{ id: ana.jid, messages: messagesOf(ana.jid, first, 20) }],
  });
  const names = { syncType: PUSH_NAME, pushnames: [{ id: ana.jid, pushname: 'Ana María' }] };
  await phone.sendHistory(names, upload(names));
  for (const each of [piece(FULL, 0, 100), piece(RECENT, 20, 60), piece(INITIAL_BOOTSTRAP, 40, 20)])
    await phone.sendHistory(each, upload(each));
  await phone.sendHistory(piece(RECENT, 20, 60));
  await line.server.delivered();
  await isRead();
  expect(texts().toSorted()).toEqual(expected(60).toSorted());
  expect(line.device.history.progress).toEqual({
    percent: 100,
    messages: 60,
    oldestAt: 1_700_000_000_000,
    waiting: 0,
    failed: 0,
  });
});

test('a message of the history is kept in the bytes that the phone keeps it in, with what is not known yet', async () => {
  const info = {
    key: { id: 'NEW', fromMe: false, remoteJid: ana.jid },
    message: { conversation: 'hola' },
    messageTimestamp: 1_700_000_000,
  };
  const bytes = Buffer.concat([
    proto.WebMessageInfo.encode(info).finish(),
    fieldOf(900, Buffer.from('of a later version')),
  ]);
  const conversation = Buffer.concat([
    proto.Conversation.encode({ id: ana.jid }).finish(),
    fieldOf(2, fieldOf(1, bytes)),
  ]);
  const piece = { syncType: FULL, progress: 100 };
  const packed = deflateSync(
    Buffer.concat([proto.HistorySync.encode(piece).finish(), fieldOf(2, conversation)]),
  );
  await line.server.phone.sendHistory(
    piece,
    line.server.media.upload(packed, 'History', 'application/octet-stream'),
  );
  await line.server.delivered();
  await isRead();
  const [kept] = line.archive.messages();
  const evidence = line.archive.state.evidence({ conversation: ana.jid, message: kept?.key ?? '' });
  expect(Buffer.from(evidence ?? [])).toEqual(bytes);
});

test('what history says of a message that could not be read fills it in, and repeats none', async () => {
  const id = await ana.send({ text: 'live' });
  await line.archive.until(() => texts().length === 1);
  const known = { key: { id, fromMe: false, remoteJid: ana.jid }, message: { conversation: 'live' } };
  await line.server.phone.sendHistory({
    syncType: RECENT,
    conversations: [
      {
        id: ana.jid,
        messages: [{ message: { ...known, messageTimestamp: 1_700_000_000 } }, ...messagesOf(ana.jid, 0, 2)],
      },
    ],
  });
  await line.server.delivered();
  await isRead();
  expect(texts()).toEqual(['live', 'history 0', 'history 1']);
  expect(line.device.history.progress?.messages).toBe(2);
});

test('a piece that is cut off by the end of the program is read on where it was', async () => {
  const history = {
    syncType: FULL,
    conversations: [{ id: ana.jid, messages: messagesOf(ana.jid, 0, 6_000) }],
  };
  const file = upload(history);
  await line.server.phone.sendHistory(history, file);
  await line.archive.until(() => texts().length >= 2_500);
  await line.device.close();
  const before = texts().length;
  expect(before).toBeLessThan(6_000);
  await line.restart();
  await isRead();
  expect(texts()).toEqual(expected(6_000));
  expect(line.server.media.requests(file.url)).toBe(2);
});

test('a piece that can not be fetched is counted, kept, and read with a later connection', async () => {
  const history = { syncType: FULL, conversations: [{ id: ana.jid, messages: messagesOf(ana.jid, 0, 3) }] };
  const file = upload(history);
  line.server.media.trouble(file.url, { status: 404 }, { status: 503 }, { status: 404 });
  await line.server.phone.sendHistory(history, file);
  await line.until(() => line.device.history.progress?.failed === 1 && line.server.media.requests() === 3);
  expect(line.device.history.progress).toMatchObject({ waiting: 1, failed: 1, messages: 0 });
  line.server.drop();
  await isRead();
  expect(texts()).toEqual(expected(3));
  expect(line.device.history.progress).toMatchObject({ waiting: 0, failed: 0, messages: 3 });
});

test('a conversation that makes no sense costs no other one, and its piece stays to be tried again', async () => {
  const piece = Buffer.from(
    proto.HistorySync.encode({
      syncType: FULL,
      conversations: [
        { id: ana.jid, messages: messagesOf(ana.jid, 0, 3) },
        { id: ana.jid, messages: messagesOf(ana.jid, 3, 3) },
        { id: ana.jid, messages: messagesOf(ana.jid, 6, 3) },
      ],
    }).finish(),
  );
  // The tag before the id of a message: a wire type that does not exist.
  const target = piece.indexOf('H3');
  piece.writeUInt8(0x7f, target - 2);
  const file = line.server.media.upload(deflateSync(piece), 'History', 'application/octet-stream');
  await line.server.phone.sendHistory({ syncType: FULL }, file);
  await line.until(() => line.device.history.progress?.failed === 1);
  expect(texts()).toEqual(expect.arrayContaining(['history 0', 'history 8']));
  expect(texts()).toHaveLength(6);
  expect(line.device.history.progress).toMatchObject({ waiting: 1, failed: 1 });
});
