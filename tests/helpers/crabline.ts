import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { temporaryFolder } from './archive.ts';

/** A simulated WhatsApp that somebody else wrote. It redelivers nothing and lets every device in unpaired. */
export interface Crabline {
  /** For the client's WebSocket, by way of a proxy whose connections can be cut. */
  readonly url: string;
  /** A person writes to the line; resolves when the server has taken the message. */
  send(number: string, name: string, text: string): Promise<void>;
  /** Cuts every connection; resolves when the server has noticed. */
  drop(): Promise<void>;
}

const ready = z.object({
  adminToken: z.string(),
  endpoints: z.object({ adminInboundUrl: z.url(), baileysWebSocketUrl: z.url() }),
});

/** Starts crabline for the length of a test. */
export async function startCrabline(): Promise<Crabline> {
  const entry = fileURLToPath(new URL('bin/crabline.js', import.meta.resolve('@openclaw/crabline')));
  const child = spawn(process.execPath, [entry, '--json', 'serve', 'whatsapp'], {
    cwd: temporaryFolder(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(async () => {
    child.kill();
    await once(child, 'exit');
  });
  let output = '';
  while (!output.trimEnd().endsWith('\n}')) output += String(await once(child.stdout, 'data'));
  const { adminToken, endpoints } = ready.parse(JSON.parse(output));
  const url = new URL(endpoints.baileysWebSocketUrl);
  const proxy = await startProxy(Number(url.port));
  url.port = String(proxy.port);
  // It replays a certificate that was once WhatsApp's and is not its own.
  url.hash = 'unverified';
  return {
    url: url.href,
    async send(number, name, text) {
      const jid = `${number}@s.whatsapp.net`;
      const response = await fetch(endpoints.adminInboundUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-crabline-admin-token': adminToken },
        body: JSON.stringify({ chatJid: jid, senderJid: jid, pushName: name, text }),
      });
      if (!response.ok) throw new Error(`crabline answered ${response.status}`);
      await response.arrayBuffer();
    },
    drop: proxy.drop,
  };
}

async function startProxy(target: number): Promise<{ port: number; drop(): Promise<void> }> {
  const upstreams = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    upstreams.add(upstream);
    client.pipe(upstream).pipe(client);
    client.on('error', () => upstream.destroy());
    upstream.on('error', () => client.destroy());
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => {
      upstreams.delete(upstream);
      client.destroy();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address: AddressInfo | string | null = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    async drop() {
      const closed = [...upstreams].map((upstream) => once(upstream, 'close'));
      for (const upstream of upstreams) upstream.destroy();
      await Promise.all(closed);
    },
  };
}
