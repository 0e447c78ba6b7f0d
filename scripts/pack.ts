import path from 'node:path';
import { type Configuration, Platform, build as packApp } from 'electron-builder';
import { build } from './build.ts';
import { installElectron } from './setup/electron.ts';
import { root } from './setup/npm.mjs';

/** Where the packed app of the tests is. */
export const packFolder = path.join(root, '.cache/pack');

/** The first Electron whose own Node can run the archive host. */
const ELECTRON_THAT_RUNS_THE_HOST = 35;

/**
 * Packs the app into a folder as a release does, with the Electron that is installed. Where that is too old to run the
 * archive host, the files lie beside the archive as well, because a plain Node, which then runs it, reads no archive.
 */
export async function pack(): Promise<void> {
  const electron = await installElectron(console.log);
  await build(console.log);
  const needsPlainNode = Number.parseInt(electron.version, 10) < ELECTRON_THAT_RUNS_THE_HOST;
  const config: Configuration = {
    extends: path.join(root, 'electron-builder.yml'),
    directories: { output: packFolder },
    electronDist: electron.folder,
    electronVersion: electron.version,
    ...(needsPlainNode && { asarUnpack: ['**'] }),
  };
  await packApp({
    projectDir: root,
    targets: Platform.current().createTarget('dir'),
    config,
    publish: 'never',
  });
}
