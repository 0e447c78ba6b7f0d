import { buffer } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import type { Reader } from '#host/archive/database.ts';
import { openProof } from '#host/archive/export/proof.ts';
import { readExportRecords } from '#host/archive/export/records.ts';
import { select, type Selection } from '#host/archive/export/selection.ts';
import type { MediaReader } from '#host/archive/media.ts';
import { AtalayaError } from '#shared/errors.ts';
import type { ExportHeading, LineRecord } from '#shared/model/export-record.ts';
import type {
  ExportCounts,
  ExportFormat,
  ExportNames,
  ExportProgress,
  ExportScope,
} from '#shared/model/export.ts';
import type { FormatWriter, WriterContext } from './format-writer.ts';
import { createCsvWriter } from './formats/csv.ts';
import { createHtmlWriter } from './formats/html/writer.ts';
import { createJsonLinesWriter } from './formats/json-lines.ts';
import { createLoadFileWriter } from './formats/load-file.ts';
import { createPdfWriter } from './formats/pdf/writer.ts';
import { createRsmfWriter } from './formats/rsmf/writer.ts';
import { coverageCertificate, custodyLog } from './certificates.ts';
import { manifestFile, signatureFile, writeManifest } from './manifest.ts';
import { createMediaCopies } from './media-copies.ts';
import type { ExportOutput } from './output.ts';
import { writeLedger, writeVerifier } from './proof-files.ts';
import type { WorkspaceSignature } from './signature.ts';
import { createWords } from './words.ts';

/** What is to be exported, and what is said about it. */
export interface ExportJob {
  readonly heading: ExportHeading;
  readonly scope: ExportScope;
  readonly names: ExportNames;
  readonly formats: readonly ExportFormat[];
  readonly withFlags: boolean;
}

/** What an export turned out to be. */
export interface ExportResult {
  readonly counts: ExportCounts;
  readonly manifestSha256: string;
  readonly files: number;
  readonly bytes: number;
}

/** Where an export reads from and writes to. */
export interface ExportWorld {
  /** Sees the archive as it was at one moment. */
  readonly reader: Reader;
  readonly media: MediaReader;
  readonly output: ExportOutput;
  /** The folder of the fonts that a PDF is set in. */
  readonly fonts: string;
  readonly signal: AbortSignal;
  readonly signature: WorkspaceSignature;
  /** Folder of the verifier's parts. */
  readonly verifier: string;
  readonly onProgress: (progress: ExportProgress) => void;
}

const writers: Readonly<Record<ExportFormat, (context: WriterContext) => FormatWriter>> = {
  html: createHtmlWriter,
  csv: createCsvWriter,
  jsonl: createJsonLinesWriter,
  rsmf: createRsmfWriter,
  dat: createLoadFileWriter,
  pdf: createPdfWriter,
};

/** What a selection holds, with the gaps of its lines. `now` is UTC milliseconds. */
export function countSelection(
  reader: Reader,
  scope: ExportScope,
  now: number,
): { selection: Selection; counts: ExportCounts } {
  const selection = select(reader, scope);
  const [lines = []] = readExportRecords(reader, { scope, selection, withFlags: false, now });
  const gaps = lines.reduce((sum, line) => sum + (line.type === 'line' ? line.gaps.length : 0), 0);
  return { selection, counts: { ...selection.counts, gaps } };
}

/**
 * Writes a whole export in one pass over the archive, with the memory of a page of messages. Errors: `export-empty`,
 * `not-found`, those of the output; an aborted signal's reason.
 */
export async function runExport(job: ExportJob, world: ExportWorld): Promise<ExportResult> {
  const { reader, output, signal, onProgress } = world;
  const { heading, scope, names, formats, withFlags } = job;
  onProgress({ step: 'counting', done: 0, total: 0 });
  const { selection, counts } = countSelection(reader, scope, heading.exportedAt);
  if (counts.messages === 0) throw new AtalayaError('export-empty');
  const words = createWords(heading.language, heading.zone);
  const { fonts } = world;
  const context = { output, heading, scope, names, counts, words, fonts };
  const active = formats.map((format) => writers[format](context));
  const copies = createMediaCopies(world.media, output);
  const proof = openProof(reader);
  const lines: LineRecord[] = [];
  let done = 0;
  for (const page of readExportRecords(reader, { scope, selection, withFlags, now: heading.exportedAt })) {
    proof.add(page.flatMap((record) => (record.type === 'message' ? [record.id] : [])));
    for (const record of page) {
      if (record.type === 'line') lines.push(record);
      const copied = await copies.copied(record, signal);
      for (const writer of active) await writer.write(copied);
      if (record.type === 'message') done += 1;
    }
    onProgress({ step: 'writing', done, total: counts.messages });
    // Lets a cancellation in.
    await setImmediate();
    signal.throwIfAborted();
  }
  for (const writer of active) await writer.end();
  onProgress({ step: 'proving', done: 0, total: 0 });
  const ledger = proof.head();
  writeLedger(output, proof);
  output.put('coverage.txt', coverageCertificate(context, lines));
  output.put('custody.txt', custodyLog(context, lines, reader, ledger));
  writeVerifier(output, world.verifier, {
    language: heading.language,
    publicKey: world.signature.publicKey,
  });
  const exact = { ...counts, files: copies.files, fileBytes: copies.bytes, missingFiles: copies.missing };
  const manifestSha256 = writeManifest(output, { ...job, counts: exact, ledger });
  output.put(signatureFile, world.signature.sign(await buffer(output.read(manifestFile))));
  output.settle(manifestFile);
  return { counts: exact, manifestSha256, files: output.files, bytes: output.bytes };
}
