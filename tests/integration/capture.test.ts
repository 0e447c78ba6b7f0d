import { expect, onTestFinished, test } from 'vitest';
import type { Archive } from '#host/archive/archive.ts';
import { listConversations } from '#host/archive/inbox.ts';
import { checkChain } from '#host/archive/ledger.ts';
import { readAll } from '#host/archive/messages.ts';
import { listFlagged } from '#host/archive/review.ts';
import { countMatches, type SearchScope } from '#host/archive/search.ts';
import { type LoopbackWhatsapp, startLoopbackWhatsapp } from '../../scripts/loopback-whatsapp/server.ts';
import { createChanges } from '../helpers/changes.ts';
import { startCrabline } from '../helpers/crabline.ts';
import { isMessage, isReceipt, isReplayed, isReplayEnd, nth } from '../helpers/moments.ts';
import { openTestSession } from '../helpers/session.ts';

const bursts = 20;
const perBurst = 50;
const details = { name: 'Ventas', employee: 'Luis', team: null, noticeOn: '2026-01-07' };
const everywhere: SearchScope = {
  lineId: null,
  conversationId: null,
  contact: null,
  from: null,
  to: null,
  direction: null,
  kind: null,
};

/** Every message has a number of its own; each twenty-fifth breaks a starter policy. */
const textOf = (n: number) =>
  n % 25 === 0 ? `mensaje ${n}: mejor págueme por fuera, sin factura` : `mensaje ${n}`;
const texts = Array.from({ length: bursts * perBurst }, (_, n) => textOf(n));
const numbers = Array.from({ length: 5 }, (_, index) => `521551111111${index}`);

/** What must hold of an archive that was told all of the texts. */
function expectAllStoredOnce({ reader }: Archive): void {
  const { conversations } = listConversations(reader, { lineId: null, title: null, cursor: null, limit: 50 });
  const stored = conversations.flatMap(({ id }) => [...readAll(reader, id)]);
  expect(stored.map(({ text }) => text).toSorted()).toEqual(texts.toSorted());
  expect(conversations.reduce((sum, { messages }) => sum + messages, 0)).toBe(texts.length);

  expect(countMatches(reader, 'mensaje', everywhere)).toBe(texts.length);
  expect(texts.filter((_, n) => countMatches(reader, `"mensaje ${n}"`, everywhere) !== 1)).toEqual([]);

  const query = {
    status: 'open',
    order: 'newest',
    lineId: null,
    policyId: null,
    cursor: null,
    limit: 200,
  } as const;
  const flagged = new Set(listFlagged(reader, query).rows.map((row) => row.message_id));
  const wanted = stored.filter(({ text }) => text.includes('por fuera'));
  expect(flagged).toEqual(new Set(wanted.map(({ id }) => id)));

  expect(checkChain(reader)).toMatchObject({ whole: true });
}

test(`1,000 messages through ${bursts} cut connections: each is stored, found and judged once`, async () => {
  const server = await startLoopbackWhatsapp();
  onTestFinished(() => server.close());
  const host = await openTestSession({
    onStatus(_line, status) {
      if (status.state === 'linking' && status.qr !== null) server.phone.scan(status.qr);
    },
  });
  const { lines } = host.session;
  await lines.link(lines.add(details, server.url));

  const people = numbers.map((number, index) => server.contact(`Contact ${index}`, number));
  const group = server.group('Ventas', people.slice(0, 3));
  const [first] = people;
  if (first === undefined) throw new Error('no contact');
  for (let burst = 0; burst < bursts; burst += 1) {
    const cut = cutDuring(server, burst);
    for (let n = burst * perBurst; n < (burst + 1) * perBurst; n += 1) {
      const text = textOf(n);
      const person = people[n % people.length] ?? first;
      if (n % 10 === 0) await group.send(n % 20 === 0 ? 'phone' : (people[n % 3] ?? first), { text });
      else if (n % 10 === 1) await server.phone.send(person, { text });
      else await person.send({ text });
    }
    await cut;
  }
  await server.delivered();
  expect(server.logins()).toBeGreaterThan(bursts);
  expectAllStoredOnce(await host.reopen());
});

test(`1,000 messages of a server that repeats nothing, over ${bursts + 1} connections`, async () => {
  const server = await startCrabline();
  let arrived = 0;
  let connections = 0;
  const changes = createChanges();
  const host = await openTestSession({
    onStatus(_line, { state }) {
      if (state === 'connected') connections += 1;
      changes.happened();
    },
    onCommitted(_line, _records, { committed }) {
      arrived += committed.filter(({ added }) => added).length;
      changes.happened();
    },
  });
  const until = (condition: () => boolean) => changes.until(() => condition() || undefined);
  const { lines } = host.session;
  await lines.link(lines.add(details, server.url));

  for (let burst = 0; burst < bursts; burst += 1) {
    for (let n = burst * perBurst; n < (burst + 1) * perBurst; n += 1)
      await server.send(numbers[n % numbers.length] ?? '', `Contact ${n % numbers.length}`, textOf(n));
    await until(() => arrived === (burst + 1) * perBurst);
    await server.drop();
    await until(() => connections === burst + 2);
  }
  expect(connections).toBe(bursts + 1);
  expectAllStoredOnce(await host.reopen());
});

/** Cuts the connection in the middle of a burst, each time elsewhere; resolves when it has. */
function cutDuring(server: LoopbackWhatsapp, burst: number): Promise<void> {
  switch (burst % 5) {
    case 0:
      return server.cutAt({ when: 'sent', stanza: nth(17, isMessage) });
    case 1:
      return server.cutAt({ when: 'received', stanza: nth(15, isReceipt) });
    case 2:
      server.drop();
      return server.cutAt({ when: 'sent', stanza: nth(14, isReplayed) });
    case 3:
      return server.cutAt({ when: 'received', stanza: nth(31, isReceipt) });
    default:
      server.drop();
      return server.cutAt({ when: 'sent', stanza: isReplayEnd });
  }
}

test('a device that was linked just before the program ended is captured at the next start', async () => {
  const server = await startLoopbackWhatsapp();
  onTestFinished(() => server.close());
  const states = createChanges();
  const host = await openTestSession({
    onStatus(_line, status) {
      if (status.state === 'linking' && status.qr !== null) server.phone.scan(status.qr);
      states.happened();
    },
  });
  const { lines, archive } = host.session;
  const id = lines.add(details, server.url);
  await lines.link(id);
  // As if the program had ended between the two: linked, and not yet noted.
  await lines.setCapture(id, false);
  archive.writer.execute(`update lines set connector = 'chat-export', phone = null, capture = 1`);

  lines.startAll();
  await states.until(() => lines.list().find((line) => line.state === 'connected'));
  expect(lines.list()).toMatchObject([{ connector: 'linked-device', phone: '+5215500000001' }]);
});
