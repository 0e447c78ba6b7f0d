import { once } from 'node:events';
import { createServer, request } from 'node:http';

/** What stands between Meta and the PC: a public address that leads to a port here, as long as it is up. */
export interface Tunnel {
  /** The public address, with the webhook's path. */
  readonly url: string;
  /** While it is cut it answers as tunnels do whose other end is gone. */
  cut(isCut: boolean): void;
  close(): Promise<void>;
}

/** Opens a tunnel to a port of this PC. */
export async function openTunnel(port: number): Promise<Tunnel> {
  let isCut = false;
  const server = createServer((incoming, response) => {
    if (isCut) {
      incoming.resume();
      response.writeHead(502).end();
      return;
    }
    const { method, url, headers } = incoming;
    const outgoing = request({ port, host: '127.0.0.1', method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    outgoing.once('error', () => response.writeHead(502).end());
    incoming.pipe(outgoing);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/whatsapp`,
    cut(cut) {
      isCut = cut;
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
