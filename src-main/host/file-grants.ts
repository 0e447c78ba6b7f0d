import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename, dirname, relative } from 'node:path';
import { exportsIn, placeOf } from '#host/connectors/chat-export/chat-export.ts';
import type { ChosenFile } from '#shared/contract/shell.ts';
import { AtalayaError } from '#shared/errors.ts';

const mostGrants = 5000;

/** The files that a person chose or dropped: a window names them by token only. */
export interface FileGrants {
  /** A file, or all that may be chat exports in a folder. Error: `file-unreadable`. */
  grant(path: string): Promise<ChosenFile[]>;
  /** A folder to write into. */
  grantFolder(path: string): string;
  /** Error: `not-found` for a token that was never given or is too old. */
  pathOf(token: string): string;
}

/** Remembers the latest grants until the host ends. */
export function createFileGrants(): FileGrants {
  const paths = new Map<string, string>();

  function remember(path: string): string {
    const token = randomUUID();
    paths.set(token, path);
    const [oldest] = paths.keys();
    if (paths.size > mostGrants && oldest !== undefined) paths.delete(oldest);
    return token;
  }

  return {
    grantFolder: remember,
    async grant(path) {
      try {
        const files: ChosenFile[] = [];
        for (const file of await exportsIn(path)) {
          const { size } = await stat((await placeOf(file)).file);
          files.push({ token: remember(file), name: relative(dirname(path), file), size });
        }
        return files;
      } catch (cause) {
        throw new AtalayaError('file-unreadable', { name: basename(path) }, { cause });
      }
    },
    pathOf(token) {
      const path = paths.get(token);
      if (path === undefined) throw new AtalayaError('not-found');
      return path;
    },
  };
}
