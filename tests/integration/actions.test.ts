import { hash } from 'node:crypto';
import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openDatabase } from '#host/archive/database.ts';
import { archiveFile } from '#host/archive/archive.ts';
import { checkChain } from '#host/archive/ledger.ts';
import { temporaryFolder } from '../helpers/archive.ts';
import { startTestHost } from '../helpers/host.ts';

const passphrase = 'faro velero 1987 cal';
const noFilters = {
  lineId: null,
  conversationId: null,
  contact: null,
  from: null,
  to: null,
  direction: null,
  kind: null,
};
const page = { filters: noFilters, order: 'newest', cursor: null, limit: 50 } as const;

interface ActionRow {
  readonly id: number;
  readonly at: number;
  readonly user_id: number | null;
  readonly kind: string;
  readonly subject: number;
  readonly details: string;
}

it('what a person does is on record with who did it, in the chain, and can be recomputed from its row', async () => {
  const folder = temporaryFolder();
  let key: Uint8Array = new Uint8Array();
  const host = startTestHost(folder, { onKey: (opened) => (key = opened) });
  await host.request('workspace.create', {
    company: 'Ferretería Sur',
    language: 'es',
    passphrase,
    zone: 'UTC',
  });
  const { id: lineId } = await host.request('lines.add', {
    name: 'Ventas',
    employee: 'Luis',
    team: null,
    noticeOn: '2026-01-07',
  });
  await importChat(host, lineId);
  // Once more, as for each message that arrives meanwhile.
  for (const conversationId of [1, 1]) await host.request('inbox.open', { conversationId });
  // Typed letter by letter, then another page, then other words.
  for (const query of ['f', 'fact', 'factura', 'factura'])
    await host.request('search.messages', { ...page, query });
  await host.request('search.messages', { ...page, query: 'precio' });
  await host.request('workspace.lock', {});
  await expect(host.request('workspace.unlock', { passphrase: 'another one' })).rejects.toMatchObject({
    code: 'passphrase-wrong',
  });
  await host.request('workspace.unlock', { passphrase });
  await host.host.close();

  const archive = openDatabase(archiveFile(folder), key);
  const actions = archive.reader.sql<ActionRow>('select * from actions order by id').all();
  expect(actions.map(({ kind, user_id: by, details }) => [kind, by, JSON.parse(details)])).toEqual([
    ['signed-in', 1, {}],
    ['line', 1, {}],
    ['notice', 1, {}],
    ['import', 1, expect.objectContaining({ reason: 'Pedido por la dirección' })],
    ['import', 1, { file: 'done' }],
    ['conversation-opened', 1, {}],
    ['searched', 1, { query: 'factura' }],
    ['searched', 1, { query: 'precio' }],
    ['locked', 1, {}],
    ['sign-in-failed', null, { code: 'passphrase-wrong' }],
    ['signed-in', 1, { failedBefore: 1 }],
  ]);
  const inChain = archive.reader
    .sql<{ digest: string; subject: number }>(
      `select subject, lower(hex(digest)) as digest from ledger where kind = 'action' order by seq`,
    )
    .all();
  expect(inChain).toEqual(
    actions.map(({ id, at, user_id: by, kind, subject, details }) => ({
      subject: id,
      digest: hash('sha256', JSON.stringify(['action', id, at, by, kind, subject, details])),
    })),
  );
  expect(checkChain(archive.reader).whole).toBe(true);
  expect(() => archive.writer.execute('delete from actions')).toThrow(/never removed/);
  expect(() => archive.writer.execute('update actions set user_id = null')).toThrow(/never changed/);
  archive.close();
});

async function importChat(host: ReturnType<typeof startTestHost>, lineId: number): Promise<void> {
  const file = join(temporaryFolder(), 'Chat de WhatsApp con Ana.txt');
  writeFileSync(file, '5/3/24, 21:05 - Ana: ¿me confirma el precio?\n15/3/24, 21:06 - Luis: va sin factura');
  const [granted] = await host.host.grantFile(file);
  const { importId } = await host.request('imports.start', {
    lineId,
    zone: 'UTC',
    files: [{ token: granted?.token ?? '', owner: 'Luis', dateOrder: null }],
    withoutNotice: 'Pedido por la dirección',
  });
  for (;;) {
    const { imports } = await host.request('imports.list', {});
    if (imports.find(({ id }) => id === importId)?.state !== 'running') return;
    await host.nextEvent((event) => event.type === 'imports.changed');
  }
}
