import { randomBytes } from 'node:crypto';
import { proto } from '@whiskeysockets/baileys';
import { beforeEach, describe, expect, test } from 'vitest';
import { fieldOf } from '#host/connectors/whatsapp-linked/wire-format.ts';
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

describe('what only a later version knows is kept whole as unknown', () => {
  const later = proto.Message.ProtocolMessage.fromObject({ type: 4_000 });

  test('beside the key of a group', async () => {
    const beside = fieldOf(900, Buffer.from('of a later version'));
    const key = { groupId: '1@g.us', axolotlSenderKeyDistributionMessage: randomBytes(8) };
    await ana.send(message({ senderKeyDistributionMessage: key }), { beside });
    await line.server.delivered();
    expect(stored()).toMatchObject([{ kind: 'unknown', direction: 'incoming' }]);
    const of = { conversation: ana.jid, message: stored()[0]?.key ?? '' };
    expect(Buffer.from(line.archive.state.evidence(of) ?? []).includes(beside)).toBe(true);
  });

  test('as a kind of protocol message', async () => {
    await ana.send(message({ protocolMessage: later }));
    await line.server.delivered();
    expect(stored()).toMatchObject([{ kind: 'unknown', direction: 'incoming' }]);
  });

  test('but not what the programs of one account tell each other', async () => {
    await line.server.phone.sendPeer({ protocolMessage: later });
    await line.server.delivered();
    expect(stored()).toEqual([]);
  });
});
