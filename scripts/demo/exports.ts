import { createWriteStream } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';

/** Lists a folder's exports in order; each folder in it is first zipped into `target`, as a phone does with media. */
export async function packExports(folder: string, target: string): Promise<string[]> {
  await mkdir(target, { recursive: true });
  const entries = await readdir(folder, { withFileTypes: true });
  const files = entries.map(async (entry) => {
    const file = path.join(folder, entry.name);
    return entry.isDirectory() ? zip(file, path.join(target, `${entry.name}.zip`)) : file;
  });
  return (await Promise.all(files)).toSorted();
}

async function zip(folder: string, file: string): Promise<string> {
  const archive = new ZipFile();
  for (const name of await readdir(folder)) archive.addFile(path.join(folder, name), name);
  archive.end();
  await pipeline(archive.outputStream, createWriteStream(file));
  return file;
}
