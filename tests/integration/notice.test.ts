import { expect, onTestFinished, test } from 'vitest';
import { listNotices } from '#host/archive/notices.ts';
import type { LineObserver } from '#host/lines/line-desk.ts';
import { type LoopbackWhatsapp, startLoopbackWhatsapp } from '../../scripts/loopback-whatsapp/server.ts';
import { createChanges } from '../helpers/changes.ts';
import { openTestSession } from '../helpers/session.ts';

const details = { name: 'Ventas', employee: 'Luis', team: null };
const told = { includesEarlier: false, recordedBy: 'Marta' };

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

const secondsNow = () => Math.floor(Date.now() / 1000);

/** A session with one line on a loopback WhatsApp whose phone scans every code. */
async function startLine(noticeOn: string | null) {
  const server = await startLoopbackWhatsapp();
  onTestFinished(() => server.close());
  const changes = createChanges();
  const observer: LineObserver = {
    onStatus(_line, status) {
      if (status.state === 'linking' && status.qr) server.phone.scan(status.qr);
      changes.happened();
    },
    onCommitted: () => changes.happened(),
  };
  let ahead = 0;
  const { session, reopen } = await openTestSession(
    observer,
    () => undefined,
    () => Date.now() + ahead,
  );
  const passTime = (ms: number) => {
    ahead += ms;
  };
  const lineId = session.lines.add({ ...details, noticeOn }, server.url);
  const texts = () =>
    session.archive.reader
      .sql<{ text: string }>('select text from messages order by id')
      .all()
      .map(({ text }) => text);
  const reaches = (state: string) =>
    changes.until(() => session.lines.list().find(({ id }) => id === lineId)?.state === state || undefined);
  return { server, session, reopen, lineId, texts, reaches, until: changes.until, passTime };
}

async function logins(server: LoopbackWhatsapp): Promise<number> {
  await new Promise((resolve) => setImmediate(resolve));
  return server.logins();
}

test('a line without a notice connects neither when asked, nor at the start of the program', async () => {
  const { server, session, lineId } = await startLine(null);
  await expect(session.lines.link(lineId)).rejects.toMatchObject({ code: 'notice-missing' });
  await expect(session.lines.setCapture(lineId, true)).rejects.toMatchObject({ code: 'notice-missing' });
  session.lines.startAll();
  expect(await logins(server)).toBe(0);
});

test('another employee ends the connection, and what is written until the notice is never stored', async () => {
  const { server, session, lineId, texts, reaches, until } = await startLine(today());
  const ana = server.contact('Ana', '5215511111111');
  await session.lines.link(lineId);
  await ana.send({ text: 'con Luis' });
  await until(() => texts().includes('con Luis') || undefined);

  await session.lines.update(lineId, { ...details, employee: 'Eva' });
  expect(session.lines.list()).toMatchObject([{ state: 'stopped', noticeOn: null }]);
  await ana.send({ text: 'sin aviso' }, { at: secondsNow() - 5 });
  session.lines.startAll();
  expect(session.lines.list()).toMatchObject([{ state: 'stopped' }]);

  await session.notices.record(lineId, { how: 'told', date: today() }, told);
  await reaches('connected');
  await ana.send({ text: 'con Eva' }, { at: secondsNow() + 1 });
  await until(() => texts().includes('con Eva') || undefined);
  expect(texts()).toEqual(['con Luis', 'con Eva']);
  expect(listNotices(session.archive.reader, lineId).map(({ employee }) => employee)).toEqual([
    'Eva',
    'Luis',
  ]);
});

test('a withdrawn notice is found withdrawn at the next start', async () => {
  const { session, reopen, lineId, server } = await startLine(today());
  await session.lines.link(lineId);
  await session.notices.withdraw(lineId, 'El empleado lo pidió', 'Marta');
  expect(session.lines.list()).toMatchObject([{ state: 'stopped', notice: { state: 'missing' } }]);
  const before = await logins(server);
  session.lines.startAll();
  expect(await logins(server)).toBe(before);
  const archive = await reopen();
  expect(listNotices(archive.reader, lineId)).toMatchObject([
    { how: 'withdrawn', reason: 'El empleado lo pidió', recorded_by: 'Marta' },
    { how: 'told', given_on: today() },
  ]);
});

test('a changed text that is not accepted in time ends capture, and its acceptance lets the line go on', async () => {
  const { server, session, lineId, texts, until, reaches, passTime } = await startLine(today());
  const ana = server.contact('Ana', '5215511111111');
  await session.lines.link(lineId);
  const day = 86_400_000;
  const text = { language: 'es', words: '{{company}} {{employee}} {{line}}', recordedBy: 'Marta' } as const;
  expect(session.noticeTexts.save({ ...text, until: Date.now() + day })).toBe(1);
  expect(session.lines.list()).toMatchObject([{ notice: { state: 'due' } }]);
  await ana.send({ text: 'a tiempo' });
  await until(() => texts().includes('a tiempo') || undefined);

  passTime(2 * day);
  await session.noticeTexts.endLapsed();
  expect(session.lines.list()).toMatchObject([{ state: 'stopped', notice: { state: 'lapsed' } }]);
  expect(() => session.lines.requireNotice(lineId)).toThrow('notice-missing');
  session.lines.startAll();
  expect(session.lines.list()).toMatchObject([{ state: 'stopped' }]);
  await ana.send({ text: 'demasiado tarde' });

  const [version] = session.noticeTexts.list('es');
  const accepted = { words: 'Ana', sha256: '0'.repeat(64), textId: version?.id ?? null };
  const signed = { how: 'screen', date: today(), language: 'es', signedName: 'Luis', witness: null } as const;
  await session.notices.record(lineId, { ...signed, text: accepted }, told);
  await reaches('connected');
  await ana.send({ text: 'con el texto nuevo' }, { at: secondsNow() + (2 * day) / 1000 + 1 });
  await until(() => texts().includes('con el texto nuevo') || undefined);
  expect(session.lines.list()).toMatchObject([{ notice: { state: 'given' } }]);
});

test('a text that names nobody, or a day that has passed, makes no version', async () => {
  const { session } = await openTestSession();
  const text = { language: 'es', words: '{{company}} {{employee}} {{line}}', recordedBy: 'Marta' } as const;
  const refused = expect.objectContaining({ code: 'invalid-request' });
  expect(() => session.noticeTexts.save({ ...text, words: 'Aviso', until: null })).toThrow(refused);
  expect(() => session.noticeTexts.save({ ...text, until: Date.now() - 1 })).toThrow(refused);
  expect(session.noticeTexts.list('es')).toEqual([]);
});
