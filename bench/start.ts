import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from '../scripts/build.ts';
import { openDisplay } from '../scripts/display.ts';
import { addLine } from '#host/archive/lines.ts';
import { saveSettings } from '#host/archive/settings.ts';
import { createEventCollector } from '#host/events.ts';
import { openSession } from '#host/session.ts';
import { openWorkspace } from '#host/workspace/workspace.ts';
import { passphrase } from '../tests/helpers/cli.ts';
import { launchApp, type RunningApp } from '../tests/helpers/electron-app.ts';
import { silentLog } from '../tests/helpers/log.ts';
import { unlock } from '../tests/helpers/person.ts';
import { words } from '../tests/helpers/words.ts';
import { benchFolder, importInto } from './archive.ts';
import { owner, writeChatExports, zone } from './chat-exports.ts';
import type { BenchRow } from './report.ts';

const starts = 5;
const budget = { ratio: 1.5, memoryMb: 500 } as const;

/** One start of the app: from its process to an inbox that can be used, and what it then holds in memory. */
interface Start {
  readonly elapsed: number;
  readonly megabytes: number;
}

/**
 * Measures a cold start to a usable inbox with that many messages against an empty workspace, in turn, and the memory
 * of all processes with the inbox open.
 */
export async function benchStart({ messages }: { messages: number }): Promise<readonly BenchRow[]> {
  await build(() => undefined);
  const display = await openDisplay();
  Object.assign(process.env, display.env);
  const { folder, remove } = benchFolder();
  try {
    const full = join(folder, 'full');
    const empty = join(folder, 'empty');
    await fill(full, folder, messages);
    await fill(empty, folder, 0);
    const times = { full: Array<Start>(), empty: Array<Start>() };
    for (let round = 0; round <= starts; round += 1) {
      const ofEmpty = await start(empty, words.inbox.empty.title);
      const ofFull = await start(full, null);
      // The first round warms the system's file cache for both.
      if (round > 0) {
        times.empty.push(ofEmpty);
        times.full.push(ofFull);
      }
    }
    const ratio = median(times.full, 'elapsed') / median(times.empty, 'elapsed');
    const megabytes = median(times.full, 'megabytes');
    return [
      plain('cold start to a usable inbox, empty workspace', median(times.empty, 'elapsed'), 'ms'),
      {
        ...plain('the same with the messages', median(times.full, 'elapsed'), 'ms'),
        ratio,
        budget: `< ${budget.ratio} x`,
        met: ratio < budget.ratio,
      },
      plain('memory of all processes, empty workspace', median(times.empty, 'megabytes'), 'MB'),
      {
        ...plain('the same with the messages, inbox open', megabytes, 'MB'),
        budget: `< ${budget.memoryMb} MB`,
        met: megabytes < budget.memoryMb,
      },
    ];
  } finally {
    await display.close();
    remove();
  }
}

/** Makes a workspace as a person does, and imports that many messages into it. */
async function fill(workspaceFolder: string, exportFolder: string, messages: number): Promise<void> {
  const workspace = openWorkspace(workspaceFolder, Date.now);
  const { key } = await workspace.create({ company: 'Ferretería', language: 'en' }, 'Ana', passphrase);
  const events = createEventCollector(() => undefined);
  const session = openSession({
    folder: workspaceFolder,
    key,
    events,
    log: silentLog,
    now: Date.now,
    serverUrl: null,
  });
  saveSettings(session.archive.writer, { zone });
  if (messages > 0) {
    const details = { name: 'Ventas', employee: owner, team: null, noticeOn: '2024-01-07' };
    const lineId = addLine(session.archive.writer, details, null, Date.now());
    await importInto(session, lineId, writeChatExports(exportFolder, messages, 0));
  }
  await session.close();
  events.close();
  workspace.close();
}

/** Starts the app; the inbox can be used when its first row, or the words of an empty one, are there. */
async function start(workspaceFolder: string, emptyTitle: string | null): Promise<Start> {
  const began = performance.now();
  const app = await launchApp(`--workspace=${workspaceFolder}`);
  try {
    await unlock(app.window);
    const inbox = emptyTitle === null ? app.window.getByRole('option') : app.window.getByText(emptyTitle);
    await inbox.first().waitFor();
    const elapsed = performance.now() - began;
    return { elapsed, megabytes: memoryOf(app) };
  } finally {
    await app.close();
  }
}

/** The memory of a process and all that it started, in MB; what they share counts once (Linux: Pss). NaN elsewhere. */
function memoryOf({ electron }: RunningApp): number {
  if (process.platform !== 'linux') return Number.NaN;
  const children = Map.groupBy(processes(), ({ parent }) => parent);
  const family = [electron.process().pid ?? 0];
  for (const pid of family) family.push(...(children.get(pid) ?? []).map((child) => child.pid));
  return family.reduce((sum, pid) => sum + kilobytesOf(pid), 0) / 1024;
}

function processes(): { pid: number; parent: number }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({
      pid: Number(name),
      parent: Number(/^PPid:\s*(\d+)/m.exec(readProcess(name, 'status'))?.[1]),
    }));
}

const kilobytesOf = (pid: number): number =>
  Number(/^Pss:\s*(\d+)/m.exec(readProcess(String(pid), 'smaps_rollup'))?.[1] ?? 0);

/** What the system says of a process; nothing when it has just ended. */
function readProcess(pid: string, file: string): string {
  try {
    return readFileSync(join('/proc', pid, file), 'utf8');
  } catch {
    return '';
  }
}

function median(values: readonly Start[], of: keyof Start): number {
  const sorted = values.map((value) => value[of]).toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

const plain = (name: string, value: number, unit: string): BenchRow => ({
  name,
  value,
  unit,
  ratio: null,
  budget: null,
  met: null,
});
