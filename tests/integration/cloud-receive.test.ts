import { connect } from 'node:net';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { listConversations } from '#host/archive/inbox.ts';
import { checkChain } from '#host/archive/ledger.ts';
import { readAll } from '#host/archive/messages.ts';
import { countRemainders, countUptakes } from '#host/archive/webhooks.ts';
import {
  change,
  cloudNumber,
  message,
  post,
  text,
  webhook,
  type CloudNumber,
  type Person,
} from '../../scripts/loopback-cloud/webhooks.ts';
import { temporaryFolder } from '../helpers/archive.ts';
import { addCloudLine, freePort } from '../helpers/cloud-line.ts';
import { startTestHost } from '../helpers/host.ts';
import { openTestSession, type TestSession } from '../helpers/session.ts';

const ana: Person = { phone: '5215511111111', bsuid: 'MX.1502576394655843', name: 'Ana' };

function texts({ session }: TestSession): string[] {
  const { reader } = session.archive;
  const page = listConversations(reader, { lineId: null, title: null, cursor: null, limit: 50 });
  return page.conversations.flatMap(({ id }) => [...readAll(reader, id)]).map((each) => each.text);
}

function count(
  { session }: TestSession,
  table: 'webhooks' | 'webhook_uptakes' | 'messages' | 'ledger',
): number {
  return session.archive.reader.sql<{ n: number }>(`select count(*) as n from ${table}`).get()?.n ?? 0;
}

const hello = (number: CloudNumber, body: string, person = ana) =>
  webhook(number, change(number, { messages: [message(person, text(body))] }, 'messages', [person]));

test('a signed message is stored, flagged and found before it is acknowledged', async () => {
  const host = await openTestSession();
  const line = await addCloudLine(host.session);
  const body = hello(line.number, 'mejor págueme por fuera, sin factura');
  expect(await line.post(body)).toBe(200);
  const { reader } = host.session.archive;
  const { conversations } = listConversations(reader, { lineId: null, title: null, cursor: null, limit: 50 });
  expect(conversations).toMatchObject([{ title: 'Ana', messages: 1 }]);
  const [stored] = readAll(reader, conversations[0]?.id ?? 0);
  expect(stored).toMatchObject({ sender: 'Ana', direction: 'incoming', kind: 'text' });
  expect(stored?.flags.length).toBeGreaterThan(0);
  const kept = reader.sql<{ body: Uint8Array }>('select body from webhooks').all();
  expect(kept.map(({ body: bytes }) => JSON.parse(Buffer.from(bytes).toString()))).toEqual([body]);
  expect(host.session.lines.list()).toMatchObject([
    { connector: 'cloud-api', state: 'connected', phone: '+5215550783881' },
  ]);
  expect(checkChain(reader)).toMatchObject({ whole: true });
});

test('what is sent again adds nothing, in the same body or in another', async () => {
  const host = await openTestSession();
  const line = await addCloudLine(host.session);
  const one = message(ana, text('uno'));
  const two = message(ana, text('dos'));
  const body = webhook(line.number, change(line.number, { messages: [one] }));
  expect(await line.post(body)).toBe(200);
  const entries = count(host, 'ledger');
  expect(await line.post(body)).toBe(200);
  expect(count(host, 'ledger')).toBe(entries);
  expect(await line.post(webhook(line.number, change(line.number, { messages: [two, one, one] })))).toBe(200);
  expect(texts(host).toSorted()).toEqual(['dos', 'uno']);
});

test('only what the owner of the app secret signed is let in, and only at the one path', async () => {
  const host = await openTestSession();
  const line = await addCloudLine(host.session);
  const body = JSON.stringify(hello(line.number, 'falso'));
  expect(await post(line.url, 'another-secret', body)).toBe(401);
  expect((await fetch(line.url, { method: 'POST', body })).status).toBe(401);
  const malformed = { 'x-hub-signature-256': 'sha256=zz' };
  expect((await fetch(line.url, { method: 'POST', body, headers: malformed })).status).toBe(401);
  expect(await post(line.url.replace('/whatsapp', '/'), line.number.appSecret, body)).toBe(404);
  expect(await post(`${line.url}/more`, line.number.appSecret, body)).toBe(404);
  expect((await fetch(line.url, { method: 'PUT', body })).status).toBe(405);
  expect(count(host, 'webhooks')).toBe(0);
  expect(host.session.lines.list()).toMatchObject([{ state: 'listening' }]);
});

test('Meta’s check of the address is answered to whoever knows the verify token', async () => {
  const host = await openTestSession();
  const line = await addCloudLine(host.session);
  const check = (token: string, mode = 'subscribe') =>
    fetch(`${line.url}?hub.mode=${mode}&hub.verify_token=${token}&hub.challenge=1158201444`);
  const answer = await check(line.verifyToken);
  expect([answer.status, await answer.text()]).toEqual([200, '1158201444']);
  expect((await check('wrong')).status).toBe(403);
  expect((await check('')).status).toBe(403);
  expect((await check(line.verifyToken, 'unsubscribe')).status).toBe(403);
});

test('each number of an app goes to its own line, and an unknown number to none', async () => {
  const host = await openTestSession();
  const app = cloudNumber();
  const port = await freePort();
  const sales = await addCloudLine(host.session, { name: 'Ventas', number: app, port });
  const service = { ...cloudNumber(), appSecret: app.appSecret };
  await addCloudLine(host.session, { name: 'Servicio', number: service, port });
  const stranger = { ...cloudNumber(), appSecret: app.appSecret };
  const toEach = [app, service, stranger].map((number) =>
    change(number, { messages: [message(ana, text(`a ${number.phoneNumberId}`))] }),
  );
  expect(await sales.post(webhook(app, ...toEach))).toBe(200);
  const lines = host.session.lines.list();
  expect(lines.map(({ name, messages }) => [name, messages])).toEqual([
    ['Servicio', 1],
    ['Ventas', 1],
  ]);
  expect(countRemainders(host.session.archive.reader)).toEqual([
    { reason: 'unrouted', phone_number_id: stranger.phoneNumberId, count: 1 },
  ]);
});

test('one app cannot write into the line of another', async () => {
  const host = await openTestSession();
  const port = await freePort();
  const one = await addCloudLine(host.session, { name: 'Ventas', port });
  const other = await addCloudLine(host.session, { name: 'Servicio', port });
  expect(await post(one.url, one.number.appSecret, hello(other.number, 'ajeno'))).toBe(200);
  expect(count(host, 'messages')).toBe(0);
  expect(countRemainders(host.session.archive.reader)).toMatchObject([{ reason: 'unrouted', count: 1 }]);
});

test('what came for a number before it was a line’s is taken in as soon as it is, once and in order', async () => {
  const host = await openTestSession();
  const port = await freePort();
  const app = cloudNumber();
  const sales = await addCloudLine(host.session, { name: 'Ventas', number: app, port });
  const later = { ...cloudNumber(), appSecret: app.appSecret };
  for (const words of ['uno', 'dos']) expect(await sales.post(hello(later, words))).toBe(200);
  expect(texts(host)).toEqual([]);
  const service = await addCloudLine(host.session, { name: 'Servicio', number: later, port });
  expect(texts(host)).toEqual(['uno', 'dos']);
  expect(countRemainders(host.session.archive.reader)).toEqual([]);
  expect(countUptakes(host.session.archive.reader, service.id)).toMatchObject({ count: 2 });
  await host.session.lines.cloud.refresh();
  expect(await sales.post(hello(later, 'tres'))).toBe(200);
  expect(texts(host)).toEqual(['uno', 'dos', 'tres']);
});

test('what another app signed for a line’s number is taken in only when the line has that app’s secret', async () => {
  const host = await openTestSession();
  const port = await freePort();
  const one = await addCloudLine(host.session, { name: 'Ventas', port });
  const other = await addCloudLine(host.session, { name: 'Servicio', port });
  expect(await post(one.url, one.number.appSecret, hello(other.number, 'de la otra app'))).toBe(200);
  await host.session.lines.cloud.refresh();
  expect(texts(host)).toEqual([]);
  const { phoneNumberId, wabaId } = other.number;
  const details = { phoneNumberId, wabaId, port, publicUrl: null, graphUrl: null, accessToken: null };
  await host.session.lines.cloud.save(other.id, { ...details, appSecret: one.number.appSecret });
  expect(texts(host)).toEqual(['de la otra app']);
});

test('what waits for a line is taken in no sooner than its employee’s notice is on record', async () => {
  const host = await openTestSession();
  const port = await freePort();
  const app = cloudNumber();
  const sales = await addCloudLine(host.session, { name: 'Ventas', number: app, port });
  const later = { ...cloudNumber(), appSecret: app.appSecret };
  expect(await sales.post(hello(later, 'hola'))).toBe(200);
  await addCloudLine(host.session, { name: 'Servicio', number: later, port, noticeOn: null });
  expect(count(host, 'messages')).toBe(0);
  expect(count(host, 'webhook_uptakes')).toBe(0);
});

test('a body that is no webhook is kept, counted and not asked for again', async () => {
  const host = await openTestSession();
  const line = await addCloudLine(host.session);
  expect(await line.post('{"object": "whatsapp_business_account", ')).toBe(200);
  expect(await line.post(`${'['.repeat(200_000)}${']'.repeat(200_000)}`)).toBe(200);
  expect(count(host, 'webhooks')).toBe(2);
  expect(countRemainders(host.session.archive.reader)).toEqual([
    { reason: 'unreadable', phone_number_id: null, count: 2 },
  ]);
});

test('a message that cannot be read costs none of those beside it', async () => {
  const host = await openTestSession();
  const line = await addCloudLine(host.session);
  const broken = { type: 'text', text: { body: 'sin id' } };
  const messages = [message(ana, text('antes')), broken, 7, null, message(ana, text('después'))];
  expect(await line.post(webhook(line.number, change(line.number, { messages })))).toBe(200);
  expect(texts(host).toSorted()).toEqual(['antes', 'después']);
  expect(countRemainders(host.session.archive.reader)).toMatchObject([{ reason: 'unreadable', count: 3 }]);
});

test('what cannot be stored is refused, so that Meta sends it again', async () => {
  const host = await openTestSession();
  const line = await addCloudLine(host.session);
  const { writer } = host.session.archive;
  writer.execute(`create trigger full before insert on webhooks begin select raise(abort, 'no room'); end`);
  expect(await line.post(hello(line.number, 'uno'))).toBe(503);
  expect(count(host, 'messages')).toBe(0);
  writer.execute('drop trigger full');
  expect(await line.post(hello(line.number, 'dos'))).toBe(200);
  expect(texts(host)).toEqual(['dos']);
});

test('a paused line takes nothing, and what came meanwhile comes in when it goes on', async () => {
  const host = await openTestSession();
  const port = await freePort();
  const app = cloudNumber();
  const paused = await addCloudLine(host.session, { name: 'Ventas', number: app, port });
  const service = { ...cloudNumber(), appSecret: app.appSecret };
  await addCloudLine(host.session, { name: 'Servicio', number: service, port });
  await host.session.lines.setCapture(paused.id, false);
  const body = webhook(
    app,
    change(app, { messages: [message(ana, text('para Ventas'))] }),
    change(service, { messages: [message(ana, text('para Servicio'))] }),
  );
  expect(await paused.post(body)).toBe(503);
  expect(texts(host)).toEqual(['para Servicio']);
  const kept = host.session.archive.reader.sql<{ body: Uint8Array }>('select body from webhooks').all();
  expect(Buffer.from(kept[0]?.body ?? []).toString()).not.toContain('para Ventas');
  await host.session.lines.setCapture(paused.id, true);
  expect(await paused.post(body)).toBe(200);
  expect(texts(host).toSorted()).toEqual(['para Servicio', 'para Ventas']);
});

test('nothing of a line is written before its employee’s notice is on record', async () => {
  const host = await openTestSession();
  const port = await freePort();
  const app = cloudNumber();
  const noticed = await addCloudLine(host.session, { name: 'Ventas', number: app, port });
  const silent = { ...cloudNumber(), appSecret: app.appSecret };
  await addCloudLine(host.session, { name: 'Servicio', number: silent, port, noticeOn: null });
  expect(await noticed.post(hello(silent, 'antes del aviso'))).toBe(200);
  expect(count(host, 'messages')).toBe(0);
  expect(count(host, 'webhooks')).toBe(0);
});

test('what was sent before the notice is kept nowhere, not even in the body that it came in', async () => {
  const host = await openTestSession();
  const line = await addCloudLine(host.session, { noticeOn: '2026-01-07' });
  const beto: Person = { phone: '5215522222222', name: 'Beto' };
  const before = message(beto, text('de antes'), undefined, Date.UTC(2025, 5, 1));
  const after = message(ana, text('de después'), undefined, Date.UTC(2026, 5, 1));
  const body = webhook(
    line.number,
    change(line.number, { messages: [before, after] }, 'messages', [ana, beto]),
  );
  expect(await line.post(body)).toBe(200);
  expect(texts(host)).toEqual(['de después']);
  const kept = host.session.archive.reader.sql<{ body: Uint8Array }>('select body from webhooks').all();
  const [evidence] = kept.map(({ body: bytes }) => Buffer.from(bytes).toString());
  expect(evidence).toContain('de después');
  for (const trace of ['de antes', 'Beto', '5215522222222']) expect(evidence).not.toContain(trace);
});

test('a contact whom the platform names without a number can be excluded from their conversation', async () => {
  const host = await openTestSession();
  const line = await addCloudLine(host.session);
  const friend: Person = { bsuid: 'MX.44' };
  const write = (words: string, id: string) =>
    line.post(webhook(line.number, change(line.number, { messages: [message(friend, text(words), id)] })));
  expect(await write('antes', 'wamid.1')).toBe(200);
  const conversation = host.session.archive.reader.sql<{ id: number }>('select id from conversations').get();
  const conversationId = conversation?.id ?? 0;
  expect(host.session.exclusions.of(conversationId)).toEqual({
    canExclude: true,
    byName: false,
    exclusion: null,
  });
  const who = { by: 'conversation', conversationId } as const;
  host.session.exclusions.exclude({ lineId: line.id, who, category: 'friend', recordedBy: 'Marta' });
  expect(await write('después', 'wamid.2')).toBe(200);
  expect(texts(host)).toEqual(['antes']);
  expect(host.session.exclusions.of(conversationId).exclusion).toMatchObject({ by: 'Marta' });
});

test('of a private contact nothing is written, in no table, whatever a webhook tells of them', async () => {
  const host = await openTestSession();
  const line = await addCloudLine(host.session);
  const { number } = line;
  const family: Person = { phone: '5215533333333', bsuid: 'MX.33', name: 'Mamá de Luis' };
  const who = { by: 'number', number: '+52 55 3333 3333' } as const;
  host.session.exclusions.exclude({ lineId: line.id, who, category: 'family', recordedBy: 'Marta' });
  const secret = message(family, text('secreto de familia'), 'wamid.secreto');
  const status = {
    id: 'wamid.respuesta',
    status: 'read',
    timestamp: '1793500000',
    recipient_id: family.phone,
  };
  const echo = {
    ...text('respuesta secreta'),
    id: 'wamid.eco',
    from: number.displayNumber,
    to: family.phone,
  };
  const entry = {
    type: 'contact',
    action: 'add',
    contact: { full_name: 'Mamá', phone_number: family.phone },
  };
  const body = webhook(
    number,
    change(number, { messages: [secret, message(ana, text('de trabajo'))], statuses: [status] }, 'messages', [
      family,
      ana,
    ]),
    change(number, { message_echoes: [{ ...echo, timestamp: '1793500001' }] }, 'smb_message_echoes'),
    change(number, { state_sync: [entry] }, 'smb_app_state_sync'),
  );
  expect(await line.post(body)).toBe(200);
  const hidden = message({ bsuid: 'MX.33' }, text('secreto sin número'), 'wamid.eco2');
  expect(await line.post(webhook(number, change(number, { messages: [hidden] })))).toBe(200);
  expect(texts(host)).toEqual(['de trabajo']);
  const { reader } = host.session.archive;
  const tables = reader
    .sql<{ name: string }>(`select name from sqlite_schema where type = 'table' and name not like 'search%'`)
    .all();
  const stored = tables
    .flatMap(({ name }) => reader.sql<Record<string, unknown>>(`select * from "${name}"`).all())
    .flatMap((row) => Object.values(row))
    .map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value)))
    .join('\n');
  expect(stored).toContain('de trabajo');
  for (const trace of [
    '5215533333333',
    '525533333333',
    'MX.33',
    'wamid.secreto',
    'secreto de familia',
    'respuesta secreta',
    'secreto sin',
    'Mam',
    'wamid.eco',
    'wamid.respuesta',
  ])
    expect([trace, stored.includes(trace)]).toEqual([trace, false]);
});

test('a port that is taken is told, and the line receives when it is free', async () => {
  const host = await openTestSession();
  const first = await addCloudLine(host.session, { name: 'Ventas' });
  const port = Number(new URL(first.url).port);
  const other = await openTestSession();
  const second = await addCloudLine(other.session, { name: 'Servicio', port });
  const [line] = other.session.lines.list();
  expect(line?.state).toBe('failed');
  await host.session.lines.setCapture(first.id, false);
  await other.session.lines.cloud.refresh();
  expect(other.session.lines.list()).toMatchObject([{ state: 'listening' }]);
  expect(await second.post(hello(second.number, 'ya'))).toBe(200);
});

test('a body above the limit is refused, and one that dribbles does not hold others up', async () => {
  const host = await openTestSession();
  const line = await addCloudLine(host.session);
  const { port } = new URL(line.url);
  const large = connect(Number(port), '127.0.0.1');
  const signature = `x-hub-signature-256: sha256=${'0'.repeat(64)}`;
  large.write(`POST /whatsapp HTTP/1.1\r\nhost: x\r\n${signature}\r\ncontent-length: 999999999\r\n\r\n`);
  const [answer] = await once(large, 'data');
  expect(String(answer)).toContain('413');
  const slow = connect(Number(port), '127.0.0.1');
  slow.write(`POST /whatsapp HTTP/1.1\r\nhost: x\r\n${signature}\r\ncontent-length: 100\r\n\r\n{`);
  await once(slow, 'ready');
  expect(await line.post(hello(line.number, 'hola'))).toBe(200);
  slow.destroy();
  large.destroy();
});

test('secrets go to the host once and no answer holds them', async () => {
  const host = startTestHost(temporaryFolder());
  await host.request('workspace.create', {
    company: 'Ferretería Sur',
    language: 'es',
    passphrase: 'faro velero 1987 cal',
    zone: 'UTC',
  });
  const { id: lineId } = await host.request('lines.add', {
    name: 'Ventas',
    employee: 'Luis',
    team: null,
    noticeOn: '2026-01-07',
    connector: 'cloud-api',
  });
  expect((await host.request('lines.list', {})).lines).toMatchObject([
    { connector: 'cloud-api', state: 'unlinked' },
  ]);
  const ids = { lineId, phoneNumberId: '106540352242922', wabaId: '102290129340398', publicUrl: null };
  const missing = { ...ids, port: await freePort(), appSecret: null, accessToken: null };
  await expect(host.request('cloud.save', missing)).rejects.toMatchObject({ code: 'invalid-request' });
  const secrets = { appSecret: 'the-secret-of-the-app', accessToken: 'EAAG-the-token-of-the-app' };
  await host.request('cloud.save', { ...missing, ...secrets });
  await host.request('cloud.save', { ...missing, port: await freePort() });
  const answers = [await host.request('cloud.account', { lineId }), await host.request('lines.list', {})];
  expect(answers[0]).toMatchObject({
    account: { appSecret: { endsIn: '-app' }, accessToken: { endsIn: '-app' } },
  });
  expect(JSON.stringify(answers)).not.toContain('the-');
});
