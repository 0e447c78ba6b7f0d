import { pino } from 'pino';
import { AtalayaError } from '#shared/errors.ts';
import type { Reply } from '#shared/rpc/frames.ts';
import type { FromHost, HostStart, ToHost } from '#shared/rpc/host-protocol.ts';
import { createHost, type Host } from './host.ts';
import { connectToMain } from './main-port.ts';
import { surviveLibraryRejections } from './rejections.ts';
import { demoPassphrase } from './workspace/demo.ts';

/** Entry of the host's process: an Electron utility process, or a plain Node child. */
const log = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2));
surviveLibraryRejections(log);
const port = connectToMain();
let host: Host | null = null;

function send(frame: FromHost): void {
  port.send(frame);
}

async function answer(id: number, work: () => Promise<unknown>): Promise<void> {
  send({ t: 'reply', id, reply: await reply(work) });
}

async function reply(work: () => Promise<unknown>): Promise<Reply> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    if (error instanceof AtalayaError) return { ok: false, error: { code: error.code, data: error.data } };
    log.error({ err: error }, 'a request of the main process failed unexpectedly');
    return { ok: false, error: { code: 'internal', data: {} } };
  }
}

async function start(options: HostStart): Promise<void> {
  try {
    host = createHost({
      ...options,
      log,
      now: Date.now,
      onEvent: (event) => send({ t: 'event', event }),
      onKey: (key) => send({ t: 'key', key }),
    });
    if (options.demo) await enterDemo(host);
    send({ t: 'started' });
  } catch (error) {
    log.error({ err: error }, 'the host could not start');
    const known = error instanceof AtalayaError ? error : new AtalayaError('internal');
    send({ t: 'refused', code: known.code, data: known.data });
  }
}

/** Everybody knows the demo's passphrase: nobody is asked for it. */
async function enterDemo(demo: Host): Promise<void> {
  await demo.handle({
    t: 'request',
    id: 0,
    method: 'workspace.unlock',
    input: { passphrase: demoPassphrase },
  });
}

async function stop(): Promise<void> {
  await host?.close();
  process.exit(0);
}

function running(): Host {
  if (host === null) throw new AtalayaError('host-unavailable');
  return host;
}

async function receive(frame: ToHost): Promise<void> {
  switch (frame.t) {
    case 'start':
      await start(frame);
      return;
    case 'request':
    case 'cancel': {
      const result = await running().handle(frame);
      if (result !== null) send({ t: 'reply', id: frame.id, reply: result });
      return;
    }
    case 'grant-file':
      await answer(frame.id, () => running().grantFile(frame.path));
      return;
    case 'grant-folder':
      await answer(frame.id, async () => running().grantFolder(frame.path));
      return;
    case 'media-size':
      await answer(frame.id, () => running().mediaSize(frame.sha256));
      return;
    case 'media-read':
      await answer(frame.id, () => running().readMedia(frame.sha256, frame.start, frame.end));
      return;
    case 'media-preview':
      await answer(frame.id, async () => running().readPreview(frame.messageId));
      return;
    case 'close':
      await stop();
  }
}

function stopOrSay(): void {
  stop().catch((error: unknown) => {
    log.error({ err: error }, 'the host did not close cleanly');
    process.exit(1);
  });
}

port.onFrame((frame) => {
  receive(frame).catch((error: unknown) => log.error({ err: error }, 'a frame could not be handled'));
});
port.onGone(stopOrSay);
process.on('SIGTERM', stopOrSay);
