import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { AtalayaError } from '#shared/errors.ts';

/** Locks of this process: one that nobody refers to would end with the next garbage collection. */
const held = new Set<BetterSqlite3.Database>();

/**
 * Makes this process the only one that has the workspace open, until `release`. The lock is the operating system's,
 * on an otherwise empty SQLite file: it ends with the process, however that ends. Error: `workspace-in-use`.
 */
export function lockWorkspace(folder: string): { release(): void } {
  const connection = new BetterSqlite3(join(folder, 'workspace.lock'), { timeout: 0 });
  try {
    connection.pragma('locking_mode = exclusive');
    connection.exec('begin exclusive');
    held.add(connection);
    return {
      release() {
        held.delete(connection);
        connection.close();
      },
    };
  } catch (cause) {
    connection.close();
    throw new AtalayaError('workspace-in-use', {}, { cause });
  }
}
