import { randomBytes } from 'node:crypto';
import { type BinaryNode, proto } from '@whiskeysockets/baileys';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Contact } from '../../scripts/loopback-whatsapp/server.ts';
import { startLine, type TestLine } from '../helpers/linked-line.ts';

let line: TestLine;
let ana: Contact;
beforeEach(async () => {
  line = await startLine();
  ana = line.server.contact('Ana', '5215511111111');
});

const stored = () => line.archive.messages();
const keyOf = (text: string) => stored().find((each) => each.text === text)?.key;
const broken = (id: string): BinaryNode => ({
  tag: 'message',
  attrs: { id, from: ana.jid, t: '1700000000', type: 'text', notify: 'Ana' },
  content: [{ tag: 'enc', attrs: { v: '2', type: 'msg' }, content: randomBytes(64) }],
});
const message = (content: proto.IMessage) => ({ message: content });

test('what a contact writes is in the archive, before the server is told that it arrived', async () => {
  const receipt = line.server.reached({ when: 'received', stanza: (node) => node.tag === 'receipt' });
  await ana.send({ text: 'hola' });
  await receipt;
  expect(stored()).toMatchObject([
    {
      conversation: { key: ana.jid, kind: 'direct', title: 'Ana' },
      sender: { key: ana.jid, name: 'Ana' },
      direction: 'incoming',
      kind: 'text',
      text: 'hola',
    },
  ]);
});

test('what the phone itself writes is outgoing, in the conversation with the person it went to', async () => {
  await line.server.phone.send(ana, { text: 'buenos días' });
  await line.server.delivered();
  expect(stored()).toMatchObject([
    {
      conversation: { key: ana.jid },
      sender: { key: line.server.phone.jid },
      direction: 'outgoing',
      text: 'buenos días',
    },
  ]);
});

test('one person by phone number, by LID, or by either alone is one conversation', async () => {
  await ana.send({ text: 'by number' });
  await ana.send({ text: 'by LID' }, { byLid: true });
  await ana.send({ text: 'by LID alone' }, { byLid: true, withoutAlternative: true });
  await ana.send({ text: 'by number alone' }, { withoutAlternative: true });
  await line.server.phone.send(ana, { text: 'to the LID' }, { byLid: true });
  await line.server.delivered();
  expect(new Set(stored().map((each) => each.conversation.key))).toEqual(new Set([ana.jid]));
  expect(stored()).toHaveLength(5);
});

test('a person first seen by LID alone keeps that conversation when the number becomes known', async () => {
  await ana.send({ text: 'one' }, { byLid: true, withoutAlternative: true });
  await line.server.delivered();
  await ana.send({ text: 'two' }, { byLid: true });
  await ana.send({ text: 'three' });
  await line.server.delivered();
  expect(stored().map((each) => each.conversation.key)).toEqual([ana.lid, ana.lid, ana.lid]);
});

describe('kinds', () => {
  const cases: readonly [kind: string, text: string, content: proto.IMessage][] = [
    ['text', 'con enlace', { extendedTextMessage: { text: 'con enlace' } }],
    ['text', 'temporal', { ephemeralMessage: { message: { extendedTextMessage: { text: 'temporal' } } } }],
    [
      'location',
      'Zócalo\nCentro\n19.43, -99.13',
      {
        locationMessage: {
          name: 'Zócalo',
          address: 'Centro',
          degreesLatitude: 19.43,
          degreesLongitude: -99.13,
        },
      },
    ],
    [
      'live-location',
      'voy\n1, 2',
      { liveLocationMessage: { caption: 'voy', degreesLatitude: 1, degreesLongitude: 2 } },
    ],
    [
      'contact',
      'Luis\n+52 55 1234 5678',
      {
        contactMessage: {
          displayName: 'Luis',
          vcard: 'BEGIN:VCARD\nFN:Luis\nitem1.TEL;waid=525512345678:+52 55 1234 5678\nEND:VCARD',
        },
      },
    ],
    [
      'poll',
      '¿Cuándo?\n- hoy\n- mañana',
      {
        pollCreationMessageV3: {
          name: '¿Cuándo?',
          options: [{ optionName: 'hoy' }, { optionName: 'mañana' }],
        },
      },
    ],
    ['text', 'Elija\npie', { buttonsMessage: { contentText: 'Elija', footerText: 'pie', buttons: [] } }],
    ['text', 'Sí', { templateButtonReplyMessage: { selectedDisplayText: 'Sí' } }],
    [
      'invite',
      'Grupo\nven',
      { groupInviteMessage: { groupName: 'Grupo', caption: 'ven', groupJid: '1@g.us' } },
    ],
    ['call', 'call-video', { callLogMesssage: { isVideo: true } }],
    ['system', 'disappearing-timer 86400', { protocolMessage: { type: 3, ephemeralExpiration: 86_400 } }],
    ['unknown', '', { requestPhoneNumberMessage: {} }],
  ];
  test.each(cases)('%s: %j', async (kind, text, content) => {
    await ana.send(message(content));
    await line.server.delivered();
    expect(stored()).toMatchObject([{ kind, text, direction: kind === 'system' ? null : 'incoming' }]);
  });

  test('traffic between programs leaves no message', async () => {
    await ana.send(
      message({
        senderKeyDistributionMessage: {
          groupId: '1@g.us',
          axolotlSenderKeyDistributionMessage: randomBytes(8),
        },
      }),
    );
    await ana.send(message({ protocolMessage: { type: 4 } }));
    await line.server.delivered();
    expect(stored()).toEqual([]);
  });
});

describe('what happens to a message later is an event beside it', () => {
  test('edit, reaction and deletion by its author', async () => {
    const id = await ana.send({ text: 'doscientos' });
    const key = { id, fromMe: true, remoteJid: line.server.phone.jid };
    await ana.send(
      message({
        editedMessage: {
          message: { protocolMessage: { type: 14, key, editedMessage: { conversation: 'trescientos' } } },
        },
      }),
    );
    await ana.send(message({ reactionMessage: { key, text: '👍' } }));
    await ana.send(message({ protocolMessage: { type: 0, key } }));
    await line.server.delivered();
    const [original] = stored();
    expect(original).toMatchObject({ text: 'doscientos' });
    expect(line.archive.events()).toMatchObject([
      { event: 'edit', text: 'trescientos', messageKey: original?.key },
      { event: 'reaction', text: '👍', messageKey: original?.key },
      { event: 'revoke', text: '', messageKey: original?.key },
    ]);
  });

  test('a reaction of the phone to what the contact wrote, and of the contact to what the phone wrote', async () => {
    const theirs = await ana.send({ text: 'theirs' });
    const ours = await line.server.phone.send(ana, { text: 'ours' });
    await line.server.phone.send(
      ana,
      message({ reactionMessage: { key: { id: theirs, fromMe: false }, text: '1' } }),
    );
    await line.server.delivered();
    await ana.send(message({ reactionMessage: { key: { id: ours, fromMe: false }, text: '2' } }));
    await line.server.delivered();
    expect(line.archive.events()).toMatchObject([
      { text: '1', messageKey: keyOf('theirs') },
      { text: '2', messageKey: keyOf('ours') },
    ]);
  });

  test('nobody edits what another wrote', async () => {
    const bob = line.server.contact('Bob', '5215522222222');
    const group = line.server.group('Ventas', [ana, bob]);
    const id = await group.send(ana, { text: 'mine' });
    await group.send(
      bob,
      message({
        protocolMessage: {
          type: 14,
          key: { id, fromMe: false, participant: ana.jid },
          editedMessage: { conversation: 'forged' },
        },
      }),
    );
    await line.server.delivered();
    const [original] = stored();
    expect(line.archive.events()).toMatchObject([
      { event: 'edit', messageKey: original?.key.replace(ana.jid, bob.jid) },
    ]);
  });
});

describe('groups', () => {
  test('messages of members and of the phone carry the group and their author', async () => {
    const group = line.server.group('Ventas', [ana]);
    await group.send(ana, { text: 'uno' });
    await line.server.delivered();
    await group.send('phone', { text: 'dos' });
    await line.server.delivered();
    expect(stored()).toMatchObject([
      {
        conversation: { key: group.jid, kind: 'group' },
        sender: { key: ana.jid },
        direction: 'incoming',
        text: 'uno',
      },
      {
        conversation: { key: group.jid },
        sender: { key: line.server.phone.jid },
        direction: 'outgoing',
        text: 'dos',
      },
    ]);
  });

  test('a change of the group is a system message, and a new subject its title', async () => {
    const group = line.server.group('Ventas', [ana]);
    group.change(ana, { tag: 'subject', attrs: { subject: 'Ventas Norte' } });
    group.change(ana, {
      tag: 'add',
      attrs: {},
      content: [{ tag: 'participant', attrs: { jid: '5215533333333@s.whatsapp.net' } }],
    });
    await group.send(ana, { text: 'hola' });
    await line.server.delivered();
    expect(stored()).toMatchObject([
      {
        kind: 'system',
        direction: null,
        sender: null,
        text: 'group-subject Ventas Norte',
        conversation: { title: 'Ventas Norte' },
      },
      { kind: 'system', text: 'group-add +5215533333333' },
      { kind: 'text', conversation: { title: 'Ventas Norte' } },
    ]);
  });

  test('messages out of order are read when they arrive, also by a connection that comes later', async () => {
    const group = line.server.group('Ventas', [ana]);
    await group.send(ana, { text: 'first' });
    await line.server.delivered();
    line.server.hold(true);
    await group.send(ana, { text: 'late' });
    line.server.hold(false);
    await group.send(ana, { text: 'next' });
    await line.archive.until(() => stored().length === 2);
    line.server.drop();
    await line.server.delivered();
    expect(stored().map((each) => [each.kind, each.text])).toEqual([
      ['text', 'first'],
      ['text', 'next'],
      ['text', 'late'],
    ]);
    expect(line.server.seen.filter((node) => node.attrs['type'] === 'retry')).toEqual([]);
  });
});

describe('what cannot be read', () => {
  test('a message that cannot be decrypted is pending, and filled in when its sender repeats it', async () => {
    const retry = line.server.reached({ when: 'received', stanza: (node) => node.attrs['type'] === 'retry' });
    line.server.deliver(broken('ABC'));
    await retry;
    expect(stored()).toMatchObject([{ kind: 'pending', text: '' }]);
    await ana.send({ text: 'ahora sí' }, { id: 'ABC' });
    await line.server.delivered();
    expect(stored()).toMatchObject([{ kind: 'text', text: 'ahora sí' }]);
  });

  test.each<[was: string, content: (id: string) => proto.IMessage]>([
    ['reaction', (id) => ({ reactionMessage: { key: { id, fromMe: true }, text: '👍' } })],
    [
      'edit',
      (id) => ({
        protocolMessage: { type: 14, key: { id, fromMe: true }, editedMessage: { conversation: 'x' } },
      }),
    ],
    ['revoke', (id) => ({ protocolMessage: { type: 0, key: { id, fromMe: true } } })],
    ['nothing', () => ({ protocolMessage: { type: 4 } })],
  ])(
    'what was pending and turns out to be no message says so and waits no longer: %s',
    async (was, content) => {
      const id = await ana.send({ text: 'hola' });
      await line.server.delivered();
      const retry = line.server.reached({
        when: 'received',
        stanza: (node) => node.attrs['type'] === 'retry',
      });
      line.server.deliver(broken('ABC'));
      await retry;
      await ana.send(message(content(id)), { id: 'ABC' });
      await line.server.delivered();
      expect(stored()).toMatchObject([
        { kind: 'text', text: 'hola' },
        { kind: 'system', text: `late-${was}`, direction: null },
      ]);
      expect(line.archive.events()).toMatchObject(
        was === 'nothing' ? [] : [{ event: was, messageKey: keyOf('hola') }],
      );
    },
  );

  test('a message that the phone repeats on request fills the pending one', async () => {
    line.server.deliver({
      tag: 'message',
      attrs: { id: 'AD', from: ana.jid, t: '1700000000', type: 'text' },
      content: [{ tag: 'unavailable', attrs: {} }],
    });
    await line.server.delivered();
    expect(stored()).toMatchObject([{ kind: 'pending' }]);
    const info = proto.WebMessageInfo.encode({
      key: { id: 'AD', remoteJid: ana.jid, fromMe: false },
      message: { conversation: 'vi su anuncio' },
      messageTimestamp: 1_700_000_000,
    }).finish();
    await line.server.phone.sendPeer({
      protocolMessage: {
        type: 17,
        peerDataOperationRequestResponseMessage: {
          peerDataOperationResult: [{ placeholderMessageResendResponse: { webMessageInfoBytes: info } }],
        },
      },
    });
    await line.server.delivered();
    expect(stored()).toMatchObject([{ kind: 'text', text: 'vi su anuncio' }]);
  });

  test('a reaction whose receipt was lost is not taken for a message when it comes again', async () => {
    const group = line.server.group('Ventas', [ana]);
    const id = await group.send(ana, { text: 'hola' });
    await line.server.delivered();
    const cut = line.server.cutAt({ when: 'received', stanza: (node) => node.tag === 'receipt' });
    await group.send(ana, message({ reactionMessage: { key: { id, fromMe: true }, text: '👍' } }));
    await cut;
    await line.server.delivered();
    expect(stored()).toHaveLength(1);
    expect(line.archive.events()).toHaveLength(1);
  });

  test('a view-once message that only the phone may open is kept as a hole', async () => {
    line.server.deliver({
      tag: 'message',
      attrs: { id: 'ONCE', from: ana.jid, t: '1700000000', type: 'media' },
      content: [{ tag: 'unavailable', attrs: { type: 'view_once' } }],
    });
    await line.server.delivered();
    expect(stored()).toMatchObject([{ kind: 'view-once', text: '' }]);
  });

  test('status updates, channels and broadcasts are left out', async () => {
    for (const from of ['status@broadcast', '1234@broadcast', '1234@newsletter']) {
      line.server.deliver({
        tag: 'message',
        attrs: { id: from, from, participant: ana.jid, t: '1700000000' },
        content: [{ tag: 'plaintext', attrs: {}, content: Buffer.from('0a0161', 'hex') }],
      });
    }
    await ana.send({ text: 'hola' });
    await line.archive.until(() => stored().length > 0);
    expect(stored()).toMatchObject([{ text: 'hola' }]);
  });
});

test('a call is kept when it rings', async () => {
  line.server.deliver({
    tag: 'call',
    attrs: { id: 'C1', from: ana.jid, t: '1700000000', notify: 'Ana' },
    content: [{ tag: 'offer', attrs: { 'call-id': 'CALL', 'call-creator': ana.jid } }],
  });
  await line.server.delivered();
  expect(stored()).toMatchObject([
    { kind: 'call', text: 'call-voice', direction: 'incoming', conversation: { key: ana.jid } },
  ]);
});

test('the history that the phone hands over becomes messages, and what is already there is not repeated', async () => {
  const id = await ana.send({ text: 'live' });
  await line.server.phone.sendHistory({
    syncType: 0,
    conversations: [
      {
        id: ana.jid,
        messages: [
          {
            message: {
              key: { id: 'OLD', fromMe: true, remoteJid: ana.jid },
              message: { conversation: 'old' },
              messageTimestamp: 1_600_000_000,
            },
          },
          {
            message: {
              key: { id, fromMe: false, remoteJid: ana.jid },
              message: { conversation: 'live' },
              messageTimestamp: 1_700_000_000,
            },
          },
        ],
      },
    ],
  });
  await line.archive.until(() => stored().length === 2);
  await line.server.delivered();
  expect(stored()).toMatchObject([
    { text: 'live' },
    { text: 'old', direction: 'outgoing', sentAt: 1_600_000_000_000, conversation: { key: ana.jid } },
  ]);
});
