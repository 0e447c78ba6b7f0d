import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import type { Contact, LoopbackWhatsapp } from './server.ts';

/** The loopback WhatsApp's control by HTTP, for processes other than its own. */
export interface Admin {
  readonly url: string;
  close(): Promise<void>;
}

const longestBody = 16 * 1024 ** 2;

const person = z.strictObject({ name: z.string(), number: z.string().regex(/^\d{7,15}$/) });
const message = z.strictObject({
  /** Left out when the line's own phone writes; `to` then says to whom. */
  from: person.optional(),
  to: person.optional(),
  text: z.string().optional(),
  image: z
    .strictObject({
      base64: z.base64(),
      mime: z.string().default('image/jpeg'),
      caption: z.string().optional(),
    })
    .optional(),
  /** Unix seconds. */
  at: z.number().int().positive().optional(),
});

/**
 * Serves `POST /scan {qr}`, `POST /messages {from, text | image}`, `POST /drop`, `GET /state`, all JSON, on the
 * loopback interface.
 */
export async function startAdmin(whatsapp: LoopbackWhatsapp, port = 0): Promise<Admin> {
  const people = new Map<string, Contact>();
  const contactOf = ({ name, number }: z.infer<typeof person>): Contact => {
    const contact = people.get(number) ?? whatsapp.contact(name, number);
    people.set(number, contact);
    return contact;
  };
  const routes: Record<string, (body: unknown) => unknown> = {
    'POST /scan': (body) => {
      whatsapp.phone.scan(z.strictObject({ qr: z.string() }).parse(body).qr);
      return {};
    },
    'POST /messages': async (body) => {
      const { from, to, text, image, at } = message.parse(body);
      const content = image
        ? {
            message: {
              imageMessage: {
                ...whatsapp.media.upload(Buffer.from(image.base64, 'base64'), 'Image', image.mime),
                caption: image.caption ?? null,
              },
            },
          }
        : { text: text ?? '' };
      const options = at === undefined ? {} : { at };
      if (from) return { id: await contactOf(from).send(content, options) };
      if (to) return { id: await whatsapp.phone.send(contactOf(to), content, options) };
      throw new Error('a message needs from or to');
    },
    'POST /drop': () => {
      whatsapp.drop();
      return {};
    },
    'GET /state': () => ({
      waiting: whatsapp.waiting().length,
      received: whatsapp.receipted.length,
      logins: whatsapp.logins,
    }),
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const route = routes[`${request.method} ${request.url}`];
    try {
      if (!route) throw new Error('no such route');
      reply(response, 200, await route(await readBody(request)));
    } catch (error) {
      reply(response, 400, { error: error instanceof Error ? error.message : 'failed' });
    }
  };
  const http = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, '127.0.0.1', resolve);
  });
  const address: AddressInfo | string | null = http.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : port}`,
    async close() {
      http.closeAllConnections();
      await new Promise<void>((resolve) => http.close(() => resolve()));
    },
  };
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > longestBody) throw new Error('too long');
    chunks.push(bytes);
  }
  const text = Buffer.concat(chunks).toString();
  return text === '' ? {} : JSON.parse(text);
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
