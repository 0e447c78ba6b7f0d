import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { onTestFinished } from 'vitest';
import { ZipFile } from 'yazl';
import type { CapturedMessage } from '#shared/model/capture.ts';
import { inspectChatExport, readChatExport } from './chat-export.ts';
import type { ChatExportBatch, ChatExportInfo, ReadChatExportOptions, UnreadLine } from './types.ts';

/** Samples that this repository ships. */
export const fixtures = join(import.meta.dirname, '../../../../tests/fixtures/chat-exports');

/** Writes a file, in a folder of its own that goes when the test has ended. */
export async function writeExport(content: string | Uint8Array, name = '_chat.txt'): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'chat-export-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

/** Zips files as an export with media. */
export async function writeZip(
  files: readonly (readonly [path: string, content: string | Uint8Array])[],
  name = 'WhatsApp Chat - Ana.zip',
): Promise<string> {
  const path = await writeExport('', name);
  const zip = new ZipFile();
  for (const [file, content] of files) zip.addBuffer(Buffer.from(content), file);
  zip.end();
  await finished(zip.outputStream.pipe(createWriteStream(path)));
  return path;
}

/** Zips files as they come, with the size of each behind its data. */
export async function writeStreamedZip(
  files: readonly (readonly [path: string, content: string | Uint8Array])[],
  name = 'WhatsApp Chat - Ana.zip',
): Promise<string> {
  const path = await writeExport('', name);
  const zip = new ZipFile();
  for (const [file, content] of files) zip.addReadStream(Readable.from([Buffer.from(content)]), file);
  zip.end();
  await finished(zip.outputStream.pipe(createWriteStream(path)));
  return path;
}

export interface WholeExport {
  readonly info: ChatExportInfo;
  readonly records: readonly CapturedMessage[];
  readonly unread: readonly UnreadLine[];
  readonly last: ChatExportBatch;
}

/** Inspects and reads a file to its end. */
export async function readWhole(
  path: string,
  options: Partial<ReadChatExportOptions> = {},
): Promise<WholeExport> {
  const info = options.info ?? (await inspectChatExport(path));
  const records: CapturedMessage[] = [];
  const unread: UnreadLine[] = [];
  let last: ChatExportBatch | null = null;
  for await (const batch of readChatExport(path, { owner: null, zone: 'UTC', ...options, info })) {
    records.push(...batch.records);
    unread.push(...batch.unread);
    last = batch;
  }
  if (last === null) throw new Error(`no batch from ${dirname(path)}`);
  return { info, records, unread, last };
}

/** The sum of what became of the lines, which must be their number. */
export function accounted({ last }: WholeExport): number {
  const { message, system, continuation, blank, unread } = last.lines;
  return message + system + continuation + blank + unread;
}

/** Time, author and text of each record, for comparing at a glance. */
export function lines(records: readonly CapturedMessage[]): string[] {
  return records.map(({ sentAt, sender, kind, text }) => {
    const time = new Date(sentAt).toISOString().slice(0, 16);
    return `${time} ${sender?.name ?? '-'} (${kind}) ${text}`;
  });
}
