import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { app, dialog, nativeTheme, type BrowserWindow } from 'electron';
import { showAlert } from './shell/alert.ts';
import { readArguments } from './shell/arguments.ts';
import { createHostLink } from './shell/host-link.ts';
import { startHostProcess } from './shell/host-process.ts';
import { chooseHostRuntime } from './shell/host-runtime.ts';
import { createKeyGuard } from './shell/key-guard.ts';
import { openPreferences } from './shell/preferences.ts';
import { serveWindow } from './shell/relay.ts';
import { registerSchemes, serveApp, serveMedia } from './shell/schemes.ts';
import { shellHandlers } from './shell/shell-handlers.ts';
import { openWindow, windowSession } from './shell/window.ts';
import { createWords, type Words } from './shell/words.ts';

const options = readArguments(process.argv);
const build = join(app.getAppPath(), 'dist');
/** The interface's own files of a named workspace lie in it, so that two workspaces never share a window. */
if (options.workspace !== null) app.setPath('userData', join(resolve(options.workspace), 'interface'));
const folder =
  options.workspace === null ? join(app.getPath('userData'), 'workspace') : resolve(options.workspace);

async function run(): Promise<void> {
  const runtime = chooseHostRuntime(process.versions, options.hostNode);
  // What Node forks while the graphics process starts inherits its channel. Where that process then fails, as without a
  // graphics card, nobody is told, and the window waits for it for ever.
  if (runtime.type === 'node-child') app.disableHardwareAcceleration();
  await app.whenReady();
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const keyGuard = createKeyGuard(folder);
  const preferences = openPreferences(app.getPath('userData'));
  const words = createWords(folder, app.getLocale());
  nativeTheme.themeSource = preferences.read().theme;
  let window: BrowserWindow | null = null;

  const showWindow = () => {
    if (window?.isMinimized()) window.restore();
    window?.show();
    window?.focus();
  };

  // A plain Node can't read the archive that a packed app lies in; such a package has the files beside it as well.
  const hostFolder =
    runtime.type === 'node-child'
      ? app.getAppPath().replace(/app\.asar$/, 'app.asar.unpacked')
      : app.getAppPath();
  const host = createHostLink({
    start: (onFrame) => startHostProcess(runtime, join(hostFolder, 'dist/host/host-main.js'), onFrame),
    greeting: () => ({
      t: 'start',
      folder,
      key: keyGuard.read(),
      version: app.getVersion(),
      demo: options.demo,
      starterFolder: join(hostFolder, 'resources/policies'),
      serverUrl: options.serverUrl,
    }),
    onEvent(event) {
      window?.webContents.send('atalaya:event', event);
      if (event.type === 'coverage.alert' && preferences.read().notifications)
        showAlert(event.reason, words, showWindow);
    },
    onKey: (key) => keyGuard.keep(key),
    onGivenUp: () => fail(words().hostStopped),
  });

  app.on('second-instance', showWindow);
  app.on('window-all-closed', () => app.quit());
  let closed = false;
  app.on('before-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    void host.close().then(() => {
      closed = true;
      app.quit();
    });
  });

  const session = windowSession();
  serveApp(session, join(build, 'renderer'));
  serveMedia(session, host);
  let ready = false;
  serveWindow({
    window: () => window,
    host,
    handlers: shellHandlers({
      window: () => window ?? never(),
      host,
      preferences,
      words,
      onReady() {
        if (!ready && options.startedAt !== null) {
          process.stdout.write(`ready ${Date.now() - options.startedAt} ms\n`);
        }
        ready = true;
      },
    }),
    onUnexpected: (method, error) => process.stderr.write(`${method}: ${String(error)}\n`),
  });
  window = openWindow(
    join(build, 'preload/preload.cjs'),
    session,
    (closing) => closed || askToClose(closing, words()),
  );
  window.on('closed', () => {
    window = null;
  });

  // The window loads meanwhile; what it asks waits for the host.
  const refusal = await host.started;
  if (refusal !== null) {
    await host.close();
    closed = true;
    fail(words().refusal(refusal.code));
  }
}

/** Asks whether a window in which something is not saved is closed. */
function askToClose(window: BrowserWindow, { unsaved, unsavedDetail, closeAnyway, cancel }: Words): boolean {
  const answer = dialog.showMessageBoxSync(window, {
    type: 'warning',
    message: unsaved,
    detail: unsavedDetail,
    buttons: [cancel, closeAnyway],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return answer === 1;
}

function fail(message: string): void {
  dialog.showErrorBox('Atalaya', message);
  app.exit(1);
}

function never(): never {
  throw new Error('there is no window');
}

if (app.requestSingleInstanceLock()) {
  registerSchemes();
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  process.on('SIGTERM', () => app.quit());
  process.on('SIGINT', () => app.quit());
  run().catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    app.exit(1);
  });
} else {
  app.quit();
}
