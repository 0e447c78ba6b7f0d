import { open, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { titleOfFile } from './title.ts';
import { openZip } from './zip.ts';

/** Where a chat is: a file, or a text inside of a zip with several chats, whose path goes on as if that were a folder. */
export interface ChatPlace {
  readonly file: string;
  readonly inside: string | null;
}

/** Takes the path of a chat apart. */
export async function placeOf(path: string): Promise<ChatPlace> {
  for (let file = path; dirname(file) !== file; file = dirname(file)) {
    const found = await stat(file).catch(() => null);
    if (found === null) continue;
    if (file === path || !found.isFile()) break;
    return { file, inside: relative(file, path).replaceAll(sep, '/') };
  }
  return { file: path, inside: null };
}

export async function isZip(path: string): Promise<boolean> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
  return bytesRead === 4 && (buffer.readUInt32BE(0) === 0x504b0304 || buffer.readUInt32BE(0) === 0x504b0506);
}

/** Whether a text in a zip is called as WhatsApp calls a chat. */
function isNamedAsChat(path: string): boolean {
  const name = basename(path).toLowerCase();
  return name === '_chat.txt' || (name.endsWith('.txt') && titleOfFile(path) !== null);
}

/**
 * The paths of the chats that a file holds: its own, unless it is a zip with several. A zip that WhatsApp named after
 * a chat has only that one; further texts in it were sent there. What can't be opened is left to whoever reads it.
 */
export async function chatsIn(path: string): Promise<string[]> {
  if (titleOfFile(path) !== null || !(await isZip(path).catch(() => false))) return [path];
  const zip = await openZip(path).catch(() => null);
  if (zip === null) return [path];
  await zip.close();
  const chats = zip.files.map((file) => file.path).filter(isNamedAsChat);
  return chats.length < 2 ? [path] : chats.map((chat) => join(path, chat));
}
