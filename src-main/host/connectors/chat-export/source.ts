import { open, type FileHandle } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { AtalayaError } from '#shared/errors.ts';
import { plain } from './chars.ts';
import { asReadError, throwIfCancelled } from './errors.ts';
import { HeaderScanner } from './header.ts';
import { LineSplitter } from './lines.ts';
import { decodeText } from './text.ts';
import { bareTitleOfFile, titleOfFile } from './title.ts';
import type { ExportDamage } from '#shared/model/chat-export.ts';
import { isZip, placeOf } from './zip-chats.ts';
import type { ZippedFile } from './zip-file.ts';
import { openZip } from './zip.ts';

const readBytes = 512 * 1024;
/** A zip that does not tell which of its texts is the chat: so many are looked into. */
const maximumLookedInto = 20;

/** An exported chat, opened: its text and the files that came with it. */
export interface ChatSource {
  readonly zip: boolean;
  /** Names that may tell whose chat it is: of the text and of the zip around it. */
  readonly names: readonly string[];
  /** Size of the text in bytes, uncompressed. */
  readonly bytes: number;
  /** The files beside the text, by name; some may be cut off. */
  readonly files: ReadonlyMap<string, ZippedFile>;
  readonly damage: ExportDamage | null;
  text(): Promise<AsyncIterable<Uint8Array>>;
  close(): Promise<void>;
}

/** Opens a text or a zip, whatever its name ends in. Throws `file-unreadable`, `zip-unsafe`, `not-a-chat-export`. */
export async function openChatSource(path: string, signal?: AbortSignal): Promise<ChatSource> {
  try {
    const { file, inside } = await placeOf(path);
    return (await isZip(file)) ? await openZipped(file, inside, signal) : await openPlain(file);
  } catch (error) {
    throw asReadError(error);
  }
}

async function openPlain(path: string): Promise<ChatSource> {
  const file = await open(path);
  const { size } = await file.stat();
  return {
    zip: false,
    names: namesOf(path),
    bytes: size,
    files: new Map(),
    damage: null,
    text: async () => bytesOf(file),
    close: () => file.close(),
  };
}

/** An unpacked export of an iPhone is called `_chat.txt`, and its folder after the chat. */
function namesOf(path: string): readonly string[] {
  const folder = dirname(path);
  return bareTitleOfFile(path) === null && titleOfFile(folder) !== null ? [path, folder] : [path];
}

/** The bytes of a file; while one chunk is worked on the next is read, into memory that is used again. */
async function* bytesOf(file: FileHandle): AsyncGenerator<Uint8Array, void, undefined> {
  let chunk = Buffer.allocUnsafe(readBytes);
  let ahead = Buffer.allocUnsafe(readBytes);
  let position = 0;
  let { bytesRead } = await file.read(chunk, 0, readBytes, position);
  while (bytesRead > 0) {
    position += bytesRead;
    const reading = file.read(ahead, 0, readBytes, position);
    // Whoever stops here never asks how it went.
    reading.catch(() => undefined);
    yield chunk.subarray(0, bytesRead);
    ({ bytesRead } = await reading);
    [chunk, ahead] = [ahead, chunk];
  }
}

async function openZipped(
  path: string,
  inside: string | null,
  signal: AbortSignal | undefined,
): Promise<ChatSource> {
  const zip = await openZip(path, signal);
  try {
    const chat =
      inside === null ? await chatOf(zip.files, signal) : zip.files.find((file) => file.path === inside);
    if (chat === undefined) {
      throw zip.isDamaged
        ? new AtalayaError('file-unreadable', { reason: 'damaged' })
        : new AtalayaError('not-a-chat-export');
    }
    const files = new Map<string, ZippedFile>();
    for (const file of zip.files) {
      const name = plain(basename(file.path));
      const belongs = inside === null || dirname(file.path) === dirname(inside);
      if (file !== chat && belongs && !files.has(name)) files.set(name, file);
    }
    return {
      zip: true,
      names: inside === null ? [chat.path, path] : namesOf(inside),
      bytes: chat.size,
      files,
      damage: !zip.isDamaged ? null : chat.isWhole ? 'files' : 'text',
      text: () => chat.open(),
      close: () => zip.close(),
    };
  } catch (error) {
    await zip.close();
    throw error;
  }
}

/** The chat among the texts of a zip; the others are documents that somebody sent. */
async function chatOf(
  files: readonly ZippedFile[],
  signal: AbortSignal | undefined,
): Promise<ZippedFile | undefined> {
  const texts = files.filter((file) => file.path.toLowerCase().endsWith('.txt'));
  const named =
    texts.find((file) => basename(file.path).toLowerCase() === '_chat.txt') ??
    texts.find((file) => titleOfFile(file.path) !== null);
  if (named !== undefined) return named;
  if (texts.length === 1) return texts[0];
  for (const file of texts.slice(0, maximumLookedInto)) {
    throwIfCancelled(signal);
    if (await beginsWithHeader(file)) return file;
  }
  return undefined;
}

async function beginsWithHeader(file: ZippedFile): Promise<boolean> {
  const scanner = new HeaderScanner();
  let first = true;
  let found = false;
  const splitter = new LineSplitter({
    line: (text, start, stop) => {
      if (first) found = scanner.scan(text, start, stop) === 'header';
      first = false;
    },
    more: () => undefined,
  });
  for await (const { text } of decodeText(await file.open())) {
    splitter.feed(text);
    break;
  }
  return found;
}
