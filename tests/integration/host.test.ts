import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../helpers/archive.ts';
import { startTestHost, type TestHost } from '../helpers/host.ts';

const passphrase = 'faro velero 1987 cal';
const company = {
  company: 'Ferretería Sur',
  language: 'es',
  passphrase,
  zone: 'America/Mexico_City',
} as const;
const chat = [
  '5/3/24, 21:05 - Los mensajes y las llamadas están cifrados de extremo a extremo.',
  '5/3/24, 21:05 - Ana: Buenas tardes, ¿me confirma el precio?',
  '5/3/24, 21:06 - Luis: Claro, pero mejor págueme por fuera, sin factura',
  '15/3/24, 09:00 - Ana: ok',
].join('\n');

async function waitForImport(host: TestHost, importId: number) {
  for (;;) {
    const { imports } = await host.request('imports.list', {});
    const found = imports.find(({ id }) => id === importId);
    if (found !== undefined && found.state !== 'running') return found;
    await host.nextEvent((event) => event.type === 'imports.changed');
  }
}

async function tokenOf({ host }: TestHost, file: string): Promise<string> {
  const [granted] = await host.grantFile(file);
  if (granted === undefined) throw new Error('no file was granted');
  return granted.token;
}

async function importChat(host: TestHost, folder: string, lineId: number, text = chat) {
  const file = join(folder, 'Chat de WhatsApp con Ana.txt');
  writeFileSync(file, text);
  const token = await tokenOf(host, file);
  const info = await host.request('imports.inspect', { token });
  const { importId } = await host.request('imports.start', {
    lineId,
    zone: 'America/Mexico_City',
    files: [{ token, owner: 'Luis', dateOrder: null }],
    withoutNotice: 'Pedido por la dirección',
  });
  return { info, done: await waitForImport(host, importId) };
}

const line = { name: 'Ventas', employee: 'Luis', team: null, noticeOn: '2026-01-07' };
const anything = {
  lineId: null,
  conversationId: null,
  contact: null,
  from: null,
  to: null,
  direction: null,
  kind: null,
};

const everyConversation = { lineId: null, title: null, cursor: null, limit: 50 };

describe('the archive host, without Electron', () => {
  it('goes from a first start to a decided flag, and has it all after a restart', async () => {
    const folder = temporaryFolder();
    const exports = temporaryFolder();
    const first = startTestHost(folder);
    expect((await first.request('workspace.status', {})).state).toBe('missing');
    await expect(first.request('lines.list', {})).rejects.toMatchObject({ code: 'locked' });
    const { recoveryCode } = await first.request('workspace.create', company);
    await first.request('policy.addStarters', { language: 'es' });
    const { id: lineId } = await first.request('lines.add', line);

    const { info, done } = await importChat(first, exports, lineId);
    expect(info.authors.map(({ name }) => name).sort()).toEqual(['Ana', 'Luis']);
    expect(done.files[0]).toMatchObject({ state: 'done', messages: 3, system: 1, duplicates: 0, unread: 0 });
    expect(done.files[0]?.flags).toBeGreaterThan(0);

    const { items } = await first.request('review.queue', {
      status: 'open',
      order: 'severity',
      lineId: null,
      policyId: null,
      cursor: null,
      limit: 50,
    });
    const [item] = items;
    expect(item?.message).toMatchObject({ sender: 'Luis', direction: 'outgoing' });
    const messageId = item?.message.id ?? 0;
    const { decisionId } = await first.request('review.decide', {
      messageId,
      decision: 'violation',
      note: 'sí',
    });
    await first.request('review.undo', { decisionId });
    expect((await first.request('review.counts', {})).open).toBe(1);
    await first.request('review.decide', { messageId, decision: 'violation', note: 'sí' });
    await first.host.close();

    const second = startTestHost(folder);
    expect(await second.request('workspace.status', {})).toMatchObject({
      state: 'locked',
      company: company.company,
    });
    await second.request('workspace.unlock', { passphrase });
    expect(await second.request('review.counts', {})).toMatchObject({ open: 0, decided: 1 });
    const { conversations } = await second.request('inbox.conversations', {
      lineId: null,
      title: null,
      cursor: null,
      limit: 50,
    });
    expect(conversations).toMatchObject([{ title: 'Ana', messages: 4, unseen: 0, line: { name: 'Ventas' } }]);
    const found = await second.request('search.messages', {
      query: 'pagueme',
      filters: anything,
      order: 'relevance',
      cursor: null,
      limit: 50,
    });
    expect(found.hits).toMatchObject([{ sender: 'Luis', conversation: { title: 'Ana' } }]);
    await second.host.close();

    const third = startTestHost(folder);
    await third.request('workspace.recover', {
      recoveryCode: recoveryCode.toLowerCase(),
      passphrase: 'otra frase larga con sal',
    });
    await third.request('workspace.lock', {});
    await third.request('workspace.unlock', { passphrase: 'otra frase larga con sal' });
  });

  it('adds only what is new when the same chat is exported again later', async () => {
    const host = startTestHost(temporaryFolder());
    const exports = temporaryFolder();
    await host.request('workspace.create', company);
    const { id: lineId } = await host.request('lines.add', line);
    await importChat(host, exports, lineId);
    const again = await importChat(host, exports, lineId);
    expect(again.done.files[0]).toMatchObject({ messages: 0, system: 0, duplicates: 4 });
    const later = await importChat(host, exports, lineId, `${chat}\n16/3/24, 09:00 - Ana: ¿sigue ahí?`);
    expect(later.done.files[0]).toMatchObject({ messages: 1, duplicates: 4 });
  });

  it('stops an import when asked to, and keeps what it had stored by then', async () => {
    const host = startTestHost(temporaryFolder());
    await host.request('workspace.create', company);
    const { id: lineId } = await host.request('lines.add', line);
    const file = join(temporaryFolder(), 'Chat de WhatsApp con Ana.txt');
    const messages = 100_000;
    writeFileSync(
      file,
      Array.from({ length: messages }, (_, index) => `15/3/24, 09:00 - Ana: pedido ${index}`).join('\n'),
    );
    const token = await tokenOf(host, file);
    const { importId } = await host.request('imports.start', {
      lineId,
      zone: 'America/Mexico_City',
      files: [{ token, owner: 'Luis', dateOrder: null }],
      withoutNotice: 'Pedido por la dirección',
    });
    await host.nextEvent((event) => event.type === 'inbox.changed');
    await host.request('imports.cancel', { importId });
    const [stopped] = (await waitForImport(host, importId)).files;
    expect(stopped).toMatchObject({ state: 'cancelled' });
    expect(stopped?.messages).toBeGreaterThan(0);
    expect(stopped?.messages).toBeLessThan(messages);
    const { conversations } = await host.request('inbox.conversations', everyConversation);
    expect(conversations[0]?.messages).toBe(stopped?.messages);
  });

  it('makes wrong passphrases wait longer and longer, also after a restart', async () => {
    const folder = temporaryFolder();
    let now = Date.UTC(2026, 0, 1);
    const first = startTestHost(folder, { now: () => now });
    await first.request('workspace.create', company);
    await first.request('workspace.lock', {});
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await expect(first.request('workspace.unlock', { passphrase: 'no es' })).rejects.toMatchObject({
        code: 'passphrase-wrong',
      });
    }
    await expect(first.request('workspace.unlock', { passphrase })).rejects.toMatchObject({
      code: 'wait',
      data: { seconds: 2 },
    });
    await first.host.close();
    const second = startTestHost(folder, { now: () => now });
    expect((await second.request('workspace.status', {})).people[0]?.waitMs).toBe(2000);
    now += 2000;
    await expect(second.request('workspace.unlock', { passphrase: 'no es' })).rejects.toMatchObject({
      data: { seconds: 4 },
    });
    now += 4000;
    await second.request('workspace.unlock', { passphrase });
    expect((await second.request('workspace.status', {})).people[0]?.waitMs).toBe(0);
  });

  it('leaves nothing readable on the disk', async () => {
    const folder = temporaryFolder();
    const host = startTestHost(folder);
    await host.request('workspace.create', company);
    const { id: lineId } = await host.request('lines.add', line);
    await importChat(host, temporaryFolder(), lineId);
    await host.host.close();
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const content = readFileSync(join(entry.parentPath, entry.name)).toString('latin1');
      for (const secret of [passphrase, 'factura', 'Ventas', 'Ana'])
        expect(content, entry.name).not.toContain(secret);
    }
  });

  it('refuses requests of a wrong shape, unknown methods and files that nobody chose', async () => {
    const host = startTestHost(temporaryFolder());
    const ask = (method: string, input: unknown) => host.host.handle({ t: 'request', id: 1, method, input });
    await host.request('workspace.create', company);
    expect(await ask('workspace.unlock', { passphrase: 1 })).toMatchObject({
      error: { code: 'invalid-request' },
    });
    expect(await ask('lines.list', { extra: true })).toMatchObject({ error: { code: 'invalid-request' } });
    expect(await ask('__proto__', {})).toMatchObject({ error: { code: 'unknown-method' } });
    expect(await ask('imports.inspect', { token: '/etc/passwd' })).toMatchObject({
      error: { code: 'not-found' },
    });
  });

  it('lets no second host into an open workspace, and the next one in after kill -9', async () => {
    const folder = temporaryFolder();
    const script = join(import.meta.dirname, '../helpers/hold-workspace.ts');
    const holder = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void holder.kill('SIGKILL'));
    await once(holder.stdout, 'data');
    expect(() => startTestHost(folder)).toThrow('workspace-in-use');
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    expect((await startTestHost(folder).request('workspace.status', {})).state).toBe('missing');
  });

  it('does not capture a line before its notice is on record', async () => {
    const host = startTestHost(temporaryFolder());
    await host.request('workspace.create', company);
    const { id } = await host.request('lines.add', { ...line, noticeOn: null });
    await expect(host.request('lines.link', { id })).rejects.toMatchObject({ code: 'notice-missing' });
    await expect(host.request('lines.setCapture', { id, running: true })).rejects.toMatchObject({
      code: 'notice-missing',
    });
  });

  it('says that an archive is damaged, or newer than the program, without touching it', async () => {
    const folder = temporaryFolder();
    const first = startTestHost(folder);
    await first.request('workspace.create', company);
    await first.host.close();
    const file = join(folder, 'archive.db');
    const intact = readFileSync(file);
    const damaged = Buffer.from(intact);
    damaged.fill(7, 0, 4096);
    writeFileSync(file, damaged);
    const second = startTestHost(folder);
    await expect(second.request('workspace.unlock', { passphrase })).rejects.toMatchObject({
      code: 'workspace-damaged',
    });
    expect(readFileSync(file).equals(damaged)).toBe(true);
    await second.host.close();
  });
});
