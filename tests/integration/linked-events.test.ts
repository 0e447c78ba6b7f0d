import { randomBytes } from 'node:crypto';
import { proto } from '@whiskeysockets/baileys';
import { beforeEach, describe, expect, test } from 'vitest';
import { seal, sealVote } from '../../scripts/loopback-whatsapp/seal.ts';
import type { Contact } from '../../scripts/loopback-whatsapp/server.ts';
import { startLine, type TestLine } from '../helpers/linked-line.ts';

let line: TestLine;
let ana: Contact;
beforeEach(async () => {
  line = await startLine();
  ana = line.server.contact('Ana', '5215511111111');
});

const stored = () => line.archive.messages();
const message = (content: proto.IMessage) => ({ message: content });
const withSecret = (content: proto.IMessage, messageSecret: Uint8Array) =>
  message({ ...content, messageContextInfo: { messageSecret } });
const poll: proto.IMessage = {
  pollCreationMessageV3: {
    name: '¿Cuándo?',
    options: [{ optionName: 'hoy' }, { optionName: 'mañana' }],
    selectableOptionsCount: 1,
  },
};

const participant = ({ jid }: Contact) => ({ tag: 'participant', attrs: { jid } });
const votes = () =>
  line.archive
    .events()
    .filter(({ event }) => event === 'vote')
    .map(({ text }) => text);
const liveAt = (degreesLatitude: number, sequenceNumber: number) =>
  message({ liveLocationMessage: { degreesLatitude, degreesLongitude: 2, sequenceNumber } });

describe('what is encrypted under the secret of another message', () => {
  const secret = randomBytes(32);

  test('votes are read when they come, by phone number or by LID, and name the options', async () => {
    const id = await line.server.phone.send(ana, withSecret(poll, secret));
    const creator = line.server.phone.jid;
    await line.server.delivered();
    await ana.send(message(sealVote({ id, secret, creator, sender: ana.jid }, false, ['hoy'])));
    const byLid = { id, secret, creator: line.server.phone.lid, sender: ana.lid };
    await ana.send(message(sealVote(byLid, false, ['mañana'])), { byLid: true });
    await ana.send(message(sealVote({ id, secret, creator, sender: ana.jid }, false, [])));
    await line.server.delivered();
    expect(votes()).toEqual(['["hoy"]', '["mañana"]', '[]']);
    expect(line.archive.events().map(({ messageKey }) => messageKey)).toEqual(
      Array(3).fill(stored()[0]?.key),
    );
  });

  test('a vote that comes before its poll waits for it, also through a restart', async () => {
    const id = 'POLL';
    const creator = line.server.phone.jid;
    await ana.send(message(sealVote({ id, secret, creator, sender: ana.jid }, false, ['hoy'])));
    await line.server.delivered();
    expect(line.archive.events()).toMatchObject([{ event: 'sealed', text: 'vote' }]);
    await line.restart();
    await line.server.phone.send(ana, withSecret(poll, secret), { id });
    await line.server.delivered();
    const target = stored()[0]?.key;
    expect(line.archive.events()).toMatchObject([
      { event: 'sealed', messageKey: target },
      { event: 'vote', text: '["hoy"]', messageKey: target },
    ]);
  });

  test('responses, reactions, edits and comments in a group', async () => {
    const group = line.server.group('Obra', [ana]);
    const id = await group.send(
      'phone',
      withSecret({ eventMessage: { name: 'Entrega', startTime: 1_800_000_000 } }, secret),
    );
    await group.send(ana, { text: 'hola' });
    await line.server.delivered();
    const creator = line.server.phone.jid;
    const target = { id, secret, creator, sender: ana.jid };
    const targetMessageKey = { id, fromMe: false, participant: creator };
    const response = proto.Message.EventResponseMessage.encode({ response: 1 }).finish();
    await group.send(
      ana,
      message({
        encEventResponseMessage: {
          eventCreationMessageKey: targetMessageKey,
          ...seal('Event Response', target, response),
        },
      }),
    );
    const reaction = proto.Message.ReactionMessage.encode({ text: '👍' }).finish();
    await group.send(
      ana,
      message({ encReactionMessage: { targetMessageKey, ...seal('Enc Reaction', target, reaction) } }),
    );
    const comment = proto.Message.encode({ conversation: 'llevo el camión' }).finish();
    await group.send(
      ana,
      message({ encCommentMessage: { targetMessageKey, ...seal('Enc Comment', target, comment) } }),
    );
    const edited = proto.Message.encode({ eventMessage: { name: 'Entrega a las 9' } }).finish();
    await group.send(
      'phone',
      message({
        secretEncryptedMessage: {
          targetMessageKey: { id, fromMe: true, participant: creator },
          secretEncType: 1,
          ...seal('Event Edit', { ...target, sender: creator }, edited),
        },
      }),
    );
    await line.server.delivered();
    const event = stored().find(({ kind }) => kind === 'event');
    const said = stored().find(({ text }) => text === 'llevo el camión');
    const events = line.archive.events().toSorted((a, b) => a.event.localeCompare(b.event));
    expect(events).toMatchObject([
      { event: 'edit', text: 'Entrega a las 9', messageKey: event?.key },
      { event: 'reaction', text: '👍', messageKey: event?.key },
      { event: 'response', text: 'going', messageKey: event?.key },
    ]);
    expect(said).toMatchObject({
      text: 'llevo el camión',
      details: { quote: { message: event?.key, isComment: true } },
    });
  });

  test('a comment whose message is not there is pending until it is', async () => {
    const group = line.server.group('Obra', [ana]);
    const target = { id: 'ROOT', secret, creator: line.server.phone.jid, sender: ana.jid };
    const comment = proto.Message.encode({ conversation: 'de acuerdo' }).finish();
    const targetMessageKey = { id: 'ROOT', fromMe: false, participant: line.server.phone.jid };
    await group.send(
      ana,
      message({ encCommentMessage: { targetMessageKey, ...seal('Enc Comment', target, comment) } }),
    );
    await line.server.delivered();
    expect(stored()).toMatchObject([{ kind: 'pending' }]);
    await group.send('phone', withSecret({ conversation: 'aviso' }, secret), { id: 'ROOT' });
    await line.server.delivered();
    expect(stored()).toMatchObject([{ kind: 'text', text: 'de acuerdo' }, { text: 'aviso' }]);
  });
});

test('pins, kept messages and calls called off are events, also before what they are about', async () => {
  const id = 'LATER';
  const key = { id, fromMe: false };
  await ana.send(message({ pinInChatMessage: { key, type: 1 } }));
  await line.server.delivered();
  await ana.send(message({ keepInChatMessage: { key, keepType: 1 } }));
  await ana.send(message({ pinInChatMessage: { key, type: 2 } }));
  await line.server.phone.send(ana, { text: 'ahora' }, { id });
  const call = await ana.send(message({ scheduledCallCreationMessage: { title: 'Cierre' } }));
  await ana.send(message({ scheduledCallEditMessage: { key: { id: call, fromMe: true }, editType: 1 } }));
  await line.server.delivered();
  const [sent, planned] = stored();
  expect(line.archive.events()).toMatchObject([
    { event: 'pin', text: 'on', messageKey: sent?.key },
    { event: 'keep', text: 'on', messageKey: sent?.key },
    { event: 'pin', text: 'off', messageKey: sent?.key },
    { event: 'cancel', messageKey: planned?.key },
  ]);
});

test('a live location that moves keeps its first place and every later one', async () => {
  await ana.send(liveAt(1, 1), { id: 'LIVE' });
  await line.server.delivered();
  await ana.send(liveAt(3, 2), { id: 'LIVE' });
  await line.server.delivered();
  expect(stored()).toMatchObject([{ kind: 'live-location', text: '1, 2' }]);
  expect(line.archive.events()).toMatchObject([
    { event: 'location', text: '1, 2' },
    { event: 'location', text: '3, 2' },
  ]);
});

test('receipts of what the line sent are kept, those that come first too; what others were sent has none', async () => {
  const group = line.server.group('Obra', [ana]);
  const receipt = (attrs: Record<string, string>) =>
    line.server.deliver({ tag: 'receipt', attrs: { t: '1700000000', ...attrs } });
  receipt({ id: 'SOON', from: ana.jid });
  await line.server.delivered();
  await line.server.phone.send(ana, { text: 'hola' }, { id: 'SOON' });
  await line.server.delivered();
  receipt({ id: 'SOON', from: ana.jid, type: 'read' });
  receipt({ id: 'GROUP', from: group.jid, participant: ana.jid, type: 'played' });
  receipt({ id: 'OTHER', from: line.server.phone.jid, recipient: ana.jid, type: 'read' });
  receipt({ id: 'STATUS', from: 'status@broadcast', participant: ana.jid, type: 'read' });
  await line.server.delivered();
  expect(line.archive.events()).toMatchObject([
    { event: 'receipt', text: 'delivered', messageKey: stored()[0]?.key },
    { event: 'receipt', text: 'read', messageKey: stored()[0]?.key },
    { event: 'receipt', text: 'played' },
  ]);
});

test('a call says how it ended, also when that comes first', async () => {
  const call = (id: string, tag: string, attrs: Record<string, string> = {}) =>
    line.server.deliver({
      tag: 'call',
      attrs: { id: `${id} ${tag}`, from: ana.jid, t: '1700000000' },
      content: [{ tag, attrs: { 'call-id': id, 'call-creator': ana.jid, ...attrs } }],
    });
  call('ONE', 'terminate', { reason: 'timeout' });
  call('ONE', 'offer');
  call('TWO', 'offer');
  call('TWO', 'relaylatency');
  call('TWO', 'accept');
  call('TWO', 'terminate');
  await line.server.delivered();
  const keys = stored().map(({ key }) => key);
  expect(keys).toHaveLength(2);
  expect(line.archive.events()).toMatchObject([
    { event: 'call-end', text: 'missed', messageKey: keys[0] },
    { event: 'call-end', text: 'answered', messageKey: keys[1] },
    { event: 'call-end', text: 'ended', messageKey: keys[1] },
  ]);
});

test('what was sent in one second keeps the order in which it came, whatever the clocks of its senders say', async () => {
  const at = Math.floor(Date.UTC(2026, 2, 3) / 1000);
  const texts = ['uno', 'dos', 'tres', 'cuatro'];
  for (const text of texts) {
    const skewed = { senderTimestamp: Date.UTC(2031, 0, 1) / 1000 };
    await ana.send(message({ conversation: text, messageContextInfo: { deviceListMetadata: skewed } }), {
      at,
    });
  }
  await line.server.delivered();
  expect(line.archive.inOrder()).toEqual(texts);
  await line.server.phone.sendHistory({
    syncType: 0,
    conversations: [
      {
        id: ana.jid,
        messages: ['seis', 'cinco'].map((conversation) => ({
          message: {
            key: { id: conversation, remoteJid: ana.jid, fromMe: false },
            message: { conversation },
            messageTimestamp: at,
          },
        })),
      },
    ],
  });
  await line.archive.until(() => stored().length === 6);
  // The phone hands over what it had before the device was linked, newest first.
  expect(line.archive.inOrder()).toEqual(['cinco', 'seis', ...texts]);
});

test('the history brings votes, reactions, responses, pins, receipts and calls with its messages, once', async () => {
  const secret = randomBytes(32);
  const own = line.server.phone.jid;
  const vote = sealVote({ id: 'POLL', secret, creator: own, sender: ana.jid }, false, ['hoy']);
  await ana.send(message(vote), { id: 'VOTE', at: 1_600_000_100 });
  await line.server.delivered();
  const group = line.server.group('Obra', [ana]);
  await line.server.phone.sendHistory({
    syncType: 0,
    conversations: [
      {
        id: ana.jid,
        messages: [
          {
            message: {
              key: { id: 'POLL', remoteJid: ana.jid, fromMe: true },
              message: poll,
              messageSecret: secret,
              messageTimestamp: 1_600_000_000,
              reactions: [
                {
                  key: { id: 'R', remoteJid: ana.jid, fromMe: false },
                  text: '👍',
                  senderTimestampMs: 1_600_000_200_000,
                },
              ],
              pollUpdates: [
                {
                  pollUpdateMessageKey: { id: 'VOTE2', remoteJid: ana.jid, fromMe: true },
                  vote: { selectedOptions: [] },
                  senderTimestampMs: 1_600_000_300_000,
                },
              ],
              userReceipt: [
                { userJid: ana.jid, receiptTimestamp: 1_600_000_001, readTimestamp: 1_600_000_002 },
              ],
              pinInChat: { type: 1, serverTimestampMs: 1_600_000_400_000 },
            },
          },
        ],
      },
      {
        id: group.jid,
        name: 'Obra',
        participant: [{ userJid: ana.jid, rank: 1 }],
        messages: [
          {
            message: {
              key: { id: 'G', remoteJid: group.jid, fromMe: true },
              message: { conversation: 'hola' },
              messageTimestamp: 1_600_000_500,
            },
          },
        ],
      },
    ],
    pastParticipants: [
      {
        groupJid: group.jid,
        pastParticipants: [{ userJid: '5215599999999@s.whatsapp.net', leaveTs: 1_600_000_600 }],
      },
    ],
    callLogRecords: [
      {
        callId: 'CALL',
        callCreatorJid: ana.jid,
        isIncoming: true,
        callResult: 0,
        duration: 65,
        startTime: 1_600_000_700,
      },
    ],
  });
  await line.archive.until(() => stored().length === 3);
  await line.server.delivered();
  expect(stored()).toMatchObject([
    { kind: 'poll', sentAt: 1_600_000_000_000 },
    { text: 'hola', conversation: { title: 'Obra' } },
    { kind: 'call', text: 'call-voice', direction: 'incoming' },
  ]);
  expect(line.archive.events().map(({ event, text }) => `${event} ${text}`)).toEqual([
    'sealed vote',
    'vote ["hoy"]',
    'reaction 👍',
    'vote []',
    'pin on',
    'receipt delivered',
    'receipt read',
    'call-end answered 65',
  ]);
});

test('who is in a group is known from the server at each connection, from its changes and from the history', async () => {
  const bob = line.server.contact('Bob', '5215522222222');
  const group = line.server.group('Obra', [ana, bob]);
  const own = line.server.phone.jid;
  await line.restart();
  await line.archive.until(() => line.archive.members(group.jid).length === 3);
  expect(line.archive.members(group.jid)).toEqual([
    `${own} member everybody`,
    `${ana.jid} member everybody`,
    `${bob.jid} member everybody`,
  ]);
  group.change(ana, { tag: 'promote', attrs: {}, content: [participant(bob)] });
  group.change(ana, { tag: 'remove', attrs: {}, content: [participant(bob)] });
  await line.server.delivered();
  expect(line.archive.members(group.jid).slice(3)).toEqual([
    `${bob.jid} admin role`,
    `${bob.jid} gone change`,
  ]);
});

test('what waits to be read is filled in after a restart, by a repetition or by the history', async () => {
  const broken = (id: string) =>
    line.server.deliver({
      tag: 'message',
      attrs: { id, from: ana.jid, t: '1700000000', type: 'text', notify: 'Ana' },
      content: [{ tag: 'enc', attrs: { v: '2', type: 'msg' }, content: randomBytes(64) }],
    });
  const asked = () =>
    line.server.reached({ when: 'received', stanza: (node) => node.attrs['type'] === 'retry' });
  for (const id of ['ONE', 'TWO']) {
    const retry = asked();
    broken(id);
    await retry;
  }
  await line.restart();
  await ana.send({ text: 'repeated' }, { id: 'ONE' });
  await line.server.phone.sendHistory({
    syncType: 0,
    conversations: [
      {
        id: ana.jid,
        messages: [
          {
            message: {
              key: { id: 'TWO', remoteJid: ana.jid, fromMe: false },
              message: { conversation: 'from the history' },
              messageTimestamp: 1_700_000_000,
            },
          },
        ],
      },
    ],
  });
  await line.archive.until(() => stored().every(({ kind }) => kind === 'text'));
  expect(stored().map(({ text }) => text)).toEqual(['repeated', 'from the history']);
});
