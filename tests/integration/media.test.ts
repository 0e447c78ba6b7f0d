import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readAll } from '#host/archive/messages.ts';
import { openSession } from '#host/session.ts';
import { createEventCollector } from '#host/events.ts';
import { startLoopbackWhatsapp } from '../../scripts/loopback-whatsapp/server.ts';
import { temporaryFolder } from '../helpers/archive.ts';
import { createChanges } from '../helpers/changes.ts';
import { silentLog } from '../helpers/log.ts';

const content = randomBytes(150_000);
const sha256 = createHash('sha256').update(content).digest('hex');

/** A session with one linked line, and what its messages' files are. */
async function startSession() {
  const server = await startLoopbackWhatsapp();
  onTestFinished(() => server.close());
  const folder = temporaryFolder();
  const changes = createChanges();
  const events = createEventCollector(() => changes.happened());
  const session = openSession({
    folder,
    key: randomBytes(32),
    events,
    log: silentLog,
    now: Date.now,
    serverUrl: server.url,
    random: () => 0,
    observer: {
      onStatus(_line, status) {
        if (status.state === 'linking' && status.qr) server.phone.scan(status.qr);
      },
    },
  });
  onTestFinished(async () => {
    await session.close();
    events.close();
  });
  const lineId = session.lines.add({
    name: 'Ventas',
    employee: 'Luis',
    team: null,
    noticeOn: '2015-01-07',
  });
  await session.lines.link(lineId);
  const messages = () => {
    const ids = session.archive.reader.sql<{ id: number }>('select id from conversations').all();
    return ids.flatMap(({ id }) => [...readAll(session.archive.reader, id)]);
  };
  const files = () =>
    readdirSync(join(folder, 'media'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  const until = (missing: string | null, stored: boolean) =>
    changes.until(() => {
      const found = messages();
      const isSo = found.every(
        ({ attachment }) => attachment?.missing === missing && (attachment.sha256 !== null) === stored,
      );
      return (found.length > 0 && isSo) || undefined;
    });
  return { server, session, lineId, messages, files, until, ana: server.contact('Ana', '5215511111111') };
}

it('a stored file that is lost or changed on the disk says so when it is read, and is fetched again', async () => {
  const { server, session, lineId, messages, files, until, ana } = await startSession();
  const file = server.media.upload(content, 'Image', 'image/jpeg');
  await ana.send({ message: { imageMessage: file } });
  await until(null, true);
  for (const harm of [(path: string) => rmSync(path), (path: string) => truncateSync(path, 100_000)]) {
    harm(files()[0] ?? '');
    await expect(session.media.read(sha256, 0, 150_000)).rejects.toMatchObject({ code: 'media-missing' });
    await until('damaged', true);
    expect(session.media.ofLine(lineId)).toEqual({
      stored: 0,
      missing: [{ reason: 'damaged', count: 1 }],
      pause: null,
    });
    session.media.retry(messages()[0]?.id ?? 0);
    await until(null, true);
    expect(content.equals(await session.media.read(sha256, 0, 150_000))).toBe(true);
  }
  expect(files()).toHaveLength(1);
});

it('all files that a line misses are fetched again when somebody asks, and it is on record', async () => {
  const { server, session, lineId, messages, until, ana } = await startSession();
  server.answerUploadRequests('not-found');
  for (let index = 0; index < 8; index += 1) {
    const file = server.media.upload(Buffer.from(`${index}`), 'Image', 'image/jpeg');
    server.media.expire(file.url);
    await ana.send({ message: { imageMessage: file } });
  }
  await until('gone', false);
  expect(session.media.ofLine(lineId)).toMatchObject({ stored: 0, missing: [{ reason: 'gone', count: 8 }] });
  server.answerUploadRequests('upload');
  expect(await session.media.retryLine(lineId)).toBe(8);
  await until(null, true);
  expect(session.media.ofLine(lineId)).toMatchObject({ stored: 8, missing: [] });
  expect(messages()).toHaveLength(8);
  const asked = session.archive.reader.sql(`select subject from ledger where kind = 'media-retried'`).all();
  expect(asked).toEqual([{ subject: lineId }]);
});

it('a file that is there is not fetched again, and a line without a phone can fetch none', async () => {
  const { server, session, messages, until, ana } = await startSession();
  await ana.send({ message: { imageMessage: server.media.upload(content, 'Image', 'image/jpeg') } });
  await until(null, true);
  expect(() => session.media.retry(messages()[0]?.id ?? 0)).toThrow('not-found');
  const other = session.lines.add({ name: 'Caja', employee: 'Eva', team: null, noticeOn: '2015-01-07' });
  await expect(session.media.retryLine(other)).rejects.toMatchObject({ code: 'line-not-linked' });
});
