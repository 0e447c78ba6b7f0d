import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../../tests/helpers/archive.ts';
import { archiveFile, openArchive } from '../archive.ts';

it('refuses an archive that a later version made, and does not touch it', () => {
  const folder = temporaryFolder();
  const key = randomBytes(32);
  const archive = openArchive(folder, key, Date.now);
  archive.writer.execute('pragma user_version = 99');
  archive.close();
  const before = readFileSync(archiveFile(folder));
  expect(() => openArchive(folder, key, Date.now)).toThrow(
    expect.objectContaining({ code: 'workspace-newer', data: expect.objectContaining({ archive: 99 }) }),
  );
  expect(readFileSync(archiveFile(folder)).equals(before)).toBe(true);
});

it('opens an archive again with its own key only', () => {
  const folder = temporaryFolder();
  const key = randomBytes(32);
  openArchive(folder, key, Date.now).close();
  openArchive(folder, key, Date.now).close();
  expect(() => openArchive(folder, randomBytes(32), Date.now)).toThrow(
    expect.objectContaining({ code: 'workspace-damaged' }),
  );
});
