import { expect, test } from '@playwright/test';
import type { Bridge } from '#shared/rpc/bridge.ts';
import type { Reply } from '#shared/rpc/frames.ts';
import { launchApp, temporaryFolder, type RunningApp } from '../helpers/electron-app.ts';

declare global {
  interface Window {
    readonly atalaya: Bridge;
  }
}

let app: RunningApp;
let workspace: Awaited<ReturnType<typeof temporaryFolder>>;

test.beforeAll(async () => {
  workspace = await temporaryFolder();
  app = await launchApp(`--workspace=${workspace.folder}`);
  await expect(app.window.getByRole('heading').first()).toBeVisible();
});

test.afterAll(async () => {
  await app.close();
  await workspace.remove();
});

/** Asks as a script in the window could. */
function ask(method: string, input: unknown): Promise<Reply> {
  return app.window.evaluate(([name, value]) => window.atalaya.request(1_000_000, name, value), [
    method,
    input,
  ] as const);
}

test('the window has no Node, no Electron and no way to the file system', async () => {
  const reachable = await app.window.evaluate(() => ({
    globals: ['require', 'process', 'module', 'Buffer', 'electron', '__dirname'].filter(
      (name) => name in globalThis,
    ),
    bridge: Object.keys(window.atalaya).sort(),
  }));
  expect(reachable).toEqual({ globals: [], bridge: ['acceptDropped', 'cancel', 'onEvent', 'request'] });
  const file = await app.window.evaluate(() =>
    fetch('file:///etc/hostname').then(
      () => true,
      () => false,
    ),
  );
  expect(file).toBe(false);
  const settings = await app.electron.evaluate(({ BrowserWindow }) => {
    const contents: object = BrowserWindow.getAllWindows()[0]?.webContents ?? {};
    const read: unknown = Reflect.get(contents, 'getLastWebPreferences');
    const preferences: unknown = typeof read === 'function' ? Reflect.apply(read, contents, []) : {};
    const { sandbox, contextIsolation, nodeIntegration, webviewTag } = Object(preferences);
    return { sandbox, contextIsolation, nodeIntegration, webviewTag };
  });
  expect(settings).toEqual({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webviewTag: false,
  });
});

test('the window goes nowhere else and opens no other window', async () => {
  const before = app.window.url();
  await app.window.evaluate(() => {
    window.open('https://example.com');
    location.assign('https://example.com/');
  });
  await app.window.evaluate(() => {
    const link = document.createElement('a');
    link.href = 'https://example.com/';
    link.target = '_blank';
    document.body.append(link);
    link.click();
    link.remove();
  });
  expect(app.window.url()).toBe(before);
  expect(app.electron.windows()).toHaveLength(1);
});

test('the policy for content is strict: no foreign script, style, picture, frame or connection', async () => {
  const policy = await app.window.evaluate(async () => {
    const response = await fetch('app://atalaya/index.html');
    return response.headers.get('content-security-policy');
  });
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toContain('unsafe');
  expect(policy).not.toMatch(/https?:/);

  const blocked = await app.window.evaluate(async () => {
    const awaited = new Set(['script-src-elem', 'img-src', 'frame-src', 'connect-src']);
    const allBlocked = new Promise<void>((resolve) => {
      document.addEventListener('securitypolicyviolation', (event) => {
        awaited.delete(event.effectiveDirective);
        if (awaited.size === 0) resolve();
      });
    });
    const script = document.createElement('script');
    script.textContent = 'globalThis.injected = true';
    document.body.append(script);
    const image = document.createElement('img');
    image.src = 'https://example.com/pixel.png';
    document.body.append(image);
    const frame = document.createElement('iframe');
    frame.src = 'https://example.com/';
    document.body.append(frame);
    await fetch('https://example.com/').catch(() => undefined);
    await allBlocked;
    for (const element of [script, image, frame]) element.remove();
    return { injected: 'injected' in globalThis };
  });
  expect(blocked.injected).toBe(false);
});

test('nothing outside the bundle is served to the window', async () => {
  const statuses = await app.window.evaluate(async () => {
    const paths = [
      '../main/main.js',
      '%2e%2e/main/main.js',
      '..%2fmain%2fmain.js',
      '/etc/hostname',
      'missing.js',
    ];
    return Promise.all(paths.map(async (path) => (await fetch(`app://atalaya/${path}`)).status));
  });
  expect(statuses).toEqual([404, 404, 404, 404, 404]);
});

test('a request with a wrong shape, an unknown method or before unlocking is refused', async () => {
  expect(await ask('workspace.status', { extra: 1 })).toMatchObject({ error: { code: 'invalid-request' } });
  expect(await ask('workspace.unlock', { passphrase: { $ne: '' } })).toMatchObject({
    error: { code: 'invalid-request' },
  });
  expect(await ask('constructor', {})).toMatchObject({ error: { code: 'unknown-method' } });
  expect(await ask('workspace.erase', {})).toMatchObject({ error: { code: 'unknown-method' } });
  expect(
    await ask('inbox.conversations', { lineId: null, title: null, cursor: null, limit: 10 }),
  ).toMatchObject({
    error: { code: 'locked' },
  });
  expect(await ask('shell.chooseExports', {})).toMatchObject({ error: { code: 'locked' } });
});

test('a request from any other window is refused, even with the same preload script', async () => {
  const answer = await app.electron.evaluate(async ({ BrowserWindow, app: program }) => {
    const own = BrowserWindow.getAllWindows()[0]?.webContents;
    if (own === undefined) throw new Error('there is no window');
    const preload = `${program.getAppPath()}/dist/preload/preload.cjs`;
    const stranger = new BrowserWindow({
      show: false,
      webPreferences: { session: own.session, sandbox: true, preload },
    });
    await stranger.loadURL('app://atalaya/index.html');
    const reply: unknown = await stranger.webContents.executeJavaScript(
      `window.atalaya.request(1, 'workspace.status', {})`,
    );
    stranger.destroy();
    return reply;
  });
  expect(answer).toEqual({ ok: false, error: { code: 'invalid-request', data: {} } });
});

test('permissions are denied, but for the clipboard and notifications', async () => {
  const answers = await app.window.evaluate(async () => {
    const names = ['geolocation', 'camera', 'microphone'] as PermissionName[];
    return Promise.all(names.map(async (name) => (await navigator.permissions.query({ name })).state));
  });
  expect(answers).toEqual(['denied', 'denied', 'denied']);
});
