import { once } from 'node:events';
import { z } from 'zod';
import { createEventCollector } from '#host/events.ts';
import { surviveLibraryRejections } from '#host/rejections.ts';
import { openSession } from '#host/session.ts';

/** What the process is told first. */
export interface ToCapture {
  readonly folder: string;
  readonly key: string;
  readonly urls: readonly string[];
}
/** A QR that a line shows, and that every line has been let in. */
export type FromCapture = { readonly line: number; readonly qr: string } | { readonly connected: true };

const begin = z.object({ folder: z.string(), key: z.base64(), urls: z.array(z.string()) });
const silent = () => undefined;

const [message] = await once(process, 'message');
const { folder, key, urls } = begin.parse(message);
const ended = once(process, 'disconnect');
const tell = (news: FromCapture) => process.send?.(news);

const log = { debug: silent, info: silent, warn: silent, error: silent };
surviveLibraryRejections(log);
const events = createEventCollector(silent);
const waiting = new Set<number>();
const ids: number[] = [];
const session = openSession({
  folder,
  key: Buffer.from(key, 'base64'),
  events,
  log,
  now: Date.now,
  serverUrl: null,
  observer: {
    onStatus({ id }, status) {
      if (status.state === 'linking' && status.qr !== null) tell({ line: ids.indexOf(id), qr: status.qr });
      if (status.state === 'connected' && waiting.delete(id) && waiting.size === 0) tell({ connected: true });
    },
  },
});
const { lines } = session;
const known = lines.list();
if (known.length === 0) {
  for (const [index, url] of urls.entries())
    ids.push(
      lines.add({ name: `Línea ${index}`, employee: 'Luis', team: null, noticeOn: '2026-01-07' }, url),
    );
  for (const id of ids) waiting.add(id);
  await Promise.all(ids.map((id) => lines.link(id)));
} else {
  for (const { id } of known) waiting.add(id);
  lines.startAll();
}
await ended;
await session.close();
events.close();
