import { setTimeout } from 'node:timers/promises';
import { startLoopbackWhatsapp } from '../scripts/loopback-whatsapp/server.ts';
import { chatCorpus } from './corpus.ts';

/** What the benchmark asks of the process in which the servers and the people are. */
export type ToServers = { readonly scan: string; readonly line: number } | { readonly send: number };

const lineCount = 20;
const messagesPerSecond = 50;
const flaggedEach = 10;
const flaggedText = 'mejor págueme por fuera, sin factura';

const servers = await Promise.all(
  Array.from({ length: lineCount }, (_, line) =>
    startLoopbackWhatsapp({ number: `52155000000${line + 10}` }),
  ),
);
const people = servers.map((server, line) => server.contact(`Contact ${line}`, `52155111111${line + 10}`));

/** Everybody writes in turn, at an even pace. Each message ends with the time at which it was written. */
async function send(count: number): Promise<void> {
  const sentences = chatCorpus(count);
  const start = Date.now();
  for (let n = 0; n < count; n += 1) {
    await setTimeout(Math.max(0, start + (n * 1000) / messagesPerSecond - Date.now()));
    const words = n % flaggedEach === 0 ? flaggedText : (sentences[n] ?? '');
    void people[n % people.length]?.send({ text: `${words} ${Date.now()}` });
  }
}

process.on('message', (message: ToServers) => {
  if ('scan' in message) servers[message.line]?.phone.scan(message.scan);
  else void send(message.send);
});
process.on('disconnect', () => process.exit());
process.send?.(servers.map(({ url }) => url));
