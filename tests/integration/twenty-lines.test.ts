import { expect, onTestFinished, test } from 'vitest';
import { openConnectorState } from '#host/archive/connector-state.ts';
import { listConversations } from '#host/archive/inbox.ts';
import { checkChain } from '#host/archive/ledger.ts';
import { readAll } from '#host/archive/messages.ts';
import { compare, noDifference } from '../../scripts/loopback-whatsapp/comparison.ts';
import { type LoopbackWhatsapp, startLoopbackWhatsapp } from '../../scripts/loopback-whatsapp/server.ts';
import { createChanges } from '../helpers/changes.ts';
import { openTestSession } from '../helpers/session.ts';
import { isMessage, isReceipt, nth } from '../helpers/moments.ts';

const lineCount = 20;
const perLine = 24;
const indices = Array.from({ length: lineCount }, (_, index) => index);
/** A customer who writes to every line, and a group in which every line is. */
const everybodysCustomer = '5215599999999';
const sharedGroup = '120363000000000001@g.us';
const ownCustomer = (index: number) => `52156000001${String(index).padStart(2, '0')}`;
const numberOf = (index: number) => `52155000000${String(index).padStart(2, '0')}`;

test(`${lineCount} lines on one PC: each has its own messages and keys, whatever happens to two of them`, async () => {
  const servers = await Promise.all(
    indices.map((index) => startLoopbackWhatsapp({ number: numberOf(index) })),
  );
  onTestFinished(async () => void (await Promise.all(servers.map((server) => server.close()))));
  const ids: number[] = [];
  const states = createChanges();
  const host = await openTestSession({
    onStatus(line, status) {
      if (status.state === 'linking' && status.qr !== null)
        servers[ids.indexOf(line.id)]?.phone.scan(status.qr);
      states.happened();
    },
  });
  const { lines } = host.session;
  for (const [index, server] of servers.entries())
    ids.push(
      lines.add({ name: `Línea ${index}`, employee: 'Luis', team: null, noticeOn: '2026-01-07' }, server.url),
    );
  await Promise.all(ids.map((id) => lines.link(id)));

  const sent = await Promise.all(
    servers.map(async (server, index) => {
      const messages: { id: string; text: string }[] = [];
      const everybody = server.contact('Ana', everybodysCustomer);
      const own = server.contact(`Cliente ${index}`, ownCustomer(index));
      const group = server.group('Empresa', [everybody], sharedGroup);
      for (let n = 0; n < perLine; n += 1) {
        const text = `línea ${index} mensaje ${n}`;
        const ways = [
          () => everybody.send({ text }),
          () => group.send(everybody, { text }),
          () => own.send({ text }),
          () => server.phone.send(everybody, { text }),
        ];
        // Two lines break, again and again, in the middle of what all the others receive.
        const cut = index < 2 && n % 6 === 0 ? cutSoon(server, n) : undefined;
        messages.push({ id: (await ways[n % ways.length]?.()) ?? '', text });
        await cut;
      }
      await server.delivered();
      return messages;
    }),
  );

  expect(servers.map((server) => server.logins() > 1)).toEqual(indices.map((index) => index < 2));
  await states.until(() => lines.list().every(({ state }) => state === 'connected') || undefined);
  const views = lines.list().toSorted((a, b) => a.id - b.id);
  expect(views.map(({ phone }) => phone)).toEqual(indices.map((index) => `+${numberOf(index)}`));

  const archive = await host.reopen();
  const credentials = new Set<string>();
  for (const [index, lineId] of ids.entries()) {
    const server = servers[index];
    const messages = sent[index];
    if (server === undefined || messages === undefined) throw new Error('no such line');
    const page = { lineId, title: null, cursor: null, limit: 50 };
    const { conversations } = listConversations(archive.reader, page);
    const kept = conversations.flatMap(({ id }) => [...readAll(archive.reader, id)]);
    expect(compare(messages, server, kept), `line ${index}`).toEqual(noDifference);

    const state = openConnectorState(archive.writer, lineId);
    const keys = ['key:session', 'key:sender-key', 'key:lid-mapping', 'key:device-list', 'person', 'group'];
    const known = keys.flatMap((category) => [...state.readAll(category)].flatMap(([id]) => id)).join('\n');
    const others = indices.filter((other) => other !== index);
    const foreign = others.flatMap((other) => [ownCustomer(other), numberOf(other)]);
    expect(
      foreign.filter((number) => known.includes(number)),
      `line ${index}`,
    ).toEqual([]);
    credentials.add(Buffer.from([...state.readAll('credentials').values()][0] ?? []).toString());
  }
  expect(credentials.size).toBe(lineCount);
  expect(checkChain(archive.reader)).toMatchObject({ whole: true });
});

/** Cuts the connection at the next message or at its receipt; resolves when it has. */
function cutSoon(server: LoopbackWhatsapp, n: number): Promise<void> {
  return n % 12 === 0
    ? server.cutAt({ when: 'sent', stanza: nth(1, isMessage) })
    : server.cutAt({ when: 'received', stanza: nth(1, isReceipt) });
}
