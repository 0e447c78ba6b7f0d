import { onTestFinished } from 'vitest';
import {
  createLinkedDevice,
  type LinkedDevice,
  type LinkedDeviceStatus,
} from '#host/connectors/whatsapp-linked/linked-device.ts';
import type { ConnectionSign } from '#host/connectors/whatsapp-linked/contract.ts';
import { type LoopbackWhatsapp, startLoopbackWhatsapp } from '../../scripts/loopback-whatsapp/server.ts';
import { createChanges } from './changes.ts';
import { type LineArchive, openLineArchive } from './line-archive.ts';
import { silentLog } from './log.ts';

/** A companion device on a loopback WhatsApp, over a real archive. */
export interface TestLine {
  readonly server: LoopbackWhatsapp;
  readonly archive: LineArchive;
  readonly device: LinkedDevice;
  /** Opens the device anew over what is stored of it, as the next start of the program does. */
  restart(): Promise<void>;
  /** Resolves when the device next has that state, or has it. */
  reaches(state: LinkedDeviceStatus['state']): Promise<void>;
  /** Resolves when the device's status next fits, or fits. */
  until(fits: (status: LinkedDeviceStatus) => boolean): Promise<void>;
  /** Resolves with the code to type that is shown and is none of those. */
  nextCode(shown?: ReadonlySet<string>): Promise<string>;
  /** Resolves with the QR that is shown and is none of those. */
  nextQr(shown: ReadonlySet<string>): Promise<string>;
}

export interface TestLineOptions {
  /** False leaves the linking to the test. */
  readonly link?: boolean;
  /** False leaves it to the test whether the phone scans a QR that is shown. */
  readonly scan?: boolean;
  /** The line's archive; one of its own when left out. */
  readonly archive?: LineArchive;
  /** Multiplies the waiting times for files. */
  readonly mediaScale?: number;
  /** Told of every sign of the connection. */
  readonly onSign?: (sign: ConnectionSign) => void;
  /** For the jitter of waiting times; 0 tries again at once. */
  readonly random?: () => number;
}

/** Starts a line and links it, for the length of a test. */
export async function startLine({
  link = true,
  scan = true,
  mediaScale = 0,
  archive = openLineArchive(),
  random = () => 0,
  onSign = () => undefined,
}: TestLineOptions = {}): Promise<TestLine> {
  const server = await startLoopbackWhatsapp();
  onTestFinished(() => server.close());
  const changes = createChanges();
  const openDevice = () =>
    createLinkedDevice({
      ...archive,
      url: server.url,
      log: silentLog,
      onSign,
      random,
      mediaScale,
      onMediaPause: () => changes.happened(),
      onHistory: () => changes.happened(),
      onStatus(status) {
        if (status.state === 'linking' && status.qr && scan) server.phone.scan(status.qr);
        changes.happened();
      },
    });
  let device = openDevice();
  onTestFinished(() => device.close());
  if (link) await device.link();
  return {
    server,
    archive,
    get device() {
      return device;
    },
    async restart() {
      await device.close();
      device = openDevice();
      device.start();
    },
    async reaches(state) {
      await changes.until(() => device.status.state === state || undefined);
    },
    async until(fits) {
      await changes.until(() => fits(device.status) || undefined);
    },
    nextCode: (shown = new Set()) =>
      changes.until(() => {
        const { status } = device;
        const code = status.state === 'linking' ? status.code : null;
        return code === null || shown.has(code) ? undefined : code;
      }),
    nextQr: (shown) =>
      changes.until(() => {
        const { status } = device;
        const qr = status.state === 'linking' ? status.qr : null;
        return qr === null || shown.has(qr) ? undefined : qr;
      }),
  };
}
