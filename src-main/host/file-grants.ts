import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ChosenFile } from '#shared/contract/shell.ts';
import { AtalayaError } from '#shared/errors.ts';

const mostGrants = 5000;

/** The files that a person chose or dropped: a window names them by token only. */
export interface FileGrants {
  /** Error: `file-unreadable`. */
  grant(path: string): Promise<ChosenFile>;
  /** Error: `not-found` for a token that was never given or is too old. */
  pathOf(token: string): string;
}

/** Remembers the latest grants until the host ends. */
export function createFileGrants(): FileGrants {
  const paths = new Map<string, string>();
  return {
    async grant(path) {
      const name = basename(path);
      try {
        const { size } = await stat(path);
        const token = randomUUID();
        paths.set(token, path);
        const [oldest] = paths.keys();
        if (paths.size > mostGrants && oldest !== undefined) paths.delete(oldest);
        return { token, name, size };
      } catch (cause) {
        throw new AtalayaError('file-unreadable', { name }, { cause });
      }
    },
    pathOf(token) {
      const path = paths.get(token);
      if (path === undefined) throw new AtalayaError('not-found');
      return path;
    },
  };
}
