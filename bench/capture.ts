import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { z } from 'zod';
import type { HostEvent } from '#shared/contract/contract.ts';
import { benchFolder, openBenchArchive } from './archive.ts';
import type { ToServers } from './capture-servers.ts';
import { writeChatExports } from './chat-exports.ts';
import type { BenchRow } from './report.ts';
import { p95 } from './timing.ts';

const messagesPerMinute = 50 * 60;
const addresses = z.array(z.url());

/**
 * Measures how long a message takes from the person who writes it to the archive, and to the event that tells a window
 * of its flag: 50 messages a second over twenty linked lines for some minutes, into an archive that holds that many
 * messages already.
 */
export async function benchCapture({
  messages,
  minutes,
}: {
  messages: number;
  minutes: number;
}): Promise<readonly BenchRow[]> {
  const liveMessages = Math.round(minutes * messagesPerMinute);
  const archived: number[] = [];
  const flagged: number[] = [];
  const waitingForEvent: number[] = [];
  const { promise: allArrived, resolve } = Promise.withResolvers<void>();
  const { folder, remove } = benchFolder();
  const servers = fork(join(import.meta.dirname, 'capture-servers.ts'));
  const tell = (message: ToServers) => servers.send(message);
  const lineIds: number[] = [];
  const archive = await openBenchArchive({
    observer: {
      onStatus({ id }, status) {
        if (status.state === 'linking' && status.qr !== null)
          tell({ scan: status.qr, line: lineIds.indexOf(id) });
      },
      onCommitted(_line, records, { committed }) {
        for (const [index, record] of records.entries()) {
          const outcome = committed[index];
          if (record.type !== 'message' || outcome?.added !== true) continue;
          const writtenAt = Number(record.text.slice(record.text.lastIndexOf(' ')));
          archived.push(Date.now() - writtenAt);
          if (outcome.flags > 0) waitingForEvent.push(writtenAt);
        }
        if (archived.length === liveMessages) resolve();
      },
    },
    onEvent(event: HostEvent) {
      if (event.type !== 'review.changed') return;
      for (const writtenAt of waitingForEvent.splice(0)) flagged.push(Date.now() - writtenAt);
    },
  });
  try {
    const urls = addresses.parse((await once(servers, 'message'))[0]);
    if (messages > 0) await archive.import(writeChatExports(folder, messages, 0));
    const { lines } = archive.session;
    for (const [index, url] of urls.entries()) {
      const details = { name: `Línea ${index}`, employee: 'Luis', team: null, noticeOn: '2024-01-07' };
      lineIds.push(lines.add(details, url));
    }
    await Promise.all(lineIds.map((id) => lines.link(id)));
    tell({ send: liveMessages });
    await allArrived;
  } finally {
    servers.disconnect();
    await archive.remove();
    remove();
  }
  return [
    row('archived, 50 messages a second over 20 lines', archived, 1_000),
    row('flagged', flagged, 2_000),
  ];
}

function row(name: string, times: readonly number[], most: number): BenchRow {
  return {
    name: `${name}, p95 of ${times.length}`,
    value: p95(times),
    unit: 'ms',
    ratio: null,
    budget: `< ${most} ms`,
    met: p95(times) < most,
  };
}
