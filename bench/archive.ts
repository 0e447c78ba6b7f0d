import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addLine } from '#host/archive/lines.ts';
import { addStarters } from '#host/archive/policies.ts';
import { starterFolder } from '#host/cli/starter-folder.ts';
import { createEventCollector } from '#host/events.ts';
import type { LineObserver } from '#host/lines/line-desk.ts';
import { loadStarterPolicies } from '#host/policy/starter.ts';
import { openSession, type Session } from '#host/session.ts';
import type { HostEvent } from '#shared/contract/contract.ts';
import { languages } from '#shared/model/workspace.ts';
import { owner, zone, type GeneratedExport } from './chat-exports.ts';

/** A real encrypted archive with one line and every starter policy in force, as `init` leaves it. */
export interface BenchArchive {
  readonly session: Session;
  readonly lineId: number;
  /** Runs the importer as the window does; throws when a file was not read to its end. */
  import(files: readonly GeneratedExport[]): Promise<void>;
  /** Closes it and removes its folder. */
  remove(): Promise<void>;
}

/** Who is told what happens in an archive. */
export interface BenchWorld {
  readonly observer?: LineObserver;
  readonly onEvent?: (event: HostEvent) => void;
}

const silent = () => undefined;

/** A folder of its own for what a benchmark writes. */
export function benchFolder(): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'atalaya-bench-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Makes an archive for the length of a benchmark. No two transactions have the same time in it. */
export async function openBenchArchive({
  observer = {},
  onEvent = silent,
}: BenchWorld = {}): Promise<BenchArchive> {
  const { folder, remove } = benchFolder();
  const events = createEventCollector(onEvent);
  const log = { debug: silent, info: silent, warn: silent, error: silent };
  let time = Date.now();
  const session = openSession({
    folder,
    key: randomBytes(32),
    events,
    log,
    now: () => (time += 1),
    serverUrl: null,
    observer,
  });
  const { archive, policies } = session;
  for (const language of languages) {
    addStarters(archive.writer, language, await loadStarterPolicies(starterFolder, language), Date.now());
  }
  policies.reload();
  const details = { name: 'Ventas', employee: owner, team: null, noticeOn: '2024-01-07' };
  const lineId = addLine(archive.writer, details, null, Date.now());
  return {
    session,
    lineId,
    import: (files) => importInto(session, lineId, files),
    async remove() {
      await session.close();
      events.close();
      remove();
    },
  };
}

/** Imports exports into a line as the window does; throws when a file was not read to its end. */
export async function importInto(
  { imports }: Session,
  lineId: number,
  files: readonly GeneratedExport[],
): Promise<void> {
  const wanted = files.map(({ path }) => ({ path, owner, dateOrder: null, place: null }));
  const { importId, done } = imports.start({
    lineId,
    zone,
    files: wanted,
    withoutNotice: 'benchmark',
  });
  await done;
  const state = imports.list().find(({ id }) => id === importId);
  for (const file of state?.files ?? [])
    if (file.state !== 'done') throw new Error(`${file.name}: ${file.error}`);
}
