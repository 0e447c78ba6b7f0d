import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { AtalayaError } from '#shared/errors.ts';
import { isSameSecret, isSignedWith, readSignature } from './signature.ts';

/** The one path that is answered. */
export const webhookPath = '/whatsapp';

/** Meta's own limit is 3 MB; history is told to come in large pieces. */
const largestBody = 16 * 1024 * 1024;
/** Bodies that are on their way, all together. */
const largestWaiting = 64 * 1024 * 1024;
const mostConnections = 64;
const longestHeaders = 10_000;
const longestRequest = 30_000;
const longestIdle = 5_000;
const longestChallenge = 1_024;

/** What a receiver knows of an app on the platform. */
export interface ReceiverApp {
  readonly appSecret: string;
  readonly verifyToken: string;
}

export interface ReceiverOptions {
  readonly port: number;
  /** The apps whose webhooks are let in, at this moment. */
  readonly apps: () => readonly ReceiverApp[];
  /**
   * Stores a body that was signed with one of these secrets. `later` asks Meta to send it again; so does throwing.
   */
  readonly deliver: (body: Uint8Array, appSecrets: ReadonlySet<string>) => 'stored' | 'later';
  /** Told of every request that was turned away, with the reason. */
  readonly onRefused: (reason: RefusalReason) => void;
}

export type RefusalReason = 'unsigned' | 'wrong-signature' | 'wrong-token' | 'too-large' | 'not-stored';

/** The server on this PC that a tunnel or relay hands Meta's webhooks to. */
export interface Receiver {
  readonly port: number;
  /** Stops listening; what was being stored is. */
  close(): Promise<void>;
}

/** Listens on the loopback interface. Error: `port-in-use`. */
export async function openReceiver(options: ReceiverOptions): Promise<Receiver> {
  let waiting = 0;

  const server = createServer(
    {
      headersTimeout: longestHeaders,
      requestTimeout: longestRequest,
      keepAliveTimeout: longestIdle,
      connectionsCheckingInterval: 1_000,
      maxHeaderSize: 16 * 1024,
    },
    (request, response) => {
      answer(request, response).catch(() => response.destroy());
    },
  );
  server.maxConnections = mostConnections;
  server.maxHeadersCount = 100;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = URL.parse(request.url ?? '', 'http://127.0.0.1');
    if (url?.pathname !== webhookPath) return say(response, 404);
    if (request.method === 'GET') return verify(url.searchParams, response);
    if (request.method !== 'POST') return say(response, 405);
    return receive(request, response);
  }

  /** Meta checks that whoever serves the address knows the token that was entered there. */
  function verify(query: URLSearchParams, response: ServerResponse): void {
    const token = query.get('hub.verify_token') ?? '';
    const challenge = query.get('hub.challenge') ?? '';
    const isKnown = options.apps().filter(({ verifyToken }) => isSameSecret(token, verifyToken)).length > 0;
    if (query.get('hub.mode') !== 'subscribe' || !isKnown || challenge.length > longestChallenge) {
      options.onRefused('wrong-token');
      return say(response, 403);
    }
    response.writeHead(200, {
      'content-type': 'text/plain; charset=utf-8',
      'x-content-type-options': 'nosniff',
    });
    response.end(challenge);
  }

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const signature = readSignature(request.headers['x-hub-signature-256']);
    if (signature === null) {
      options.onRefused('unsigned');
      return say(response, 401);
    }
    if (Number(request.headers['content-length'] ?? 0) > largestBody) {
      options.onRefused('too-large');
      return say(response, 413);
    }
    const chunks: Buffer[] = [];
    let size = 0;
    try {
      for await (const chunk of request) {
        const bytes: Buffer = chunk;
        size += bytes.length;
        waiting += bytes.length;
        if (size > largestBody || waiting > largestWaiting) {
          options.onRefused('too-large');
          return say(response, size > largestBody ? 413 : 503);
        }
        chunks.push(bytes);
      }
      store(Buffer.concat(chunks, size), signature, response);
    } finally {
      waiting -= size;
    }
  }

  function store(body: Buffer, signature: Buffer, response: ServerResponse): void {
    const secrets = new Set(options.apps().map(({ appSecret }) => appSecret));
    const signers = new Set([...secrets].filter((secret) => isSignedWith(body, signature, secret)));
    if (signers.size === 0) {
      options.onRefused('wrong-signature');
      return say(response, 401);
    }
    try {
      return say(response, options.deliver(body, signers) === 'stored' ? 200 : 503);
    } catch {
      options.onRefused('not-stored');
      return say(response, 503);
    }
  }

  try {
    server.listen(options.port, '127.0.0.1');
    await once(server, 'listening');
  } catch (cause) {
    throw new AtalayaError('port-in-use', { port: options.port }, { cause });
  }
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : options.port,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Answers without a word; whoever was turned away is not listened to any longer. */
function say(response: ServerResponse, status: number): void {
  response.writeHead(
    status,
    status === 200 ? {} : { connection: 'close', ...(status === 503 && { 'retry-after': '60' }) },
  );
  response.end();
}
