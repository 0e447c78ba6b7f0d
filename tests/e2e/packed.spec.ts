import { execFileSync } from 'node:child_process';
import { globSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { expect, test } from '@playwright/test';
import { z } from 'zod';
import manifest from '../../package.json' with { type: 'json' };
import { root } from '../../scripts/setup/npm.mjs';
import { temporaryFolder } from '../helpers/electron-app.ts';
import { launchPackedApp, packedExecutable, packedResources } from '../helpers/packed-app.ts';

const archive = path.join(packedResources, 'app.asar');
const { packages: locked } = z
  .object({ packages: z.record(z.string(), z.object({ dev: z.boolean().default(false) })) })
  .parse(JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')));
/** Where two versions of a package are installed, the one of a development package may have the outer place. */
const runTimePackages = new Set(
  Object.entries(locked).flatMap(([place, { dev }]) =>
    dev ? [] : (place.split('node_modules/').at(-1) ?? []),
  ),
);

function sizeOf(folder: string): number {
  return globSync('**/*', { cwd: folder }).reduce(
    (sum, file) => sum + statSync(path.join(folder, file)).size,
    0,
  );
}

test('the package holds the bundles and what they load, and neither sources nor tests nor development packages', () => {
  const files = listPackage(archive, { isPack: false }).map((file) => file.replaceAll('\\', '/').slice(1));
  for (const needed of [
    'dist/main/main.js',
    'dist/preload/preload.cjs',
    'dist/host/host-main.js',
    'package.json',
  ]) {
    expect(files).toContain(needed);
  }
  expect(
    files.filter((file) => /\.(?:ts|tsx|mts|cts|map)$|\.(?:test|spec)\.[cm]?js$|(?:^|\/)tests?\//.test(file)),
  ).toEqual([]);
  const topFolders = new Set(files.map((file) => file.replace(/\/.*/, '')));
  expect([...topFolders].sort()).toEqual(['LICENSE', 'dist', 'node_modules', 'package.json', 'resources']);

  const packages = new Set(
    files.flatMap((file) => /.*node_modules\/((?:@[^/]+\/)?[^/@]+)\//.exec(file)?.[1] ?? []),
  );
  expect([...packages].filter((name) => !runTimePackages.has(name))).toEqual([]);
  for (const name of Object.keys(manifest.dependencies)) expect(packages).toContain(name);
  expect(files.filter((file) => file.startsWith('node_modules/better-sqlite3/prebuilds/'))).toHaveLength(1);
});

test('the package is no larger than it has to be', () => {
  const app = sizeOf(packedResources) / 1e6;
  console.log(
    `the app is ${app.toFixed(1)} MB, with Electron ${(sizeOf(path.dirname(packedExecutable)) / 1e6).toFixed(1)} MB`,
  );
  expect(app).toBeLessThan(60);
});

test('the fuses leave no way in through Node, and load the app from its archive only', async () => {
  const wire = await getCurrentFuseWire(packedExecutable);
  const isOn = (fuse: FuseV1Options) => String.fromCharCode(Number(wire[fuse])) === '1';
  expect({
    runAsNode: isOn(FuseV1Options.RunAsNode),
    cookieEncryption: isOn(FuseV1Options.EnableCookieEncryption),
    nodeOptions: isOn(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
    inspect: isOn(FuseV1Options.EnableNodeCliInspectArguments),
    asarIntegrity: isOn(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
    onlyAsar: isOn(FuseV1Options.OnlyLoadAppFromAsar),
    ownSnapshot: isOn(FuseV1Options.LoadBrowserProcessSpecificV8Snapshot),
    fileProtocol: isOn(FuseV1Options.GrantFileProtocolExtraPrivileges),
  }).toEqual({
    runAsNode: false,
    cookieEncryption: true,
    nodeOptions: false,
    inspect: false,
    asarIntegrity: true,
    onlyAsar: true,
    ownSnapshot: false,
    fileProtocol: false,
  });
});

test('the packed app opens an archive and shows its inbox', async () => {
  const workspace = await temporaryFolder();
  const passphrase = 'una frase larga de prueba 42';
  const passphraseFile = path.join(workspace.folder, 'passphrase');
  writeFileSync(passphraseFile, passphrase);
  const folder = path.join(workspace.folder, 'archive');
  const cli = path.join(root, 'src-main/host/cli.ts');
  const place = ['--workspace', folder, '--passphrase-file', passphraseFile];
  execFileSync(process.execPath, [cli, 'init', '--company', 'Ferretería Luna', ...place]);

  const app = await launchPackedApp(`--workspace=${folder}`);
  try {
    await app.ready;
    await app.window.locator('input[type=password]').fill(passphrase);
    await app.window.keyboard.press('Enter');
    await expect(app.window.getByRole('navigation').first()).toBeVisible();
  } finally {
    await app.close();
    await workspace.remove();
  }
});
