import { createHash, randomInt, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';

/** A file at the loopback platform. */
export interface GraphFile {
  readonly id: string;
  readonly sha256: string;
}

/** A Graph API on the loopback interface, as far as files go: an id gives an address, and that the bytes, for a while. */
export interface LoopbackGraph {
  readonly url: string;
  /** Puts a file there. */
  upload(bytes: Uint8Array, mime: string): GraphFile;
  /** From now on answers so many requests for bytes with 404, as when an address has run out. */
  expireAddresses(count: number): void;
  /** From now on gives other bytes than were uploaded, so many times. */
  corrupt(count: number): void;
  /** From now on names an address elsewhere. */
  pointElsewhere(): void;
  /** From now on knows no file, or all of them again. */
  withhold(isWithheld: boolean): void;
  forget(id: string): void;
  /** How many addresses were asked for. */
  asked(): number;
  close(): Promise<void>;
}

/** Starts a Graph API that knows one token. */
export async function startLoopbackGraph(accessToken: string): Promise<LoopbackGraph> {
  const files = new Map<string, { bytes: Uint8Array; mime: string; sha256: string }>();
  const addresses = new Map<string, string>();
  let expired = 0;
  let corrupted = 0;
  let elsewhere = false;
  let withheld = false;
  let asked = 0;

  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '', 'http://127.0.0.1').pathname;
    if (request.headers.authorization !== `Bearer ${accessToken}`) {
      response.writeHead(401).end();
      return;
    }
    const [, first = '', second = ''] = path.split('/');
    if (first === 'file') {
      const file = files.get(addresses.get(second) ?? '');
      addresses.delete(second);
      if (file === undefined || expired-- > 0) response.writeHead(404).end();
      else response.writeHead(200, { 'content-type': file.mime }).end(corrupted-- > 0 ? 'other' : file.bytes);
      return;
    }
    asked += 1;
    const file = withheld ? undefined : files.get(second);
    if (file === undefined) {
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { code: 100, error_subcode: 33 } }));
      return;
    }
    const address = randomUUID();
    addresses.set(address, second);
    const url = elsewhere ? `http://198.51.100.7/file/${address}` : `${origin}/file/${address}`;
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify({
        url,
        mime_type: file.mime,
        sha256: file.sha256,
        file_size: file.bytes.length,
        id: second,
      }),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  return {
    url: `${origin}/v25.0`,
    upload(bytes, mime) {
      const id = String(randomInt(1e12, 1e13));
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      files.set(id, { bytes, mime, sha256 });
      return { id, sha256 };
    },
    expireAddresses(count) {
      expired = count;
    },
    corrupt(count) {
      corrupted = count;
    },
    pointElsewhere() {
      elsewhere = true;
    },
    withhold(isWithheld) {
      withheld = isWithheld;
    },
    forget: (id) => void files.delete(id),
    asked: () => asked,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
