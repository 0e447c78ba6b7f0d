import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { commandLine } from '../helpers/cli.ts';
import { makeWorkspace, type TestWorkspace } from '../helpers/workspace.ts';

interface Made {
  generation: string;
  messages: number;
  bytes: number;
  writtenBytes: number;
  checked: { entries: number; files: number; missingFiles: number } | null;
}

/** A workspace with an imported chat of so many messages. */
async function filledWorkspace(messages: number): Promise<TestWorkspace> {
  const workspace = await makeWorkspace();
  onTestFinished(() => workspace.remove());
  await addMessages(workspace, 'Ana', messages);
  return workspace;
}

async function addMessages(workspace: TestWorkspace, contact: string, messages: number): Promise<void> {
  const file = join(workspace.files, `WhatsApp Chat with ${contact}.txt`);
  const lines = Array.from({ length: messages }, (_, index) => {
    const minute = String(index % 60).padStart(2, '0');
    const hour = String(Math.floor(index / 60) % 24).padStart(2, '0');
    return `${(Math.floor(index / 1440) % 28) + 1}/3/24, ${hour}:${minute} - ${contact}: order ${index} of ${contact}`;
  });
  writeFileSync(file, lines.join('\n'));
  expect(await workspace.importChats(file, '--date-order', 'dmy')).toBe(messages);
}

function firstChunk(place: string): string {
  const [set = ''] = readdirSync(place);
  const chunks = join(place, set, 'chunks');
  const [shelf = ''] = readdirSync(chunks);
  const [chunk = ''] = readdirSync(join(chunks, shelf));
  return join(chunks, shelf, chunk);
}

test('a backup is restored on another PC with the passphrase, and holds what there was', async () => {
  const workspace = await filledWorkspace(3000);
  const place = join(workspace.files, 'usb');
  const first = await workspace.cli.json<Made>('backup', place, '--check');
  expect(first).toMatchObject({ messages: 3000, checked: { missingFiles: 0 } });
  expect(first.writtenBytes).toBe(first.bytes);

  await addMessages(workspace, 'Ben', 20);
  const second = await workspace.cli.json<Made>('backup', place);
  expect(second.messages).toBe(3020);
  expect(second.writtenBytes).toBeLessThan(second.bytes);

  const other = commandLine(join(workspace.files, 'other-pc'));
  expect(await other.json('restore', place)).toMatchObject({ messages: 3020, missingFiles: 0 });
  const { messages } = await other.json<{ messages: { text: string }[] }>('messages', '--conversation', '2');
  expect(messages.at(-1)?.text).toBe('order 19 of Ben');

  const older = commandLine(join(workspace.files, 'older'));
  expect(await older.json('restore', place, '--generation', first.generation)).toMatchObject({
    messages: 3000,
  });
});

test('a backup is restored with the recovery code and a new passphrase, and with no other code', async () => {
  const workspace = await filledWorkspace(50);
  const place = join(workspace.files, 'usb');
  await workspace.cli.json<Made>('backup', place);
  const other = commandLine(join(workspace.files, 'other-pc'));
  const code = join(workspace.files, 'code.txt');
  writeFileSync(code, 'AAAA-BBBB-CCCC-DDDD-EEEE-FFFF-GGGG-HHHH');
  expect(await other.run('restore', place, '--recovery-code-file', code)).toMatchObject({
    code: 2,
    errors: expect.stringContaining('recovery-code-wrong'),
  });
  writeFileSync(code, workspace.recoveryCode);
  expect(await other.json('restore', place, '--recovery-code-file', code)).toMatchObject({ messages: 50 });
  expect(await other.json('conversations')).toMatchObject({ conversations: [{ messages: 50 }] });
});

test('a restore never touches a workspace or an archive that is there', async () => {
  const workspace = await filledWorkspace(10);
  const place = join(workspace.files, 'usb');
  await workspace.cli.json<Made>('backup', place);
  const before = readFileSync(join(workspace.folder, 'archive.db'));
  expect((await workspace.cli.run('restore', place)).errors).toContain('workspace-exists');
  rmSync(join(workspace.folder, 'workspace.json'));
  expect((await workspace.cli.run('restore', place)).errors).toContain('workspace-exists');
  expect(readFileSync(join(workspace.folder, 'archive.db')).equals(before)).toBe(true);
});

test('a changed byte of a backup is found by the check, and mended by the next backup', async () => {
  const workspace = await filledWorkspace(500);
  const place = join(workspace.files, 'usb');
  await workspace.cli.json<Made>('backup', place);
  const chunk = firstChunk(place);
  const bytes = readFileSync(chunk);
  bytes[100] = (bytes[100] ?? 0) ^ 1;
  writeFileSync(chunk, bytes);
  const other = join(workspace.files, 'other-pc');
  expect((await commandLine(other).run('restore', place)).errors).toContain('backup-damaged');
  expect(readdirSync(other).filter((name) => name.startsWith('archive') || name === 'media')).toEqual([]);
  expect(existsSync(chunk)).toBe(false);
  const { checked } = await workspace.cli.json<Made>('backup', place, '--check');
  expect(checked).toMatchObject({ missingFiles: 0 });
});

test('a changed manifest or list of a backup is refused', async () => {
  const workspace = await filledWorkspace(10);
  const place = join(workspace.files, 'usb');
  const { generation } = await workspace.cli.json<Made>('backup', place);
  const [set = ''] = readdirSync(place);
  for (const [end, from, to] of [
    ['backup', '"messages":10', '"messages":11'],
    ['list', '\n', ' \n'],
  ] as const) {
    const copy = join(workspace.files, `changed-${end}`);
    cpSync(place, copy, { recursive: true });
    const file = join(copy, set, 'generations', `${generation}.${end}`);
    writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));
    const other = commandLine(join(workspace.files, `other-${end}`));
    expect((await other.run('restore', copy)).errors).toContain('backup-damaged');
  }
});

test('a place that is away is not begun anew, and a place within the workspace is refused', async () => {
  const workspace = await filledWorkspace(10);
  const place = join(workspace.files, 'usb');
  await workspace.cli.json<Made>('backup', place);
  const [set = ''] = readdirSync(place);
  rmSync(join(place, set), { recursive: true });
  expect((await workspace.cli.run('backup', place)).errors).toContain('backup-place-missing');
  expect((await workspace.cli.run('backup', join(workspace.folder, 'x'))).errors).toContain(
    'backup-place-inside',
  );
});
