import { randomInt } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { compare, noDifference } from '../../scripts/loopback-whatsapp/comparison.ts';
import type { Contact, Group } from '../../scripts/loopback-whatsapp/contract.ts';
import { numbersFrom } from '../../scripts/loopback-whatsapp/random.ts';
import { startLine, type TestLine } from '../helpers/linked-line.ts';
import { isMessage, isReceipt, isReplayed, nth } from '../helpers/moments.ts';

let line: TestLine;
let ana: Contact;
let group: Group;
let sent: { id: string; text: string }[];

beforeEach(async () => {
  line = await startLine();
  ana = line.server.contact('Ana', '5215511111111');
  group = line.server.group('Ventas', [ana]);
  sent = [];
});

/** From a contact, in a group, from the line's own phone, in a group from it. */
async function send(count: number): Promise<void> {
  const { phone } = line.server;
  for (let n = 0; n < count; n += 1) {
    const text = `mensaje ${sent.length}`;
    const ways = [
      () => ana.send({ text }),
      () => group.send(ana, { text }),
      () => phone.send(ana, { text }),
      () => group.send('phone', { text }),
    ];
    sent.push({ id: (await ways[sent.length % ways.length]?.()) ?? '', text });
  }
}

const differences = () => compare(sent, line.server, line.archive.messages());
/** A hole first shows so: the device asks again for, or refuses, what it had already read. */
const asked = () =>
  line.server.seen.filter(
    ({ tag, attrs }) => (tag === 'receipt' && attrs['type'] === 'retry') || attrs['error'] !== undefined,
  );

test('mail that was received when the connection was cut before the end of its replay is in the archive', async () => {
  await send(4);
  await line.server.delivered();
  line.server.withholdReplayEnd(true);
  line.server.drop();
  await line.until(({ state }) => state !== 'connected');
  await send(40);
  await line.server.delivered();
  // Nothing waits any more, and the library has handed none of it over: it keeps it for the end that never comes.
  line.server.drop();
  line.server.withholdReplayEnd(false);
  await line.reaches('connected');
  expect(differences()).toEqual(noDifference);
  expect(asked()).toEqual([]);
});

test.each(['from a contact', 'in a group', 'from the phone', 'in a group from the phone'])(
  'a message %s that was decrypted and not yet received is kept once, and asked for no second time',
  async (way) => {
    await send(4);
    await line.server.delivered();
    const start = ['from a contact', 'in a group', 'from the phone', 'in a group from the phone'].indexOf(
      way,
    );
    await send(start);
    await line.server.delivered();
    const cut = line.server.cutAt({ when: 'received', stanza: isReceipt });
    await send(1);
    await cut;
    expect(line.server.waiting()).toHaveLength(1);
    await line.server.delivered();
    expect(differences()).toEqual(noDifference);
    expect(asked()).toEqual([]);
  },
);

const seed = randomInt(2 ** 31);
test(`forty cuts at random moments lose nothing and keep nothing twice (seed ${seed})`, async () => {
  const random = numbersFrom(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  for (let round = 0; round < 40; round += 1) {
    const moments = [
      () => line.server.cutAt({ when: 'sent', stanza: nth(1 + below(12), isMessage) }),
      () => line.server.cutAt({ when: 'received', stanza: nth(1 + below(12), isReceipt) }),
      () => {
        line.server.drop();
        return line.server.cutAt({ when: 'sent', stanza: nth(1 + below(6), isReplayed) });
      },
      () => {
        line.server.drop();
        return line.server.cutAt({ when: 'received', stanza: nth(1 + below(6), isReceipt) });
      },
    ];
    const cut = moments[below(moments.length)]?.();
    await send(15);
    await cut;
    if (random() < 0.3) line.server.shuffle(random);
  }
  await line.server.delivered();
  expect(differences()).toEqual(noDifference);
});

describe('mail that comes in another order', () => {
  test('is read in whatever order it arrives, by one connection or by the next', async () => {
    await send(8);
    await line.server.delivered();
    const random = numbersFrom(7);
    for (let round = 0; round < 5; round += 1) {
      line.server.hold(true);
      await send(40);
      line.server.shuffle(random);
      line.server.hold(false);
      // Some of it by this connection, which is cut; the rest by the next.
      const cut = line.server.cutAt({ when: 'received', stanza: nth(13, isReceipt) });
      line.server.drop();
      await cut;
      await line.server.delivered();
    }
    expect(differences()).toEqual(noDifference);
    expect(asked()).toEqual([]);
  });

  test('before the key of its group is asked for again, and kept when it can be read', async () => {
    line.server.hold(true);
    await send(12);
    const random = numbersFrom(3);
    line.server.shuffle(random);
    line.server.hold(false);
    line.server.drop();
    await line.server.delivered();
    expect(differences()).toEqual(noDifference);
  });
});

test('a group message that comes behind a later key of its group is asked for until it can be read', async () => {
  const only = async (count: number) => {
    for (let n = 0; n < count; n += 1) {
      const text = `mensaje ${sent.length}`;
      sent.push({ id: await group.send(ana, { text }), text });
    }
  };
  line.server.hold(true);
  await only(2);
  const [first, second] = sent;
  line.server.hold(false);
  // The second arrives alone: it is asked for again, and its answer brings the group's key as it is by then.
  const asks = line.server.reached({
    when: 'received',
    stanza: ({ tag, attrs }) => tag === 'receipt' && attrs['type'] === 'retry',
  });
  line.server.repeat(second?.id ?? '');
  await asks;
  await line.archive.until(() => line.archive.messages().some(({ text }) => text === second?.text));
  line.server.repeat(first?.id ?? '');
  await line.server.delivered();
  expect(differences()).toEqual(noDifference);
});

test('mail that the server sends again is kept once, however often it does and whenever', async () => {
  await send(12);
  await line.server.delivered();
  for (const { id } of sent) line.server.repeat(id);
  await line.server.delivered();
  line.server.drop();
  await line.until(({ state }) => state !== 'connected');
  for (const { id } of sent) line.server.repeat(id);
  await line.server.delivered();
  await line.reaches('connected');
  await send(4);
  await line.server.delivered();
  expect(differences()).toEqual(noDifference);
});
