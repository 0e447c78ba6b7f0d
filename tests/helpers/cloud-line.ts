import { createServer } from 'node:net';
import { once } from 'node:events';
import type { Session } from '#host/session.ts';
import { cloudNumber, post, type CloudNumber } from '../../scripts/loopback-cloud/webhooks.ts';

/** A line on the loopback platform, served by a real host. */
export interface CloudLine {
  readonly id: number;
  readonly number: CloudNumber;
  readonly url: string;
  readonly verifyToken: string;
  /** Posts a signed webhook; resolves with the status. */
  post(body: object | string | Buffer): Promise<number>;
}

/** A port of this PC that nothing uses. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
}

/** The access token of every line on the loopback platform. */
export const cloudToken = 'EAAG-loopback-token-1234';

export interface CloudLineOptions {
  readonly name?: string;
  readonly port?: number;
  readonly number?: CloudNumber;
  readonly noticeOn?: string | null;
  readonly graphUrl?: string | null;
}

/** Adds a line on the platform to a session and serves its webhook. */
export async function addCloudLine({ lines }: Session, options: CloudLineOptions = {}): Promise<CloudLine> {
  const number = options.number ?? cloudNumber();
  const port = options.port ?? (await freePort());
  const id = lines.add({
    name: options.name ?? 'Ventas',
    employee: 'Luis',
    team: null,
    noticeOn: options.noticeOn === undefined ? '2015-01-07' : options.noticeOn,
  });
  await lines.cloud.save(id, {
    phoneNumberId: number.phoneNumberId,
    wabaId: number.wabaId,
    port,
    publicUrl: null,
    graphUrl: options.graphUrl ?? null,
    appSecret: number.appSecret,
    accessToken: cloudToken,
  });
  const url = `http://127.0.0.1:${port}/whatsapp`;
  return {
    id,
    number,
    url,
    verifyToken: lines.cloud.account(id)?.verify_token ?? '',
    post: (body) => post(url, number.appSecret, body),
  };
}
