import { once } from 'node:events';
import { watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type LoopbackWhatsapp, startLoopbackWhatsapp } from '../../scripts/loopback-whatsapp/server.ts';
import { temporaryFolder } from '../helpers/archive.ts';
import { commandLine, linesOf, type CommandLine } from '../helpers/cli.ts';
import { isMessage, isOnline, isReceipt, nth } from '../helpers/moments.ts';

const killsEach = 25;
const mixedKills = 10;
const minutes = 60_000;

interface Listed {
  messages: { text: string; sentAt: string }[];
}

async function textsOf(line: CommandLine, conversation: number): Promise<string[]> {
  const { messages } = await line.json<Listed>('messages', '--conversation', String(conversation));
  return messages.map(({ text }) => text);
}

/** Resolves when so many pages were written to the log of a workspace's archive. */
function pagesWritten(folder: string, count: number): Promise<void> {
  return new Promise((resolve) => {
    let written = 0;
    const watcher = watch(folder, (_event, file) => {
      if (file !== 'archive.db-wal') return;
      written += 1;
      if (written !== count) return;
      resolve();
      watcher.close();
    });
    onTestFinished(() => watcher.close());
  });
}

/** A workspace whose one line is linked to a loopback WhatsApp. */
async function linkedCommandLine(whatsapp: LoopbackWhatsapp): Promise<CommandLine> {
  const line = commandLine(join(temporaryFolder(), 'workspace'));
  await line.json('init', '--company', 'Ferretería Sur');
  await line.json(
    'lines',
    'add',
    '--name=Ventas',
    '--employee=Luis',
    '--notice-date=2026-01-07',
    `--wa-url=${whatsapp.url}`,
  );
  const linking = line.start('lines', 'link', '--name', 'Ventas');
  const linked = once(linking, 'exit');
  for await (const event of linesOf(linking)) {
    if (typeof event['qr'] === 'string') whatsapp.phone.scan(event['qr']);
    if (event['linked'] === true) break;
  }
  await linked;
  return line;
}

test(
  `an import that is killed ${killsEach} times ends with every message once`,
  { timeout: 5 * minutes },
  async () => {
    const folder = join(temporaryFolder(), 'workspace');
    const line = commandLine(folder);
    await line.json('init', '--company', 'Ferretería Sur');
    const texts = Array.from({ length: 40_000 }, (_, index) => `mensaje número ${index}`);
    const file = join(temporaryFolder(), 'Chat de WhatsApp con Ana.txt');
    writeFileSync(
      file,
      texts
        .map((text, index) => {
          const minute = String(index % 60).padStart(2, '0');
          const hour = String(Math.floor(index / 60) % 24).padStart(2, '0');
          const day = (Math.floor(index / 1440) % 28) + 1;
          return `${day}/3/24, ${hour}:${minute} - ${index % 2 === 0 ? 'Ana' : 'Luis'}: ${text}`;
        })
        .join('\n'),
    );
    const command = ['import', file, '--line', 'Ventas', '--owner', 'Luis', '--zone', 'America/Bogota'];

    for (let kill = 0; kill < killsEach; kill += 1) {
      const child = line.start(...command);
      const ended = once(child, 'exit');
      // Each time at another moment of its life, from opening the archive to the middle of the third commit.
      await Promise.race([ended, pagesWritten(folder, 10 + kill * 50)]);
      child.kill('SIGKILL');
      await ended;
    }

    const last = await line.json<{ files: { messages: number; duplicates: number }[] }>(...command);
    const [result] = last.files;
    expect((result?.messages ?? 0) + (result?.duplicates ?? 0)).toBe(texts.length);
    const { conversations } = await line.json<{ conversations: { id: number }[] }>('conversations');
    expect(conversations).toHaveLength(1);
    expect(await textsOf(line, conversations[0]?.id ?? 0)).toEqual(texts);
  },
);

test(
  `a capture that is killed ${killsEach} times loses nothing that was sent and stores nothing twice`,
  { timeout: 5 * minutes },
  async () => {
    const whatsapp = await startLoopbackWhatsapp();
    onTestFinished(() => whatsapp.close());
    const line = await linkedCommandLine(whatsapp);

    const ana = whatsapp.contact('Ana', '5215512345678');
    const group = whatsapp.group('Ventas', [ana]);
    const sent: string[] = [];
    const send = async (count: number) => {
      for (let index = 0; index < count; index += 1) {
        const text = `mensaje ${sent.length}`;
        sent.push(text);
        if (sent.length % 5 === 0) await whatsapp.phone.send(ana, { text });
        else if (sent.length % 3 === 0) await group.send(ana, { text });
        else await ana.send({ text });
      }
    };
    for (let kill = 0; kill < killsEach; kill += 1) {
      const child = line.start('capture');
      const ended = once(child, 'exit');
      child.stdout?.resume();
      // A third each: while mail that waited is handed over, after some of it was stored, among new messages.
      if (kill % 3 === 2) await whatsapp.reached({ when: 'sent', stanza: isOnline });
      const count = 1 + (kill % 12);
      const moment =
        kill % 3 === 0
          ? whatsapp.reached({ when: 'sent', stanza: nth(count, isMessage) })
          : whatsapp.reached({ when: 'received', stanza: nth(count, isReceipt) });
      await Promise.all([send(20), moment]);
      child.kill('SIGKILL');
      await ended;
    }

    const delivered = whatsapp.delivered();
    const child = line.start('capture');
    const ended = once(child, 'exit');
    child.stdout?.resume();
    await delivered;
    child.kill('SIGTERM');
    await ended;
    const { conversations } = await line.json<{ conversations: { id: number; kind: string }[] }>(
      'conversations',
    );
    expect(conversations.map(({ kind }) => kind).toSorted()).toEqual(['direct', 'group']);
    const stored: string[] = [];
    for (const { id } of conversations) stored.push(...(await textsOf(line, id)));
    expect(stored.toSorted()).toEqual(sent.toSorted());
  },
);

test(
  `one person named by number, by LID or by both is one conversation with every message once, however often the process is killed`,
  { timeout: 5 * minutes },
  async () => {
    const whatsapp = await startLoopbackWhatsapp();
    onTestFinished(() => whatsapp.close());
    whatsapp.concealLids(true);
    const line = await linkedCommandLine(whatsapp);
    const ana = whatsapp.contact('Ana', '5215512345678');
    const alone = { withoutAlternative: true } as const;
    const sent: string[] = [];
    const next = (): { text: string } => {
      const text = `mensaje ${sent.length}`;
      sent.push(text);
      return { text };
    };
    const ways = [
      () => ana.send(next(), { ...alone, byLid: true }),
      () => whatsapp.phone.send(ana, next(), alone),
      () => ana.send(next(), { byLid: true }),
      () => ana.send(next()),
    ];
    for (let kill = 0; kill < mixedKills; kill += 1) {
      const child = line.start('capture');
      const ended = once(child, 'exit');
      child.stdout?.resume();
      const moment = whatsapp.reached({ when: 'received', stanza: nth(1 + (kill % 4), isReceipt) });
      // At first nobody tells who is who; from the middle on both ways are named.
      const usable = kill < mixedKills / 2 ? ways.slice(0, 2) : ways;
      for (let index = 0; index < 8; index += 1) await usable[(index + kill) % usable.length]?.();
      await moment;
      child.kill('SIGKILL');
      await ended;
    }
    const delivered = whatsapp.delivered();
    const child = line.start('capture');
    const ended = once(child, 'exit');
    child.stdout?.resume();
    await delivered;
    child.kill('SIGTERM');
    await ended;
    const { conversations } = await line.json<{ conversations: { id: number }[] }>('conversations');
    expect(conversations).toHaveLength(1);
    expect((await textsOf(line, conversations[0]?.id ?? 0)).toSorted()).toEqual(sent.toSorted());
  },
);
