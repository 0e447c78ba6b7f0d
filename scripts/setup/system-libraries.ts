import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { PlainFailure } from './failure.ts';

interface SystemPart {
  /** The file that shows that it is there: a library's name, a program's name or a font's path. */
  readonly file: string;
  /** Its package on Debian 12; later releases may have renamed it with the suffix t64. */
  readonly package: string;
  /** Whether Electron starts without it. */
  readonly optional?: true;
}

const LIBRARIES: readonly SystemPart[] = [
  { file: 'libgtk-3.so.0', package: 'libgtk-3-0' },
  { file: 'libnss3.so', package: 'libnss3' },
  { file: 'libasound.so.2', package: 'libasound2' },
  { file: 'libgbm.so.1', package: 'libgbm1' },
  { file: 'libnotify.so.4', package: 'libnotify4', optional: true },
  { file: 'libsecret-1.so.0', package: 'libsecret-1-0', optional: true },
  { file: 'truetype/noto/NotoSans-Regular.ttf', package: 'fonts-noto-core', optional: true },
  { file: 'truetype/noto/NotoColorEmoji.ttf', package: 'fonts-noto-color-emoji', optional: true },
];

const VIRTUAL_DISPLAY: SystemPart = { file: 'Xvfb', package: 'xvfb' };

const FOLDERS = [
  ...['/usr/lib', '/lib'].flatMap((folder) =>
    ['', '/x86_64-linux-gnu', '/aarch64-linux-gnu'].map((triplet) => folder + triplet),
  ),
  '/usr/lib64',
  '/usr/bin',
  '/usr/share/fonts',
];

/** Whether windows have to be drawn on a display of our own. */
export function needsVirtualDisplay(): boolean {
  return process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'];
}

function missingParts(): SystemPart[] {
  const wanted = needsVirtualDisplay() ? [...LIBRARIES, VIRTUAL_DISPLAY] : LIBRARIES;
  return wanted.filter(({ file }) => !FOLDERS.some((folder) => existsSync(path.join(folder, file))));
}

function run(command: string, ...args: string[]) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(command, args, { env, encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] });
}

function aptInstall(parts: readonly SystemPart[]): void {
  run('apt-get', 'update');
  const isKnown = (name: string) => run('apt-cache', 'show', name).status === 0;
  const names = parts.map((part) => (isKnown(`${part.package}t64`) ? `${part.package}t64` : part.package));
  const { status, stderr } = run('apt-get', 'install', '--yes', '--no-install-recommends', ...names);
  if (status !== 0) process.stderr.write(stderr);
}

/**
 * Sees to it that the system libraries which Electron needs on Linux are there: installs them as root on Debian and
 * its kin, and elsewhere says which are missing.
 */
export function installSystemLibraries(log: (line: string) => void): void {
  if (process.platform !== 'linux') return;
  const missing = missingParts();
  if (missing.length === 0) return;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    log(`Installing system libraries: ${missing.map((part) => part.package).join(' ')}...`);
    aptInstall(missing);
  }
  const needed = missingParts().filter((part) => !part.optional);
  if (needed.length > 0) {
    const names = needed.map((part) => `${part.file} (${part.package} on Debian)`).join(', ');
    throw new PlainFailure(
      `Electron needs system libraries that are missing here; please install: ${names}.`,
    );
  }
}
