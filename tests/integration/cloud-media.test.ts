import { randomBytes } from 'node:crypto';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openConnectorState } from '#host/archive/connector-state.ts';
import {
  createCloudMediaQueue,
  fileChange,
  type FileToFetch,
} from '#host/connectors/whatsapp-cloud/media-queue.ts';
import type { StoredFile } from '#host/connectors/connector.ts';
import {
  startLoopbackGraph,
  type GraphFile,
  type LoopbackGraph,
} from '../../scripts/loopback-cloud/graph.ts';
import {
  change,
  message,
  webhook,
  type CloudNumber,
  type Person,
} from '../../scripts/loopback-cloud/webhooks.ts';
import { capturedMessage, openTestArchive } from '../helpers/archive.ts';
import { createChanges } from '../helpers/changes.ts';
import { addCloudLine, cloudToken } from '../helpers/cloud-line.ts';
import { openTestSession } from '../helpers/session.ts';

const ana: Person = { phone: '5215511111111', bsuid: 'MX.1', name: 'Ana' };

async function startGraph(): Promise<LoopbackGraph> {
  const graph = await startLoopbackGraph(cloudToken);
  onTestFinished(() => graph.close());
  return graph;
}

const picture = (number: CloudNumber, { id, sha256 }: GraphFile) => {
  const image = { id, sha256, mime_type: 'image/jpeg', caption: 'El recibo' };
  return webhook(number, change(number, { messages: [message(ana, { type: 'image', image })] }));
};

/** A queue over a real archive with one message that waits for its file. */
function openQueue(graph: LoopbackGraph, file: Pick<FileToFetch, 'mediaId' | 'sha256'>, since = Date.now()) {
  const { archive, lineId } = openTestArchive();
  const desk = archive.captureDesk(() => []);
  const waiting = capturedMessage({
    attachment: {
      name: null,
      mime: 'image/jpeg',
      size: null,
      sha256: null,
      missing: 'pending',
      seconds: null,
    },
  });
  const of = { conversation: waiting.conversation.key, message: waiting.key };
  desk.commit({ lineId, live: true }, [waiting], [fileChange({ ...of, ...file, since })]);
  const changes = createChanges();
  const failures: string[] = [];
  let outcome: StoredFile | string | undefined;
  const queue = createCloudMediaQueue({
    state: openConnectorState(archive.writer, lineId),
    sink: {
      completeAttachment(key, result, state) {
        desk.completeAttachment(lineId, key, result, state);
        outcome = result;
        changes.happened();
      },
    },
    media: archive.media,
    access: () => ({ url: graph.url, accessToken: cloudToken, phoneNumberId: '1' }),
    now: Date.now,
    onFailure: (reason) => failures.push(reason),
    delays: [0],
  });
  onTestFinished(() => queue.close());
  queue.pump();
  return { archive, failures, settled: changes.until(() => outcome) };
}

test('a picture is fetched at once, checked, and shown from the media store', async () => {
  const graph = await startGraph();
  const host = await openTestSession();
  const line = await addCloudLine(host.session, { graphUrl: graph.url });
  const bytes = randomBytes(300_000);
  const file = graph.upload(bytes, 'image/jpeg');
  const { reader, media } = host.session.archive;
  const stored = () =>
    reader.sql<{ sha256: string }>('select sha256 from attachments where sha256 is not null').get()?.sha256;
  expect(await line.post(picture(line.number, file))).toBe(200);
  await vi.waitFor(() => expect(stored()).toBe(file.sha256));
  expect(Buffer.from(await media.read(file.sha256, 0, bytes.length)).equals(bytes)).toBe(true);
  const asked = graph.asked();
  expect(await line.post(picture(line.number, file))).toBe(200);
  expect(graph.asked()).toBe(asked);
});

test('an address that has run out and bytes that are not right are asked for again', async () => {
  const graph = await startGraph();
  const file = graph.upload(Buffer.from('the picture'), 'image/jpeg');
  graph.expireAddresses(2);
  graph.corrupt(1);
  const queue = openQueue(graph, { mediaId: file.id, sha256: file.sha256 });
  expect(await queue.settled).toEqual({ sha256: file.sha256, size: 11 });
  expect(queue.failures).toEqual(['status 404', 'status 404', 'wrong hash']);
  expect(graph.asked()).toBe(4);
});

test('a file that the platform does not know is missing, and says so', async () => {
  const graph = await startGraph();
  const queue = openQueue(graph, { mediaId: '404', sha256: null });
  expect(await queue.settled).toBe('expired');
  const { reader } = queue.archive;
  expect(reader.sql<{ missing: string }>('select missing from attachments').get()?.missing).toBe('expired');
  expect(reader.sql('select 1 from connector_state').all()).toEqual([]);
});

test('an address outside the platform is never asked, and the token never leaves', async () => {
  const graph = await startGraph();
  const file = graph.upload(Buffer.from('x'), 'image/jpeg');
  graph.pointElsewhere();
  expect(await openQueue(graph, { mediaId: file.id, sha256: null }).settled).toBe('unsafe');
});

test('after seven days the platform has it no longer, and nobody waits for it', async () => {
  const graph = await startGraph();
  const file = graph.upload(Buffer.from('x'), 'image/jpeg');
  graph.expireAddresses(100);
  const eightDaysAgo = Date.now() - 8 * 86_400_000;
  expect(await openQueue(graph, { mediaId: file.id, sha256: null }, eightDaysAgo).settled).toBe('expired');
});

test('a file that is in the store already is not fetched again', async () => {
  const graph = await startGraph();
  const bytes = Buffer.from('the same picture');
  const file = graph.upload(bytes, 'image/jpeg');
  const host = await openTestSession();
  await host.session.archive.media.store(
    (async function* () {
      yield await Promise.resolve(bytes);
    })(),
  );
  const line = await addCloudLine(host.session, { graphUrl: graph.url });
  expect(await line.post(picture(line.number, file))).toBe(200);
  const { reader } = host.session.archive;
  await vi.waitFor(() =>
    expect(reader.sql('select 1 from attachments where sha256 is not null').all()).toHaveLength(1),
  );
  expect(graph.asked()).toBe(0);
});

test('the missing files of a line are asked for anew by what the archive keeps, one or all of them', async () => {
  const graph = await startGraph();
  const { session } = await openTestSession();
  const line = await addCloudLine(session, { graphUrl: graph.url });
  const { reader } = session.archive;
  const missing = () => session.media.ofLine(line.id).missing;
  const files = ['Uno', 'Dos', 'Tres'].map((text) => graph.upload(Buffer.from(text), 'image/jpeg'));
  const gone = graph.upload(Buffer.from('Cuatro'), 'image/jpeg');
  graph.withhold(true);
  for (const file of [...files, gone]) expect(await line.post(picture(line.number, file))).toBe(200);
  await vi.waitFor(() => expect(missing()).toEqual([{ reason: 'expired', count: 4 }]));
  graph.withhold(false);
  graph.forget(gone.id);

  const [first] = reader.sql<{ id: number }>('select message_id as id from attachments order by 1').all();
  session.media.retry(first?.id ?? 0);
  await vi.waitFor(() => expect(missing()).toEqual([{ reason: 'expired', count: 3 }]));
  expect(session.media.ofLine(line.id).stored).toBe(1);
  expect(await session.media.retryLine(line.id)).toBe(3);
  await vi.waitFor(() => expect(missing()).toEqual([{ reason: 'expired', count: 1 }]));
  for (const { sha256 } of files) expect(await session.archive.media.find(sha256)).not.toBeNull();
  const asked = reader.sql(`select subject from ledger where kind = 'media-retried' order by seq`).all();
  expect(asked).toEqual([{ subject: first?.id }, { subject: line.id }]);
});
