import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import {
  verifyExport,
  type FoundFile,
  type Problem,
  type Report,
  type Tools,
} from '#shared/verify/verify.ts';

/* What the page `verify.html` of an export runs: pure JavaScript, so that it works from a disk in every browser. */

declare global {
  /** What the page says, by language; `%` stands for what is named. */
  const atalayaWords: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const tools: Tools = {
  decode: (bytes) => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes),
  encode: (text) => new TextEncoder().encode(text),
  fromBase64: (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0)),
  sha256() {
    const hash = sha256.create();
    return { update: (piece) => void hash.update(piece), hex: () => bytesToHex(hash.digest()) };
  },
  isSigned(publicKey, message, signature) {
    try {
      return ed25519.verify(signature, message, publicKey, { zip215: false });
    } catch {
      return false;
    }
  },
};

const pieceBytes = 4_194_304;

function toFound(file: File, path: string): FoundFile {
  return {
    path,
    size: file.size,
    async *read() {
      for (let start = 0; start < file.size; start += pieceBytes)
        yield new Uint8Array(await file.slice(start, start + pieceBytes).arrayBuffer());
    },
  };
}

/** The files of a folder that was chosen; the folder's own name does not matter. */
function chosenFiles(list: FileList): FoundFile[] {
  return [...list].map((file) => toFound(file, file.webkitRelativePath.split('/').slice(1).join('/')));
}

/** The files of a folder that was dropped. */
async function droppedFiles(items: DataTransferItemList): Promise<FoundFile[]> {
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const [only] = entries;
  const roots = entries.length === 1 && only?.isDirectory === true ? await childrenOf(only) : entries;
  return (await Promise.all(roots.map((entry) => filesOf(entry, '')))).flat();
}

async function filesOf(entry: FileSystemEntry, folder: string): Promise<FoundFile[]> {
  const path = `${folder}${entry.name}`;
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    return [toFound(file, path)];
  }
  const children = await childrenOf(entry);
  return (await Promise.all(children.map((child) => filesOf(child, `${path}/`)))).flat();
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

async function childrenOf(entry: FileSystemEntry): Promise<FileSystemEntry[]> {
  if (!isFolder(entry)) return [];
  const reader = entry.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return all;
    all.push(...some);
  }
}

function element(selector: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(selector);
  if (found === null) throw new Error(selector);
  return found;
}

let language = document.documentElement.lang;
let report: Report | null = null;
const say = (key: string, what = ''): string => (atalayaWords[language]?.[key] ?? key).replace('%', what);

function line(text: string, name: 'p' | 'li' = 'p'): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

function describe({ kind, path, entry }: Problem): string {
  return say(kind, entry === undefined ? path : `${path}, ${entry}`);
}

/** Writes all words of the page in the chosen language. */
function show(): void {
  document.documentElement.lang = language;
  for (const each of document.querySelectorAll<HTMLElement>('[data-say]'))
    each.textContent = say(each.dataset['say'] ?? '');
  const result = element('#result');
  result.textContent = '';
  if (report === null) return;
  const { problems, manifest, manifestSha256, keyFingerprint, files, entries } = report;
  const holds = problems.length === 0;
  const verdict = line(say(holds ? 'holds' : 'fails', String(problems.length)));
  verdict.className = holds ? 'good' : 'bad';
  verdict.id = 'verdict';
  result.append(verdict);
  const list = document.createElement('ul');
  list.append(...problems.map((problem) => line(describe(problem), 'li')));
  result.append(list);
  const facts: readonly (readonly [string, string])[] = [
    ['company', manifest?.company ?? ''],
    ['exportedAt', manifest?.exportedAt ?? ''],
    ['exportedBy', manifest?.exportedBy ?? ''],
    ['reason', manifest?.reason ?? ''],
    ['messages', manifest === null ? '' : String(manifest.messages)],
    ['files', String(files)],
    ['entries', String(entries)],
    ['manifest', manifestSha256 ?? ''],
    ['key', keyFingerprint ?? ''],
  ];
  const table = document.createElement('dl');
  for (const [name, value] of facts) {
    const term = document.createElement('dt');
    term.textContent = say(name);
    const detail = document.createElement('dd');
    detail.textContent = value;
    table.append(term, detail);
  }
  result.append(table, line(say('compare')));
}

async function check(files: readonly FoundFile[]): Promise<void> {
  if (files.length === 0) return;
  report = null;
  show();
  const status = element('#status');
  report = await verifyExport(files, tools, (done, total) => {
    status.textContent = `${Math.floor((done / Math.max(total, 1)) * 100)} %`;
  });
  status.textContent = '';
  show();
}

const picker = document.querySelector<HTMLInputElement>('input[type=file]');
picker?.addEventListener('change', () => void check(picker.files === null ? [] : chosenFiles(picker.files)));
document.addEventListener('dragover', (event) => event.preventDefault());
document.addEventListener('drop', (event) => {
  event.preventDefault();
  if (event.dataTransfer !== null) void droppedFiles(event.dataTransfer.items).then(check);
});
for (const button of document.querySelectorAll<HTMLButtonElement>('button[lang]'))
  button.addEventListener('click', () => {
    language = button.lang;
    show();
  });
show();
