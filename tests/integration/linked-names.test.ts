import { randomBytes } from 'node:crypto';
import type { proto } from '@whiskeysockets/baileys';
import { beforeEach, expect, test } from 'vitest';
import type { Archive } from '#host/archive/archive.ts';
import { listConversations } from '#host/archive/inbox.ts';
import { readAll } from '#host/archive/messages.ts';
import { resolveQuote } from '#host/archive/quotes.ts';
import { sealVote } from '../../scripts/loopback-whatsapp/seal.ts';
import type { Contact } from '../../scripts/loopback-whatsapp/server.ts';
import { openTestArchive } from '../helpers/archive.ts';
import { openLineArchive } from '../helpers/line-archive.ts';
import { startLine, type TestLine } from '../helpers/linked-line.ts';

const alone = { withoutAlternative: true } as const;
const secret = randomBytes(32);
const poll: proto.IMessage = {
  pollCreationMessageV3: {
    name: '¿Cuándo?',
    options: [{ optionName: 'hoy' }, { optionName: 'mañana' }],
    selectableOptionsCount: 1,
  },
  messageContextInfo: { messageSecret: secret },
};

let line: TestLine;
let archive: Archive;
let ana: Contact;

/** Somebody of whom there are two conversations, by LID and by number, as nobody has told that they are one person. */
beforeEach(async () => {
  const opened = openTestArchive();
  ({ archive } = opened);
  line = await startLine({ archive: openLineArchive(opened) });
  line.server.concealLids(true);
  ana = line.server.contact('Ana', '5215511111111');
  await ana.send({ text: 'from the LID' }, { ...alone, byLid: true, id: 'LID' });
  await line.server.delivered();
  await ana.send({ text: 'from the number' }, { ...alone, id: 'NUMBER' });
  await line.server.delivered();
});

/** The messages of the one conversation that is left once it is known who is who. */
function shown() {
  const page = { lineId: null, title: null, cursor: null, limit: 10 };
  const [conversation, ...others] = listConversations(archive.reader, page).conversations;
  expect(others).toEqual([]);
  return [...readAll(archive.reader, conversation?.id ?? 0)];
}

const voteFrom = (id: string) =>
  sealVote({ id, secret, creator: line.server.phone.jid, sender: ana.jid }, false, ['hoy']);
const pin = (id: string) => ({ message: { pinInChatMessage: { key: { id, fromMe: true }, type: 1 } } });
const votes = () => line.archive.events().filter(({ event }) => event === 'vote');

test('a file whose message was edited under the other name first is completed', async () => {
  await ana.send(
    {
      message: {
        protocolMessage: {
          type: 14,
          key: { id: 'FILE', fromMe: true },
          editedMessage: { imageMessage: { caption: 'mejor así' } },
        },
      },
    },
    alone,
  );
  await line.server.delivered();
  const file = line.server.media.upload(Buffer.from('picture'), 'Image', 'image/jpeg');
  await ana.send({ message: { imageMessage: file } }, { byLid: true, id: 'FILE' });
  await line.server.delivered();
  const image = () => line.archive.messages().find(({ kind }) => kind === 'image');
  await line.archive.until(() => image()?.attachment?.sha256 != null);
  expect(image()?.attachment?.missing).toBeNull();
  const edits = line.archive.events().filter(({ event }) => event === 'edit');
  expect(edits).toMatchObject([{ messageKey: image()?.key, text: 'mejor así' }]);
});

test('a vote under the other name finds its poll', async () => {
  await line.server.phone.send(ana, { message: poll }, { ...alone, id: 'POLL' });
  await line.server.delivered();
  await ana.send({ message: voteFrom('POLL') }, { byLid: true });
  await line.server.delivered();
  expect(votes()).toMatchObject([{ text: '["hoy"]' }]);
  expect(votes()[0]?.messageKey).toBe(line.archive.messages().find(({ kind }) => kind === 'poll')?.key);
});

test('a vote that comes first under the other name is read when its poll is there', async () => {
  await ana.send({ message: voteFrom('POLL') }, alone);
  await line.server.delivered();
  expect(votes()).toEqual([]);
  await line.restart();
  await line.reaches('connected');
  await line.server.phone.send(ana, { message: poll }, { byLid: true, id: 'POLL' });
  await line.server.delivered();
  expect(votes()).toMatchObject([{ text: '["hoy"]' }]);
});

test.each(['LID', 'NUMBER'] as const)(
  'a reply that names the author of %s otherwise finds it',
  async (id) => {
    const participant = id === 'LID' ? ana.jid : ana.lid;
    await ana.send(
      {
        message: {
          extendedTextMessage: {
            text: 'eso',
            contextInfo: { stanzaId: id, participant, quotedMessage: { conversation: 'x' } },
          },
        },
      },
      { byLid: true },
    );
    await line.server.delivered();
    const reply = line.archive.messages().find(({ text }) => text === 'eso');
    const quote = reply?.details?.quote;
    const all = shown();
    const answered = all.find(({ text }) => text === (id === 'LID' ? 'from the LID' : 'from the number'));
    if (!quote || !answered) throw new Error('not stored');
    const { conversationId } = answered;
    expect(resolveQuote(archive.reader, conversationId, quote).message).toMatchObject({ id: answered.id });
  },
);

test('a pin under the other name, before or after its message, stands beside it', async () => {
  await ana.send(pin('LATE'), alone);
  await line.server.delivered();
  await ana.send({ text: 'tarde' }, { byLid: true, id: 'LATE' });
  await ana.send(pin('NUMBER'), { byLid: true });
  await ana.send(pin('LID'));
  await line.server.delivered();
  const keyOf = (text: string) => line.archive.messages().find((each) => each.text === text)?.key;
  expect(line.archive.events().map(({ messageKey }) => messageKey)).toEqual(
    ['tarde', 'from the number', 'from the LID'].map(keyOf),
  );
});
