import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { stringify } from 'csv-stringify/sync';
import type { Reader } from '#host/archive/database.ts';
import { listActions } from '#host/archive/people/action-log.ts';
import type { ActionFilters } from '#shared/contract/people.ts';
import { AtalayaError } from '#shared/errors.ts';

const pageRows = 1000;
const columns = ['number', 'at_utc', 'person', 'action', 'about', 'details'];
const options = {
  // A cell that a spreadsheet would run as a formula begins with an apostrophe.
  escape_formulas: true,
  record_delimiter: 'windows' as const,
};

/**
 * Writes what the filters leave of the log into a CSV file, newest first: UTF-8 with a byte order mark, times in UTC.
 * Returns how many actions there are. Errors: `folder-unwritable`, `cancelled`.
 */
export async function exportActions(
  reader: Reader,
  filters: ActionFilters,
  place: { readonly folder: string; readonly name: string },
  signal: AbortSignal,
): Promise<number> {
  const file = createWriteStream(join(place.folder, place.name), { flags: 'wx', mode: 0o600 });
  try {
    await once(file, 'open');
    file.write(stringify([columns], { ...options, bom: true }));
    let count = 0;
    let before: number | null = null;
    do {
      signal.throwIfAborted();
      const { actions, next } = listActions(reader, filters, before, pageRows);
      const rows = actions.map(({ id, at, user, kind, about, details }) => [
        id,
        new Date(at).toISOString(),
        user?.name ?? '',
        kind,
        about ?? '',
        Object.keys(details).length === 0 ? '' : JSON.stringify(details),
      ]);
      if (!file.write(stringify(rows, options))) await once(file, 'drain');
      count += actions.length;
      before = next;
      await setImmediate();
    } while (before !== null);
    file.end();
    await once(file, 'close');
    return count;
  } catch (cause) {
    file.destroy();
    if (signal.aborted) throw new AtalayaError('cancelled', {}, { cause });
    throw new AtalayaError('folder-unwritable', {}, { cause });
  }
}
