import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { dialog, nativeTheme, shell, type BrowserWindow, type OpenDialogOptions } from 'electron';
import { exportContract } from '#shared/contract/export.ts';
import type { ChosenFile, shellContract } from '#shared/contract/shell.ts';
import { AtalayaError } from '#shared/errors.ts';
import type { Handlers } from '#shared/rpc/server.ts';
import type { HostLink } from './host-link.ts';
import { pdfOf } from './pdf.ts';
import type { PreferenceStore } from './preferences.ts';
import { webLink } from './web-link.ts';

export interface ShellContext {
  readonly window: () => BrowserWindow;
  readonly host: HostLink;
  readonly preferences: PreferenceStore;
  /** The words of dialogs, in the workspace's language. */
  readonly words: () => {
    chatExports: string;
    papers: string;
    openLink: string;
    open: string;
    cancel: string;
  };
  readonly onReady: (screen: string) => void;
}

/** What only the desktop can do. */
export function shellHandlers(context: ShellContext): Handlers<typeof shellContract> {
  const { host, preferences, window } = context;
  return {
    'shell.chooseExports': async ({ folder }) => {
      const options: OpenDialogOptions = folder
        ? { properties: ['openDirectory', 'multiSelections'] }
        : {
            properties: ['openFile', 'multiSelections'],
            filters: [{ name: context.words().chatExports, extensions: ['txt', 'zip'] }],
          };
      const { filePaths } = await dialog.showOpenDialog(window(), options);
      return { files: await grantFiles(host, filePaths) };
    },
    'shell.choosePaper': async () => {
      const { filePaths } = await dialog.showOpenDialog(window(), {
        properties: ['openFile'],
        filters: [{ name: context.words().papers, extensions: ['pdf', 'jpg', 'jpeg', 'png', 'webp'] }],
      });
      const [file = null] = await grantFiles(host, filePaths);
      return { file };
    },
    'shell.chooseFolder': () => chooseFolder(context),
    'shell.chooseBackup': () => chooseFolder(context),
    'shell.showExport': async ({ exportId }) => {
      const input = { cursor: String(exportId + 1), limit: 1 };
      const reply = await host.ask({ t: 'request', method: 'export.list', input }).reply;
      if (!reply.ok) throw new AtalayaError(reply.error.code, reply.error.data);
      const [found] = exportContract['export.list'].output.parse(reply.value).exports;
      if (found?.id !== exportId || found.state !== 'done') return { shown: false };
      shell.showItemInFolder(join(found.place, found.name));
      return { shown: true };
    },
    'shell.openLink': async ({ url }) => {
      const link = webLink(url);
      if (link === null) return { opened: false };
      const { openLink, open, cancel } = context.words();
      const { response } = await dialog.showMessageBox(window(), {
        type: 'question',
        message: openLink,
        detail: link.href,
        buttons: [open, cancel],
        defaultId: 1,
        cancelId: 1,
      });
      if (response !== 0) return { opened: false };
      await shell.openExternal(link.href);
      return { opened: true };
    },
    'shell.saveText': async ({ name, text }) => {
      const { filePath } = await dialog.showSaveDialog(window(), { defaultPath: name });
      if (!filePath) return { saved: false };
      await writeFile(filePath, text, { mode: 0o600 });
      return { saved: true };
    },
    'shell.savePdf': async ({ name, ...paper }) => {
      const { filePath } = await dialog.showSaveDialog(window(), { defaultPath: name });
      if (!filePath) return { saved: false };
      await writeFile(filePath, await pdfOf(paper), { mode: 0o600 });
      return { saved: true };
    },
    'shell.saveMedia': async ({ sha256, name }) => {
      const { filePath } = await dialog.showSaveDialog(window(), { defaultPath: name });
      if (!filePath) return { saved: false };
      await pipeline(Readable.from(readMedia(host, sha256)), createWriteStream(filePath, { mode: 0o600 }));
      return { saved: true };
    },
    'shell.preferences': () => preferences.read(),
    'shell.savePreferences': (changes) => {
      const saved = preferences.save(changes);
      nativeTheme.themeSource = saved.theme;
      return saved;
    },
    'shell.ready': ({ screen }) => {
      context.onReady(screen);
      return {};
    },
  };
}

/** Lets a person choose a folder, and the window name it by token. */
async function chooseFolder({
  window,
  host,
}: ShellContext): Promise<{ folder: { token: string; path: string } | null }> {
  const { filePaths } = await dialog.showOpenDialog(window(), {
    properties: ['openDirectory', 'createDirectory'],
  });
  const [path] = filePaths;
  if (path === undefined) return { folder: null };
  const reply = await host.ask({ t: 'grant-folder', path }).reply;
  if (!reply.ok) throw new AtalayaError(reply.error.code, reply.error.data);
  // The host's own answer, by the host protocol.
  return { folder: { token: reply.value as string, path } };
}

/** Lets the window name files by token. */
export async function grantFiles(host: HostLink, paths: readonly string[]): Promise<ChosenFile[]> {
  const files: ChosenFile[] = [];
  for (const path of paths) {
    const reply = await host.ask({ t: 'grant-file', path }).reply;
    if (!reply.ok) throw new AtalayaError(reply.error.code, reply.error.data);
    // The host's own answer, by the host protocol.
    files.push(...(reply.value as ChosenFile[]));
  }
  return files;
}

const readBytes = 4_194_304;

async function* readMedia(host: HostLink, sha256: string): AsyncGenerator<Uint8Array> {
  for (let start = 0; ; start += readBytes) {
    const reply = await host.ask({ t: 'media-read', sha256, start, end: start + readBytes }).reply;
    if (!reply.ok) throw new AtalayaError(reply.error.code, reply.error.data);
    if (!(reply.value instanceof Uint8Array) || reply.value.length === 0) return;
    yield reply.value;
  }
}
