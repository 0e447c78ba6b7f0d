/*
 * Whether an export is what it was when it was made. Runs in Node for the command line and in a browser for the page
 * that lies in each export: it knows nothing of either, nor of the archive.
 */

/** A file as it is found. `path` is within the export, with `/`. */
export interface FoundFile {
  readonly path: string;
  readonly size: number;
  read(): AsyncIterable<Uint8Array>;
}

/** What is computed with: SHA-256 in pieces, Ed25519 (RFC 8032), UTF-8 and base 64. */
export interface Tools {
  /** Throws for bytes that are no UTF-8. */
  decode(bytes: Uint8Array): string;
  encode(text: string): Uint8Array;
  /** Throws for what is no base 64. */
  fromBase64(text: string): Uint8Array;
  sha256(): { update(piece: Uint8Array): void; hex(): string };
  isSigned(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean | Promise<boolean>;
}

/** What is wrong. */
export const problemKinds = [
  'manifest-missing',
  'manifest-unreadable',
  'signature-missing',
  'key-missing',
  'signature-wrong',
  'file-missing',
  'file-changed',
  'file-extra',
  'file-twice',
  'file-unreadable',
  'entry-changed',
  'chain-broken',
] as const;

/** Something that does not hold, with the file, and in it the entry, that it is about. */
export interface Problem {
  readonly kind: (typeof problemKinds)[number];
  readonly path: string;
  readonly entry?: number;
}

/** What was found out. It holds when there is no problem. */
export interface Report {
  readonly problems: readonly Problem[];
  readonly files: number;
  readonly entries: number;
  /** What the manifest says; null without a readable one. */
  readonly manifest: Manifest | null;
  readonly manifestSha256: string | null;
  /** SHA-256 of the public key's 32 bytes. */
  readonly keyFingerprint: string | null;
}

/** The part of a manifest that is shown and checked. */
export interface Manifest {
  readonly company: string;
  readonly exportedAt: string;
  readonly exportedBy: string;
  readonly reason: string;
  readonly messages: number;
  readonly files: readonly { readonly path: string; readonly sha256: string; readonly size: number }[];
}

const manifestPath = 'manifest.json';
const signaturePath = 'manifest.json.sig';
const keyPath = 'public-key.pem';
const ledgerPath = 'proof/ledger.jsonl';
/** Far more than anybody needs to see that something is wrong. */
const mostProblems = 1000;
/** What stands before the 32 bytes of an Ed25519 key in a PEM file (RFC 8410). */
const keyPrefix = '302a300506032b6570032100';

/** Checks every file of an export; `onProgress` is told bytes done and in all. */
export async function verifyExport(
  found: readonly FoundFile[],
  tools: Tools,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<Report> {
  const problems: Problem[] = [];
  const wrong = (kind: Problem['kind'], path: string, entry?: number) => {
    if (problems.length < mostProblems) problems.push({ kind, path, ...(entry !== undefined && { entry }) });
  };
  const byPath = new Map(found.map((file) => [file.path, file]));
  const total = found.reduce((sum, { size }) => sum + size, 0);
  let done = 0;
  const advance = (bytes: number) => onProgress((done += bytes), total);

  const manifestBytes = await wholeOf(byPath.get(manifestPath));
  const manifest = manifestBytes === null ? null : readManifest(manifestBytes, tools);
  if (manifestBytes === null) wrong('manifest-missing', manifestPath);
  else if (manifest === null) wrong('manifest-unreadable', manifestPath);
  const publicKey = readKey(await wholeOf(byPath.get(keyPath)), tools);
  if (publicKey === null) wrong('key-missing', keyPath);
  const signature = await wholeOf(byPath.get(signaturePath));
  if (signature === null) wrong('signature-missing', signaturePath);
  else if (manifestBytes !== null && publicKey !== null) {
    if (!(await tools.isSigned(publicKey, manifestBytes, signature))) wrong('signature-wrong', manifestPath);
  }

  const listed = new Map<string, Manifest['files'][number]>();
  for (const file of manifest?.files ?? []) {
    if (listed.has(file.path)) wrong('file-twice', file.path);
    listed.set(file.path, file);
    if (!byPath.has(file.path)) wrong('file-missing', file.path);
  }
  for (const file of found) {
    if (file.path === manifestPath || file.path === signaturePath) {
      advance(file.size);
      continue;
    }
    const expected = listed.get(file.path);
    if (expected === undefined) {
      if (manifest !== null) wrong('file-extra', file.path);
      advance(file.size);
      continue;
    }
    try {
      const hash = tools.sha256();
      let size = 0;
      for await (const piece of file.read()) {
        hash.update(piece);
        size += piece.length;
        advance(piece.length);
      }
      if (size !== expected.size || hash.hex() !== expected.sha256) wrong('file-changed', file.path);
    } catch {
      wrong('file-unreadable', file.path);
    }
  }
  const entries = await checkLedger(byPath.get(ledgerPath), tools, wrong).catch(() => {
    wrong('file-unreadable', ledgerPath);
    return 0;
  });
  return {
    problems,
    files: found.length,
    entries,
    manifest,
    manifestSha256: manifestBytes === null ? null : sumOf(tools, manifestBytes),
    keyFingerprint: publicKey === null ? null : sumOf(tools, publicKey),
  };
}

function sumOf(tools: Tools, bytes: Uint8Array): string {
  const hash = tools.sha256();
  hash.update(bytes);
  return hash.hex();
}

async function wholeOf(file: FoundFile | undefined): Promise<Uint8Array | null> {
  if (file === undefined) return null;
  try {
    const pieces: Uint8Array[] = [];
    for await (const piece of file.read()) pieces.push(piece);
    return joined(pieces);
  } catch {
    return null;
  }
}

function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const piece of pieces) {
    whole.set(piece, end);
    end += piece.length;
  }
  return whole;
}

const isText = (value: unknown): value is string => typeof value === 'string';

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** What a manifest says; null when it is none. */
function readManifest(bytes: Uint8Array, tools: Tools): Manifest | null {
  try {
    const parsed = objectOf(JSON.parse(tools.decode(bytes)));
    const { format, company, exportedAt, exportedBy, reason, files } = parsed;
    const { messages } = objectOf(parsed['counts']);
    if (format !== 'atalaya-export' || !Array.isArray(files) || typeof messages !== 'number') return null;
    if (!isText(company) || !isText(exportedAt) || !isText(exportedBy) || !isText(reason)) return null;
    const list = files.map((each: unknown) => {
      const { path, sha256, size } = objectOf(each);
      if (!isText(path) || !isText(sha256) || typeof size !== 'number') throw new Error('no file');
      return { path, sha256, size };
    });
    return { company, exportedAt, exportedBy, reason, messages, files: list };
  } catch {
    return null;
  }
}

/** The 32 bytes of an Ed25519 key in a PEM file; null when it is none. */
function readKey(bytes: Uint8Array | null, tools: Tools): Uint8Array | null {
  if (bytes === null) return null;
  const pem = /-----BEGIN PUBLIC KEY-----\s*([A-Za-z0-9+/=\s]+?)\s*-----END PUBLIC KEY-----/;
  try {
    const [, body = ''] = pem.exec(tools.decode(bytes)) ?? [];
    const der = tools.fromBase64(body.replaceAll(/\s/g, ''));
    const isEd25519 = toHex(der.subarray(0, keyPrefix.length / 2)) === keyPrefix;
    return isEd25519 && der.length === 44 ? der.subarray(12) : null;
  } catch {
    return null;
  }
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function fromHex(hex: string): Uint8Array {
  return Uint8Array.from({ length: hex.length / 2 }, (_, index) =>
    Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16),
  );
}

/** Recomputes each entry of the ledger that is in the export, and where one follows another, that it does. */
async function checkLedger(
  file: FoundFile | undefined,
  tools: Tools,
  wrong: (kind: Problem['kind'], path: string, entry?: number) => void,
): Promise<number> {
  if (file === undefined) return 0;
  let entries = 0;
  let last = { seq: 0, hash: '' };
  for await (const line of linesOf(file)) {
    entries += 1;
    try {
      const { seq, at, kind, subject, text, digest, previous, hash } = objectOf(
        JSON.parse(tools.decode(line)),
      );
      if (typeof seq !== 'number' || !isText(hash) || !isText(previous) || !isText(digest)) throw new Error();
      if (isText(text) && sumOf(tools, tools.encode(text)) !== digest) wrong('entry-changed', file.path, seq);
      const head = tools.encode(`\n${seq}\n${Number(at)}\n${String(kind)}\n${Number(subject)}\n`);
      if (sumOf(tools, joined([fromHex(previous), head, fromHex(digest)])) !== hash)
        wrong('entry-changed', file.path, seq);
      if (seq <= last.seq || (seq === last.seq + 1 && last.hash !== '' && last.hash !== previous))
        wrong('chain-broken', file.path, seq);
      last = { seq, hash };
    } catch {
      wrong('entry-changed', file.path, entries);
    }
  }
  return entries;
}

/** The lines of a file, as bytes: one that was changed may be no text any more. */
async function* linesOf(file: FoundFile): AsyncGenerator<Uint8Array> {
  let rest = new Uint8Array(0);
  for await (const piece of file.read()) {
    rest = joined([rest, piece]);
    let start = 0;
    for (let end = rest.indexOf(10); end !== -1; end = rest.indexOf(10, start)) {
      yield rest.subarray(start, end);
      start = end + 1;
    }
    rest = rest.slice(start);
  }
  if (rest.length > 0) yield rest;
}
