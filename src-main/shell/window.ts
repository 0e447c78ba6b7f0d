import { BrowserWindow, nativeTheme, session, type Session } from 'electron';
import { appOrigin } from './schemes.ts';

const grantedPermissions = new Set(['clipboard-sanitized-write', 'notifications']);

/** The session of the window: in memory only, so that no message is left in a cache on the disk. */
export function windowSession(): Session {
  const own = session.fromPartition('atalaya');
  own.setPermissionRequestHandler((_contents, permission, answer) =>
    answer(grantedPermissions.has(permission)),
  );
  own.setPermissionCheckHandler((_contents, permission) => grantedPermissions.has(permission));
  own.webRequest.onBeforeRequest((details, answer) => {
    const { protocol } = new URL(details.url);
    answer({ cancel: !['app:', 'media:', 'data:', 'devtools:'].includes(protocol) });
  });
  return own;
}

/**
 * Opens the window: sandboxed, without Node, and with no way to anywhere else. `mayClose` is asked when it is closed
 * while something in it is not saved.
 */
export function openWindow(
  preload: string,
  own: Session,
  mayClose: (window: BrowserWindow) => boolean,
): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 900,
    minHeight: 600,
    show: false,
    title: 'Atalaya',
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#161513' : '#f3f1ed',
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      session: own,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
    },
  });
  const { webContents } = window;
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  webContents.on('will-navigate', (event) => event.preventDefault());
  webContents.on('will-frame-navigate', (event) => event.preventDefault());
  webContents.on('will-redirect', (event) => event.preventDefault());
  webContents.on('will-attach-webview', (event) => event.preventDefault());
  webContents.on('will-prevent-unload', (event) => {
    if (mayClose(window)) event.preventDefault();
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(`${appOrigin}/index.html`);
  return window;
}
