import { openSnapshot } from '#host/archive/database.ts';
import { checkChain } from '#host/archive/ledger.ts';
import { openMediaReader } from '#host/archive/media.ts';
import { AtalayaError } from '#shared/errors.ts';
import type { BackupChecked } from '#shared/model/backup.ts';
import type { BackupSurroundings } from './make-backup.ts';
import type { Manifest } from './manifest.ts';

/**
 * Opens an assembled archive with its key and verifies it: every page, the whole chain, its newest entry against the
 * manifest, and every stored file that it names, to its last byte. Error: `backup-damaged`.
 */
export async function inspectArchive(
  file: string,
  media: string,
  key: Uint8Array,
  manifest: Manifest,
  { signal, onProgress }: BackupSurroundings,
): Promise<Pick<BackupChecked, 'messages' | 'entries' | 'files' | 'missingFiles'>> {
  const snapshot = openCopy(file, key);
  try {
    const { reader } = snapshot;
    onProgress({ step: 'checking', done: 0, total: 0 });
    const problem = reader.sql<{ integrity_check: string }>('pragma integrity_check(1)').get();
    if (problem?.integrity_check !== 'ok') throw new AtalayaError('backup-damaged', { what: 'database' });
    signal.throwIfAborted();
    const chain = checkChain(reader);
    if (!chain.whole) throw new AtalayaError('backup-damaged', { what: 'ledger' });
    const head = reader
      .sql<{ hash: string }>('select lower(hex(hash)) as hash from ledger where seq = ?')
      .get(manifest.head.seq);
    if (chain.entries !== manifest.head.seq || head?.hash !== manifest.head.hash)
      throw new AtalayaError('backup-damaged', { what: 'ledger' });
    const messages =
      reader.sql<{ count: number }>('select count(*) as count from messages').get()?.count ?? 0;
    if (messages !== manifest.messages) throw new AtalayaError('backup-damaged', { what: 'database' });
    const stored = openMediaReader(media, key);
    const names = reader
      .sql<{ sha256: string }>(
        'select distinct sha256 from attachments where sha256 is not null order by sha256',
      )
      .all();
    let missingFiles = 0;
    for (const [index, { sha256 }] of names.entries()) {
      signal.throwIfAborted();
      onProgress({ step: 'checking', done: index, total: names.length });
      if (!(await isWhole(stored, sha256))) missingFiles += 1;
    }
    return { messages, entries: chain.entries, files: names.length - missingFiles, missingFiles };
  } finally {
    snapshot.close();
  }
}

function openCopy(file: string, key: Uint8Array): ReturnType<typeof openSnapshot> {
  try {
    return openSnapshot(file, key);
  } catch (cause) {
    throw new AtalayaError('backup-damaged', { what: 'database' }, { cause });
  }
}

const pieceBytes = 4_194_304;

/** Whether a stored file can be decrypted to its end; each of its pieces vouches for itself. */
async function isWhole(stored: ReturnType<typeof openMediaReader>, sha256: string): Promise<boolean> {
  try {
    const size = await stored.size(sha256);
    for (let at = 0; at < size; at += pieceBytes)
      await stored.read(sha256, at, Math.min(at + pieceBytes, size));
    return true;
  } catch (error) {
    if (error instanceof AtalayaError && error.code === 'media-missing') return false;
    throw error;
  }
}
