import { setTimeout } from 'node:timers/promises';
import type { BinaryNode } from '@whiskeysockets/baileys';
import type { Contact, Group, LoopbackWhatsapp } from '../loopback-whatsapp/contract.ts';
import { startLoopbackWhatsapp } from '../loopback-whatsapp/server.ts';

/** One line's server, the people on it, and what they have sent. */
export interface SoakLine {
  readonly server: LoopbackWhatsapp;
  readonly sent: { readonly id: string; readonly text: string }[];
}

/** Everybody outside of the capturing process, and what goes wrong between. */
export interface World {
  readonly lines: readonly SoakLine[];
  readonly urls: readonly string[];
  scan(line: number, qr: string): void;
  /** Lets the people in, once their lines are linked. */
  introduce(): void;
  /** Somebody writes, and perhaps something goes wrong. */
  step(random: () => number): Promise<void>;
  /** People write while nobody captures; then some time passes. */
  absence(random: () => number): Promise<void>;
  /** Nothing goes wrong any more; resolves with whether all mail was received. */
  settle(): Promise<boolean>;
  progress(): string;
  counts(): Counts;
  close(): Promise<void>;
}

export interface Counts {
  readonly drops: number;
  readonly repeats: number;
  readonly shuffles: number;
}

const everybodysCustomer = '5215599999999';
const sharedGroup = '120363000000000001@g.us';
const longestSettling = 180_000;
const day = 86_400;
/** Mail that the server may still repeat. */
const repeatable = 500;

interface People {
  readonly everybody: Contact;
  readonly own: Contact;
  readonly group: Group;
}

export async function createWorld(lineCount: number): Promise<World> {
  const lines: SoakLine[] = await Promise.all(
    Array.from({ length: lineCount }, async (_, index) => ({
      server: await startLoopbackWhatsapp({ number: String(5_215_500_000_000 + index) }),
      sent: [],
    })),
  );
  const people: People[] = [];
  let drops = 0;
  let repeats = 0;
  let shuffles = 0;

  const write = async (index: number, random: () => number): Promise<void> => {
    const line = lines[index];
    const known = people[index];
    if (!line || !known) return;
    const { everybody, own, group } = known;
    const text = `línea ${index} mensaje ${line.sent.length}`;
    // One clock in five is wrong, by two days at most.
    const skew = random() < 0.2 ? Math.floor((random() - 0.5) * 4 * day) : 0;
    const options = { at: Math.floor(Date.now() / 1000) + skew };
    const content = { text };
    const ways = [
      () => everybody.send(content, options),
      () => everybody.send(content, { ...options, byLid: true }),
      () => own.send(content, options),
      () => group.send(everybody, content, options),
      () => group.send('phone', content, options),
      () => line.server.phone.send(own, content, options),
    ];
    line.sent.push({ id: (await ways[Math.floor(random() * ways.length)]?.()) ?? '', text });
  };

  const goWrong = async (index: number, random: () => number): Promise<void> => {
    const line = lines[index];
    if (!line) return;
    const { server, sent } = line;
    const kind = random();
    if (kind < 0.3) {
      drops += 1;
      server.drop();
    } else if (kind < 0.6) {
      drops += 1;
      // Before a receipt or after a message, whichever of the next ones it is.
      const tag = random() < 0.5 ? 'receipt' : 'message';
      let left = 1 + Math.floor(random() * 8);
      const stanza = (node: BinaryNode) => node.tag === tag && --left === 0;
      void server.cutAt({ when: tag === 'receipt' ? 'received' : 'sent', stanza });
    } else if (kind < 0.8) {
      repeats += 1;
      const recent = sent.slice(-repeatable);
      server.repeat(recent[Math.floor(random() * recent.length)]?.id ?? '');
    } else {
      shuffles += 1;
      server.hold(true);
      for (let n = 0; n < 10; n += 1) await write(index, random);
      server.shuffle(random);
      server.hold(false);
      server.drop();
    }
  };

  const totals = () => ({
    sent: lines.reduce((sum, { sent }) => sum + sent.length, 0),
    waiting: lines.reduce((sum, { server }) => sum + server.waiting().length, 0),
  });

  return {
    lines,
    urls: lines.map(({ server }) => server.url),
    scan: (line, qr) => lines[line]?.server.phone.scan(qr),
    introduce() {
      for (const [index, { server }] of lines.entries()) {
        const everybody = server.contact('Ana', everybodysCustomer);
        const own = server.contact(`Cliente ${index}`, String(5_215_600_000_000 + index));
        people.push({ everybody, own, group: server.group('Empresa', [everybody], sharedGroup) });
      }
    },
    async step(random) {
      const index = Math.floor(random() * lines.length);
      await write(index, random);
      if (random() < 0.05) await goWrong(Math.floor(random() * lines.length), random);
      await setTimeout(random() * 40);
    },
    async absence(random) {
      for (let n = 0; n < 20; n += 1) await write(Math.floor(random() * lines.length), random);
      await setTimeout(random() * 1000);
    },
    async settle() {
      const delivered = Promise.all(lines.map(({ server }) => server.delivered())).then(() => true);
      const tooLong = new AbortController();
      const late = setTimeout(longestSettling, false, { signal: tooLong.signal }).catch(() => false);
      const settled = await Promise.race([delivered, late]);
      tooLong.abort();
      return settled;
    },
    progress() {
      const { sent, waiting } = totals();
      return `${sent} sent, ${waiting} waiting, ${drops} drops, ${repeats} repeated, ${shuffles} shuffled`;
    },
    counts: () => ({ drops, repeats, shuffles }),
    close: async () => void (await Promise.all(lines.map(({ server }) => server.close()))),
  };
}
