import { onTestFinished, expect, test } from 'vitest';
import { archiveFile } from '#host/archive/archive.ts';
import { openDatabase } from '#host/archive/database.ts';
import { openWorkspace } from '#host/workspace/workspace.ts';
import { passphrase } from '../helpers/cli.ts';
import { makeWorkspace } from '../helpers/workspace.ts';

interface Verified {
  readonly holds: boolean;
  readonly entries: number;
  readonly findings: readonly { readonly type: string; readonly kind?: string }[];
}

test('verify on the command line holds for an archive that nobody touched, and names what somebody did to it', async () => {
  const { cli, folder, remove } = await makeWorkspace();
  onTestFinished(remove);
  const before = await cli.run('verify');
  expect(before).toMatchObject({ code: 0, errors: '' });
  const { entries }: Verified = JSON.parse(before.output);
  expect(entries).toBeGreaterThan(10);

  const workspace = openWorkspace(folder, Date.now);
  const { key } = await workspace.unlock(1, passphrase);
  workspace.close();
  const database = openDatabase(archiveFile(folder), key);
  database.writer.execute('update policies set enabled = 1 - enabled where id = 2');
  database.close();

  const after = await cli.run('verify');
  expect(after.code).toBe(1);
  const { holds, findings }: Verified = JSON.parse(after.output);
  expect(holds).toBe(false);
  expect(findings).toEqual([expect.objectContaining({ type: 'row-changed', kind: 'policy', subject: 2 })]);
});
