import { hkdfSync } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/*
 * A place that was chosen for backups holds one folder for each workspace, named by a piece that comes from its key:
 *
 *     atalaya-1a2b3c4d/
 *       generations/20261125T070000Z.backup    one backup: see manifest.ts
 *       generations/20261125T070000Z.list      the pieces of its database in order, and its files
 *       chunks/ab/...                          pieces of the encrypted database, named by their SHA-256
 *       files/ab/...                           the encrypted media, under the names that they have in the workspace
 *
 * A piece or a file is there once, whatever the number of backups that hold it. Nothing is ever changed in place: it is
 * written beside under a name with a dot, made durable, then renamed; the `.backup` comes last and makes it count.
 */

const setName = /^atalaya-[0-9a-f]{8}$/;

/** The folder of a workspace in a place for backups. */
export function setFolder(place: string, key: Uint8Array): string {
  const name = Buffer.from(hkdfSync('sha256', key, '', 'atalaya backup name', 4)).toString('hex');
  return join(place, `atalaya-${name}`);
}

/** Folders with backups in a folder that a person chose: itself, or those in it. */
export function findSets(folder: string): string[] {
  if (existsSync(generationsFolder(folder))) return [folder];
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => setName.test(name) && existsSync(generationsFolder(join(folder, name))))
    .map((name) => join(folder, name));
}

/** Where the backups of a set are listed. */
export function generationsFolder(set: string): string {
  return join(set, 'generations');
}

/** Where the pieces of databases are. */
export function chunksFolder(set: string): string {
  return join(set, 'chunks');
}

/** Where the media are. */
export function filesFolder(set: string): string {
  return join(set, 'files');
}

/** The name of a backup that was made at a moment: sorts by time. */
export function generationName(at: number): string {
  return new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
}

const generation = /^(\d{8}T\d{6}Z)\.backup$/;

/** The names of a set's finished backups, newest first. */
export function listGenerations(set: string): string[] {
  const folder = generationsFolder(set);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name) => generation.exec(name)?.[1] ?? [])
    .sort()
    .reverse();
}
