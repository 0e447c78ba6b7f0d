import { type BinaryNode, getAllBinaryNodeChildren, proto } from '@whiskeysockets/baileys';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { startLine, type TestLine } from '../helpers/linked-line.ts';

const { REVOKE } = proto.Message.ProtocolMessage.Type;

/** All that a silent companion device says: acknowledgements, its keys, and the questions that a login takes. */
const allowed = new Set([
  'iq result',
  'iq set md link_code_companion_reg',
  'iq get encrypt count',
  'iq set encrypt list',
  'iq set encrypt registration',
  'iq get encrypt digest',
  'iq set passive active',
  'iq get w:p ping',
  'iq get abt props',
  'iq get blocklist',
  'iq get privacy privacy',
  'iq get usync usync',
  'iq get w:g2 participating',
  'ib unified_session',
  'ib offline_batch',
  'receipt inactive',
  'receipt sender',
  'receipt peer_msg',
  'receipt hist_sync',
  'receipt retry',
  // Asks the line's own phone to upload a file again.
  'receipt server-error',
  // Asks the line's own phone for a message that came without its content.
  'iq get encrypt key of the own phone',
  'message peer to the own phone',
  'ack message',
  'ack notification',
  'ack call',
]);

/** The line's own; its LID ends with it as well. */
const ownNumber = '5215500000001';

/** Whose keys are asked for, and to whom a message goes. */
const whose = (jids: readonly (string | undefined)[]): string =>
  jids.every((jid) => jid?.includes(ownNumber)) ? 'the own phone' : 'somebody';

function inWords(node: BinaryNode): string {
  const { tag, attrs } = node;
  const [child] = getAllBinaryNodeChildren(node);
  switch (tag) {
    case 'message':
      return `message ${attrs['category'] ?? ''} to ${whose([attrs['to']])}`;
    case 'iq':
      if (attrs['xmlns'] === 'encrypt' && child?.tag === 'key')
        return `iq get encrypt key of ${whose(getAllBinaryNodeChildren(child).map((user) => user.attrs['jid']))}`;
      return attrs['type'] === 'result'
        ? 'iq result'
        : ['iq', attrs['type'], attrs['xmlns'], child?.tag].filter(Boolean).join(' ');
    case 'ib':
      return `ib ${child?.tag}`;
    case 'ack':
      return `ack ${attrs['class']}`;
    case 'receipt':
      return `receipt ${attrs['type'] ?? 'delivered'}`;
    default:
      return tag;
  }
}

const strange = ({ server }: TestLine) =>
  [...new Set(server.seen.map(inWords))].filter((each) => !allowed.has(each));

/** Mail of all kinds, online and from the time in between. */
async function live({ server, reaches }: TestLine): Promise<void> {
  const ana = server.contact('Ana', '5215511111111');
  const group = server.group('Ventas', [ana]);
  const file = server.media.upload(Buffer.from('picture'), 'Image', 'image/jpeg');
  const voice = server.media.upload(Buffer.from('voice'), 'Audio', 'audio/ogg');
  await ana.send({ text: 'hola' });
  await server.phone.send(ana, { text: 'hola' });
  await group.send(ana, { text: 'hola' });
  await group.send('phone', { text: 'hola' });
  const gone = server.media.upload(Buffer.from('gone'), 'Image', 'image/jpeg');
  server.media.expire(gone.url);
  await ana.send({ message: { imageMessage: gone } });
  await ana.send({ message: { imageMessage: file } });
  await ana.send({ message: { audioMessage: { ...voice, ptt: true } } });
  await ana.send({ message: { viewOnceMessageV2: { message: { imageMessage: file } } } });
  await ana.send({ message: { pollCreationMessage: { name: '¿Hoy?', options: [{ optionName: 'Sí' }] } } });
  const key = { id: await ana.send({ text: 'first' }), fromMe: false, remoteJid: ana.jid };
  await ana.send({ message: { reactionMessage: { key, text: '👍' } } });
  await ana.send({ message: { protocolMessage: { type: REVOKE, key } } });
  group.change(ana, { tag: 'subject', attrs: { subject: 'Ventas Norte' } });
  group.change(ana, { tag: 'remove', attrs: {}, content: [{ tag: 'participant', attrs: { jid: ana.jid } }] });
  server.deliver({
    tag: 'call',
    attrs: { id: 'C1', from: ana.jid, t: '1700000000' },
    content: [{ tag: 'offer', attrs: { 'call-id': 'CALL', 'call-creator': ana.jid } }],
  });
  const refused = server.reached({ when: 'received', stanza: ({ attrs }) => attrs['id'] === 'BROKEN' });
  server.deliver({
    tag: 'message',
    attrs: { id: 'BROKEN', from: ana.jid, t: '1700000000', type: 'text' },
    content: [{ tag: 'enc', attrs: { v: '2', type: 'msg' }, content: Buffer.alloc(64) }],
  });
  const askedPhone = server.reached({
    when: 'received',
    stanza: (node) => inWords(node).endsWith('the own phone'),
  });
  server.deliver({
    tag: 'message',
    attrs: { id: 'EMPTY', from: ana.jid, t: String(Math.floor(Date.now() / 1000)), type: 'text' },
  });
  await askedPhone;
  await server.phone.sendHistory({
    syncType: 0,
    conversations: [
      {
        id: ana.jid,
        unreadCount: 3,
        messages: [{ message: { key, message: { conversation: 'old' }, messageTimestamp: 1_690_000_000 } }],
      },
    ],
  });
  await refused;
  server.drop();
  await reaches('reconnecting');
  await ana.send({ text: 'mientras tanto' });
  await server.reached({
    when: 'received',
    stanza: ({ tag, attrs }) => tag === 'receipt' && attrs['id'] !== 'BROKEN',
  });
  await reaches('connected');
}

test('a line that receives all kinds of mail says nothing that a person could see', async () => {
  const line = await startLine();
  await live(line);
  await line.archive.until(() =>
    line.archive.messages().every((each) => each.attachment === null || each.attachment.sha256 !== null),
  );
  expect(strange(line)).toEqual([]);
  const said = line.server.seen.map(inWords);
  expect(said).toContain('receipt inactive');
  expect(said).toContain('receipt server-error');
  expect(new Set(line.server.fetched)).toEqual(new Set(['GET']));
});

test('a line that was linked by a code says no more than one linked by a QR', async () => {
  const line = await startLine({ link: false });
  const linking = line.device.link({ type: 'code', phone: '5215500000001' });
  await line.server.phone.typeCode(await line.nextCode());
  await linking;
  await live(line);
  expect(strange(line)).toEqual([]);
  expect(line.server.seen.map(inWords)).toContain('iq set md link_code_companion_reg');
});

describe('while nobody writes', () => {
  beforeEach(() => {
    vi.useFakeTimers({
      toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'],
      shouldAdvanceTime: true,
    });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('twenty minutes go by with keep-alives alone, on one connection', async () => {
    const line = await startLine();
    const isPing = (node: BinaryNode) => inWords(node) === 'iq get w:p ping';
    await vi.advanceTimersByTimeAsync(1000);
    const before = line.server.seen.length;
    for (let halfMinute = 0; halfMinute < 40; halfMinute += 1) {
      const ping = line.server.reached({ when: 'received', stanza: isPing });
      await vi.advanceTimersByTimeAsync(30_000);
      await ping;
    }
    const said = new Set(line.server.seen.slice(before).map(inWords));
    expect(said).toContain('iq get w:p ping');
    expect([...said].filter((each) => !allowed.has(each))).toEqual([]);
    expect([...said].filter((each) => /^(?:receipt|ack|presence|message|chatstate)/.test(each))).toEqual([]);
    expect(line.server.logins()).toBe(1);
    expect(line.device.status.state).toBe('connected');
  });
});
