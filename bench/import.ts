import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';
import { z } from 'zod';
import { hostFlags } from '../src-main/shell/host-runtime.ts';
import { benchFolder, openBenchArchive } from './archive.ts';
import { insertBare, readWrittenRows, type WrittenRows } from './bare-inserts.ts';
import { writeChatExports, writeOneChat, type GeneratedExport } from './chat-exports.ts';
import type { BenchRow } from './report.ts';
import { startMeasuring, sumOf, type Cost } from './timing.ts';

/** What is imported before anything is measured, so that all code is warm. */
const warmUpMessages = 10_000;
/** An import of a dozen files; larger archives are made of several, to see whether the last costs more. */
const messagesPerSet = 100_000;
/** The machine does other things as well: small runs are repeated, and the fastest counts. */
const repeatedUpTo = 100_000;
const repetitions = 3;

const plain = { unit: 'messages/s', ratio: null, budget: null, met: null } satisfies Partial<BenchRow>;
const parsed = z.object({ messages: z.number(), milliseconds: z.number(), megabytes: z.number() });

type Parsed = z.output<typeof parsed>;

/**
 * Makes plain JavaScript of the program that parses, as the app's host is bundled: Node's own compiler of TypeScript
 * would count for 25 MB of its memory.
 */
async function bundleParser(folder: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: join(import.meta.dirname, 'parse-child.ts'),
      outDir: folder,
      emptyOutDir: false,
      target: 'node24',
      minify: false,
      rolldownOptions: { output: { entryFileNames: 'parser.mjs' } },
    },
    ssr: { noExternal: true },
  });
  return join(folder, 'parser.mjs');
}

/** Each as it is run: ours as the app starts its host, theirs as Node starts anything. */
async function parseIn(program: string, child: 'ours' | 'theirs', file: GeneratedExport): Promise<Parsed> {
  const flags = child === 'ours' ? hostFlags : [];
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, program, child, file.path]);
  return parsed.parse(JSON.parse(stdout));
}

/** Runs both in turn, as the machine does other things as well; of each the fastest counts, and the most memory. */
async function parseInTurn(
  program: string,
  file: GeneratedExport,
): Promise<{ theirs: Parsed; ours: Parsed }> {
  let best: { theirs: Parsed; ours: Parsed } | null = null;
  for (let round = 0; round < repetitions; round++) {
    const theirs = await parseIn(program, 'theirs', file);
    const ours = await parseIn(program, 'ours', file);
    best =
      best === null
        ? { theirs, ours }
        : { theirs: better(best.theirs, theirs), ours: better(best.ours, ours) };
  }
  if (best === null) throw new Error('nothing was parsed');
  return best;
}

function better(one: Parsed, other: Parsed): Parsed {
  return {
    messages: other.messages,
    milliseconds: Math.min(one.milliseconds, other.milliseconds),
    megabytes: Math.max(one.megabytes, other.megabytes),
  };
}

async function benchParsing(messages: number): Promise<readonly BenchRow[]> {
  const { folder, remove } = benchFolder();
  try {
    const file = writeOneChat(folder, messages);
    const { theirs, ours } = await parseInTurn(await bundleParser(folder), file);
    if (ours.messages !== messages) throw new Error(`${ours.messages} of ${messages} messages were parsed`);
    const ratio = theirs.milliseconds / ours.milliseconds;
    const rate = (milliseconds: number) => (messages / milliseconds) * 1000;
    return [
      { ...plain, name: 'whatsapp-chat-parser, one file', value: rate(theirs.milliseconds) },
      {
        ...plain,
        name: 'parsing alone, the same file, both passes',
        value: rate(ours.milliseconds),
        ratio,
        budget: '>= 2 x',
        met: ratio >= 2,
      },
      {
        ...plain,
        name: 'memory of the process that parses',
        unit: 'MB',
        value: ours.megabytes,
        budget: '< 150 MB',
        met: ours.megabytes < 150,
      },
    ];
  } finally {
    remove();
  }
}

/** Imports everything in steps; returns the milliseconds of each, and what was written. */
async function measureImport(
  sets: readonly (readonly GeneratedExport[])[],
): Promise<{ costs: readonly Cost[]; written: WrittenRows }> {
  const archive = await openBenchArchive();
  try {
    const costs: Cost[] = [];
    for (const files of sets) {
      const stop = startMeasuring();
      await archive.import(files);
      costs.push(stop());
    }
    return { costs, written: readWrittenRows(archive.session.archive.reader, archive.lineId) };
  } finally {
    await archive.remove();
  }
}

/** How much more a message costs in a large archive than in a small one. */
function growthOf(costs: readonly Cost[]): readonly BenchRow[] {
  const first = costs[0]?.elapsed;
  const last = costs.at(-1)?.elapsed;
  if (first === undefined || last === undefined || costs.length === 1) return [];
  const name = `a message of the last ${messagesPerSet.toLocaleString('en')} against one of the first`;
  const row = { unit: 'µs', value: (last * 1000) / messagesPerSet, ratio: last / first };
  return [{ ...row, name, budget: '< 1.5 x', met: row.ratio < 1.5 }];
}

async function benchImporting(messages: number): Promise<readonly BenchRow[]> {
  const { folder, remove } = benchFolder();
  try {
    insertBare((await measureImport([writeChatExports(folder, warmUpMessages, 0)])).written, 'all');
    const sets = Array.from({ length: Math.ceil(messages / messagesPerSet) }, (_, set) =>
      writeChatExports(folder, Math.min(messages, messagesPerSet), set + 1),
    );
    const rounds: { imported: Cost; bare: Cost; barest: Cost }[] = [];
    let growth: readonly BenchRow[] = [];
    for (let round = 0; round < (messages > repeatedUpTo ? 1 : repetitions); round++) {
      const { costs, written } = await measureImport(sets);
      const bare = insertBare(written, 'all');
      const barest = insertBare(written, 'messages and search index');
      rounds.push({ imported: sumOf(costs), bare, barest });
      growth = growthOf(costs);
    }
    const least = (what: 'imported' | 'bare' | 'barest', of: keyof Cost) =>
      Math.min(...rounds.map((round) => round[what][of]));
    const rate = (what: 'imported' | 'bare' | 'barest') => (messages / least(what, 'elapsed')) * 1000;
    const ratio = rate('imported') / rate('bare');
    return [
      {
        ...plain,
        name: 'bare inserts of messages and search rows alone',
        value: rate('barest'),
        ratio: rate('imported') / rate('barest'),
      },
      { ...plain, name: 'bare inserts of every row that the import wrote', value: rate('bare') },
      {
        ...plain,
        name: 'import, parse to committed, indexed, evaluated, in the ledger',
        value: rate('imported'),
        ratio,
        budget: '>= 0.5 x',
        met: ratio >= 0.5,
      },
      {
        ...plain,
        name: 'the same in processor time, which other programs disturb less',
        unit: 'µs/message',
        value: (least('imported', 'processor') * 1000) / messages,
        ratio: least('bare', 'processor') / least('imported', 'processor'),
      },
      ...growth,
    ];
  } finally {
    remove();
  }
}

/**
 * Measures parsing against whatsapp-chat-parser, each in a process of its own, and the importer, with every starter
 * policy in force, against bare inserts of the rows it wrote into the same encrypted tables in the same batches.
 */
export async function benchImport({ messages }: { messages: number }): Promise<readonly BenchRow[]> {
  return [...(await benchParsing(messages)), ...(await benchImporting(messages))];
}
