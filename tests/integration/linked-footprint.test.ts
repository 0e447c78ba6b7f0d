import { type BinaryNode, getAllBinaryNodeChildren } from '@whiskeysockets/baileys';
import { expect, test } from 'vitest';
import { startLine } from '../helpers/linked-line.ts';

/** All that a silent companion device says: acknowledgements, its keys, and the questions that a login takes. */
const allowed = new Set([
  'iq result',
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
  'ack message',
  'ack notification',
  'ack call',
]);

function describe({ tag, attrs, content }: BinaryNode): string {
  const [child] = getAllBinaryNodeChildren({ tag, attrs, ...(content === undefined ? {} : { content }) });
  switch (tag) {
    case 'iq':
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

test('a line that receives all kinds of mail says nothing that a person could see', async () => {
  const line = await startLine();
  const { server } = line;
  const ana = server.contact('Ana', '5215511111111');
  const group = server.group('Ventas', [ana]);
  await ana.send({ text: 'hola' });
  await server.phone.send(ana, { text: 'hola' });
  await group.send(ana, { text: 'hola' });
  await group.send('phone', { text: 'hola' });
  await ana.send({
    message: { imageMessage: { ...server.media.upload(Buffer.from('picture'), 'Image', 'image/jpeg') } },
  });
  const gone = server.media.upload(Buffer.from('gone'), 'Image', 'image/jpeg');
  server.media.expire(gone.url);
  await ana.send({ message: { imageMessage: gone } });
  await line.archive.until(() =>
    line.archive.messages().every((each) => each.attachment === null || each.attachment.sha256 !== null),
  );
  group.change(ana, { tag: 'subject', attrs: { subject: 'Ventas Norte' } });
  server.deliver({
    tag: 'call',
    attrs: { id: 'C1', from: ana.jid, t: '1700000000' },
    content: [{ tag: 'offer', attrs: { 'call-id': 'CALL', 'call-creator': ana.jid } }],
  });
  await server.phone.sendHistory({ syncType: 0, conversations: [] });
  await server.delivered();
  server.drop();
  await line.reaches('reconnecting');
  await ana.send({ text: 'mientras tanto' });
  await server.delivered();

  const said = new Set(server.seen.map(describe));
  expect([...said].filter((each) => !allowed.has(each))).toEqual([]);
  expect(said).toContain('receipt inactive');
  expect(said).toContain('receipt server-error');
});
