import { createServer, type Server } from 'node:http';
import { WebSocketServer } from 'ws';
import { certify, rootFragment } from './certificates.ts';
import type { Forgery, LoopbackWhatsapp } from './contract.ts';
import { createExchange } from './exchange.ts';
import { createMediaStore } from './media.ts';
import { answerUploadRequest, type UploadBehaviour } from './reupload.ts';
import { createDirectory, createPeople } from './people.ts';
import { serveSession } from './session.ts';

export type { Contact, LoopbackWhatsapp, Outgoing } from './contract.ts';

/** Serves a WhatsApp of its own on the loopback interface; `number` is its phone's. */
export async function startLoopbackWhatsapp(
  options: { readonly port?: number; readonly number?: string } = {},
): Promise<LoopbackWhatsapp> {
  const directory = createDirectory(options.number ?? '5215500000001');
  const { own, people, groups } = directory;
  const account = { number: own.number, lid: own.lid, identity: own.party.identity };
  let uploads: UploadBehaviour = 'upload';
  let conceals = false;
  const lidOf = (jid: string) => (conceals ? undefined : people.get(jid)?.lid);
  const exchange = createExchange(account, { groups, lidOf }, (receipt) => {
    const answer = answerUploadRequest(receipt, media, uploads, own.jid);
    if (answer) exchange.deliver(answer);
  });
  const sockets = new WebSocketServer({ noServer: true });
  let refusal: number | null = null;
  let forgery: Forgery | null = null;
  const fetched: string[] = [];
  const http = createServer((request, response) => {
    fetched.push(`${request.method} ${request.headers.authorization ?? ''}`.trim());
    media.serve(request, response);
  });
  http.on('upgrade', (request, socket, head) => {
    // A client may be gone before it has read that it is refused.
    socket.on('error', () => socket.destroy());
    if (refusal !== null)
      socket.end(`HTTP/1.1 ${refusal} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    else
      sockets.handleUpgrade(request, socket, head, (webSocket) =>
        serveSession(webSocket, exchange.handlers, (key) => certify(key, forgery)),
      );
  });
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const address = `127.0.0.1:${portOf(http)}`;
  const media = createMediaStore(`http://${address}`);

  return {
    ...exchange,
    ...createPeople(directory, exchange),
    url: `ws://${address}/ws/chat${rootFragment}`,
    media,
    concealLids(concealed: boolean) {
      conceals = concealed;
    },
    fetched,
    forge(next: Forgery | null) {
      forgery = next;
      exchange.forgeAccountSignature(next === 'account-signature');
    },
    answerUploadRequests(behaviour: UploadBehaviour) {
      uploads = behaviour;
    },
    refuseWith(status: number | null) {
      refusal = status;
    },
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      http.closeAllConnections();
      await new Promise<void>((resolve) => http.close(() => resolve()));
    },
  };
}

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('not listening');
  return address.port;
}
