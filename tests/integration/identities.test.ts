import { type BinaryNode, proto } from '@whiskeysockets/baileys';
import { describe, expect, test } from 'vitest';
import { addLine } from '#host/archive/lines.ts';
import type { Contact } from '../../scripts/loopback-whatsapp/server.ts';
import { openTestArchive } from '../helpers/archive.ts';
import { openLineArchive } from '../helpers/line-archive.ts';
import { startLine, type TestLine } from '../helpers/linked-line.ts';

const alone = { withoutAlternative: true } as const;

/** A line whose server tells nobody's LID until it is asked to. */
async function startDiscreet(
  options: Parameters<typeof startLine>[0] = {},
): Promise<{ line: TestLine; ana: Contact }> {
  const line = await startLine(options);
  line.server.concealLids(true);
  return { line, ana: line.server.contact('Ana', '5215511111111') };
}

/** What was said before anybody told who is who, in one order or the other. */
async function speakApart(line: TestLine, ana: Contact, first: 'LID first' | 'number first'): Promise<void> {
  const incoming = () => ana.send({ text: 'from the LID' }, { ...alone, byLid: true, at: 1_700_000_001 });
  const outgoing = () =>
    line.server.phone.send(ana, { text: 'to the number' }, { ...alone, at: 1_700_000_002 });
  for (const speak of first === 'LID first' ? [incoming, outgoing] : [outgoing, incoming]) {
    await speak();
    await line.server.delivered();
  }
}

const apart = [{ texts: ['to the number'] }, { texts: ['from the LID'] }];
const together = (...more: string[]) => [{ texts: ['from the LID', 'to the number', ...more] }];

describe.each(['LID first', 'number first'] as const)('somebody seen by two names, %s,', (first) => {
  test('is one conversation from the message on that carries both', async () => {
    const { line, ana } = await startDiscreet();
    await speakApart(line, ana, first);
    expect(line.archive.conversations()).toMatchObject(apart);
    await ana.send({ text: 'with both' }, { byLid: true });
    await line.server.phone.send(ana, { text: 'to the number again' }, alone);
    await line.server.delivered();
    expect(line.archive.conversations()).toMatchObject(together('with both', 'to the number again'));
    expect(line.archive.evidence()).toEqual(['message']);
    expect(line.archive.questions()).toBe(0);
  });

  test('is one conversation as soon as the server answers who it is', async () => {
    const { line, ana } = await startDiscreet();
    await speakApart(line, ana, first);
    line.server.concealLids(false);
    await line.restart();
    await line.reaches('connected');
    await ana.send({ text: 'from the number' }, alone);
    await line.server.delivered();
    await line.archive.until(() => line.archive.conversations().length === 1);
    expect(line.archive.conversations()).toMatchObject(together('from the number'));
    expect(line.archive.evidence()).toEqual(['directory']);
  });

  test('is one conversation when the phone’s history says so, after a restart in between', async () => {
    const { line, ana } = await startDiscreet();
    await speakApart(line, ana, first);
    await line.restart();
    await line.reaches('connected');
    await line.server.phone.sendHistory({
      syncType: proto.HistorySync.HistorySyncType.RECENT,
      phoneNumberToLidMappings: [
        { pnJid: ana.jid, lidJid: ana.lid },
        { pnJid: '5215599999999@s.whatsapp.net', lidJid: '77@lid' },
      ],
    });
    await line.archive.until(() => line.archive.conversations().length === 1);
    expect(line.archive.conversations()).toMatchObject(together());
    expect(line.archive.evidence()).toEqual(['history']);
  });
});

test('a call that ends under the other name than it began with is one call', async () => {
  const { line, ana } = await startDiscreet();
  await speakApart(line, ana, 'LID first');
  const call = (tag: string, jid: string) =>
    line.server.deliver({
      tag: 'call',
      attrs: { id: `CALL ${tag}`, from: jid, t: '1700000003' },
      content: [{ tag, attrs: { 'call-id': 'CALL', 'call-creator': jid } }],
    });
  call('offer', ana.lid);
  await ana.send({ text: 'with both' }, { byLid: true, at: 1_700_000_004 });
  call('terminate', ana.jid);
  await line.server.delivered();
  const began = line.archive.messages().find(({ kind }) => kind === 'call');
  expect(line.archive.events()).toMatchObject([{ event: 'call-end', messageKey: began?.key }]);
});

test('a message that history repeats under the other name is there once, and a reaction finds it', async () => {
  const { line, ana } = await startDiscreet();
  await ana.send({ text: 'from the LID' }, { ...alone, byLid: true, id: 'A1', at: 1_700_000_001 });
  await line.server.phone.send(ana, { text: 'to the number' }, { ...alone, at: 1_700_000_002 });
  await line.server.delivered();
  await line.server.phone.sendHistory({
    syncType: proto.HistorySync.HistorySyncType.RECENT,
    conversations: [
      {
        id: ana.jid,
        lidJid: ana.lid,
        name: 'Ana (compras)',
        messages: [
          {
            message: {
              key: { remoteJid: ana.jid, fromMe: false, id: 'A1' },
              messageTimestamp: 1_700_000_001,
              message: { conversation: 'from the LID' },
            },
          },
        ],
      },
    ],
  });
  await line.archive.until(() => line.archive.conversations().length === 1);
  await ana.send({
    message: { reactionMessage: { key: { remoteJid: ana.jid, fromMe: true, id: 'A1' }, text: '👍' } },
  });
  await line.server.delivered();
  expect(line.archive.conversations()).toMatchObject([
    { title: 'Ana (compras)', texts: ['from the LID', 'to the number'] },
  ]);
  expect(line.archive.messages().filter(({ text }) => text === 'from the LID')).toHaveLength(1);
});

test('one customer of two lines is one contact, and what one line learns holds on the other', async () => {
  const opened = openTestArchive();
  const details = { name: 'Cobranza', employee: 'Marta', team: null, noticeOn: '2023-01-07' };
  const second = addLine(opened.archive.writer, details, null, Date.now());
  const sales = await startDiscreet({ archive: openLineArchive(opened) });
  const billing = await startDiscreet({
    archive: openLineArchive({ archive: opened.archive, lineId: second }),
  });
  await speakApart(sales.line, sales.ana, 'LID first');
  await speakApart(billing.line, billing.ana, 'number first');
  expect(sales.line.archive.conversations()).toHaveLength(2);
  await billing.ana.send({ text: 'with both' });
  await billing.line.server.delivered();
  expect(sales.line.archive.conversations()).toMatchObject(together());
  expect(billing.line.archive.conversations()).toMatchObject(together('with both'));
});

test('a number that was passed on does not bring two people together: its new owner has a conversation of their own', async () => {
  const { line, ana } = await startDiscreet();
  await ana.send({ text: 'from Ana' });
  await line.server.delivered();
  const stranger = { ...ana, lid: '4242@lid' };
  await line.server.phone.send(stranger, { text: 'to the new owner' }, { byLid: true });
  await line.server.delivered();
  expect(line.archive.conversations()).toMatchObject([
    { texts: ['to the new owner'] },
    { texts: ['from Ana'] },
  ]);
  expect(line.archive.questions()).toBe(1);
});

test('somebody who changes their number stays one contact; the notice is the evidence', async () => {
  const { line, ana } = await startDiscreet();
  const renewed = line.server.contact('Ana', '5215522222222');
  await ana.send({ text: 'from the old number' }, { ...alone, at: 1_700_000_001 });
  await line.server.delivered();
  const notice: BinaryNode = {
    tag: 'notification',
    attrs: { id: 'N1', from: ana.jid, type: 'contacts', t: '1700000002' },
    content: [{ tag: 'modify', attrs: { old: ana.jid, new: renewed.jid } }],
  };
  line.server.deliver(notice);
  await line.server.delivered();
  await renewed.send({ text: 'from the new number' }, alone);
  await line.server.delivered();
  expect(line.archive.conversations()).toMatchObject([
    { texts: ['from the old number', 'from the new number'] },
  ]);
  expect(line.archive.evidence()).toEqual(['number-change']);
});

test('a number change in a group that names somebody else’s number is a question, not a merge', async () => {
  const { line, ana } = await startDiscreet();
  const bruno = line.server.contact('Bruno', '5215533333333');
  const group = line.server.group('Obra', [ana, bruno]);
  await ana.send({ text: 'I am Ana' }, alone);
  await bruno.send({ text: 'I am Bruno' }, alone);
  await line.server.delivered();
  group.change(bruno, {
    tag: 'modify',
    attrs: {},
    content: [{ tag: 'participant', attrs: { jid: ana.jid } }],
  });
  await line.server.delivered();
  expect(line.archive.questions()).toBe(1);
  expect(line.archive.conversations().filter(({ texts }) => texts[0]?.startsWith('I am'))).toHaveLength(2);
});
