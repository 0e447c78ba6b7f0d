import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assert, asyncProperty, nat } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verifyFolder } from '#host/export/verify-folder.ts';
import { temporaryFolder } from '../helpers/archive.ts';
import { fillArchive, filesIn, wholeArchive } from '../helpers/filled-archive.ts';
import { openTestSession } from '../helpers/session.ts';

/** One export for all tests; each works on a copy. */
async function exportOnce(): Promise<string> {
  const { session } = await openTestSession();
  await fillArchive(session.archive);
  const place = temporaryFolder();
  await session.exports.start({ ...wholeArchive, formats: ['html', 'csv', 'jsonl'], place }).done;
  const folder = join(place, session.exports.list(null, 1)[0]?.name ?? '');
  const copy = join(temporaryFolder(), 'export');
  cpSync(folder, copy, { recursive: true });
  return copy;
}

const run = (folder: string, command: string): string =>
  execFileSync('bash', ['-c', command], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

describe('the verification of an export', () => {
  it('holds for one that nobody touched, with every entry of the ledger', async () => {
    const report = await verifyFolder(await exportOnce());
    expect(report.problems).toEqual([]);
    expect(report.manifest).toMatchObject({ company: 'Ferretería Luna', reason: 'Court order 12/2026' });
    expect(report.entries).toBeGreaterThan(report.manifest?.messages ?? 0);
  });

  it('gives the same answer as the written procedure', async () => {
    const folder = await exportOnce();
    const signed = `openssl pkeyutl -verify -pubin -inkey public-key.pem -rawin -in manifest.json -sigfile manifest.json.sig`;
    expect(run(folder, signed)).toContain('Signature Verified Successfully');
    expect(readFileSync(join(folder, 'VERIFY.txt'), 'utf8')).toContain('-in manifest.json -sigfile');
    const sums = 'sha256sum --check --strict --quiet SHA256SUMS';
    expect(run(folder, sums)).toBe('');
    const [listed = ''] = run(folder, 'sha256sum SHA256SUMS').split(' ');
    expect(run(folder, `grep '"path":"SHA256SUMS"' manifest.json`)).toContain(listed);
    const count = (command: string) => Number(run(folder, command));
    expect(count('find . -type f | wc -l')).toBe(count('echo $(( $(wc -l < SHA256SUMS) + 3 ))'));
    const key = run(folder, 'openssl pkey -pubin -in public-key.pem -outform DER | tail -c 32 | sha256sum');
    expect((await verifyFolder(folder)).keyFingerprint).toBe(key.split(' ')[0]);
    writeFileSync(join(folder, 'csv/people.csv'), 'changed');
    expect(run(folder, `${sums} || true`)).toContain('csv/people.csv: FAILED');
  });

  it('finds any single changed byte, by the name of the file', async () => {
    const folder = await exportOnce();
    const paths = [...filesIn(folder)].filter(([, content]) => content.length > 0);
    await assert(
      asyncProperty(nat(), nat(), nat({ max: 254 }), async (which, where, by) => {
        const [path, content] = paths[which % paths.length] ?? ['', Buffer.alloc(1)];
        const changed = Buffer.from(content);
        const at = where % changed.length;
        changed[at] = ((changed[at] ?? 0) + 1 + by) % 256;
        writeFileSync(join(folder, path), changed);
        const { problems } = await verifyFolder(folder);
        writeFileSync(join(folder, path), content);
        const named = path === 'manifest.json.sig' ? 'manifest.json' : path;
        expect(problems.map((problem) => problem.path)).toContain(named);
      }),
      { numRuns: 60 },
    );
    expect((await verifyFolder(folder)).problems).toEqual([]);
  });

  it('finds files that are missing, added, or put in the place of others', async () => {
    const folder = await exportOnce();
    rmSync(join(folder, 'csv/people.csv'));
    mkdirSync(join(folder, 'more'));
    writeFileSync(join(folder, 'more/extra.txt'), 'x');
    const { problems } = await verifyFolder(folder);
    expect(problems).toEqual(
      expect.arrayContaining([
        { kind: 'file-missing', path: 'csv/people.csv' },
        { kind: 'file-extra', path: 'more/extra.txt' },
      ]),
    );
    for (const path of ['manifest.json', 'manifest.json.sig', 'public-key.pem']) {
      const copy = await exportOnce();
      rmSync(join(copy, path));
      expect((await verifyFolder(copy)).problems.length).toBeGreaterThan(0);
    }
  });
});
