import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { protocol, type Session } from 'electron';
import { sha256 } from '#shared/contract/fields.ts';
import type { HostLink } from './host-link.ts';

/** Where the window's own files come from; the only origin that may ask the host for anything. */
const appHost = 'atalaya';
export const appOrigin = `app://${appHost}`;

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: media:",
  'media-src media:',
  "font-src 'self'",
  // Large pictures are fetched to be decoded at the size of their box.
  "connect-src 'self' media:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Types that a window may show; everything else is bytes to save. SVG and HTML can carry scripts. */
const shownType = /^(?:image\/(?:jpeg|png|gif|webp|avif|bmp)|(?:audio|video)\/[\w.+-]+)$/;
const largestRead = 4_194_304;

/** Before the app is ready: makes the two schemes behave like the web's. */
export function registerSchemes(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
    {
      scheme: 'media',
      privileges: { standard: true, secure: true, stream: true, supportFetchAPI: true, corsEnabled: true },
    },
  ]);
}

/** Serves the window's files from a folder. */
export function serveApp(session: Session, folder: string): void {
  session.protocol.handle('app', async (request) => {
    const url = new URL(request.url);
    const path = normalize(join(folder, decodeURIComponent(url.pathname)));
    const type = types[extname(path)];
    if (url.host !== appHost || !path.startsWith(folder + sep) || type === undefined) {
      return new Response(null, { status: 404 });
    }
    try {
      return new Response(await readFile(path), {
        headers: {
          'content-type': type,
          'content-security-policy': contentSecurityPolicy,
          'x-content-type-options': 'nosniff',
        },
      });
    } catch {
      return new Response(null, { status: 404 });
    }
  });
}

/**
 * Serves stored files to the window, decrypted by the host, in ranges: `media://workspace/SHA256?type=MIME`; and the small
 * pictures inside messages: `media://workspace/preview/MESSAGE`.
 */
export function serveMedia(session: Session, host: HostLink): void {
  session.protocol.handle('media', async (request) => {
    const url = new URL(request.url);
    const message = /^\/preview\/(\d{1,16})$/.exec(url.pathname)?.[1];
    if (message !== undefined) return servePreview(host, Number(message));
    const name = sha256.safeParse(url.pathname.slice(1));
    if (!name.success) return new Response(null, { status: 404 });
    const sized = await host.ask({ t: 'media-size', sha256: name.data }).reply;
    if (!sized.ok || typeof sized.value !== 'number') return new Response(null, { status: 404 });
    const size = sized.value;
    const range = readRange(request.headers.get('range'), size);
    if (range === null) return new Response(null, { status: 416 });
    const { start, end, partial } = range;
    const type = url.searchParams.get('type') ?? '';
    return new Response(mediaStream(host, name.data, start, end), {
      status: partial ? 206 : 200,
      headers: {
        'content-type': shownType.test(type) ? type : 'application/octet-stream',
        'content-length': String(end - start),
        'accept-ranges': 'bytes',
        ...ownWindowOnly,
        ...(partial ? { 'content-range': `bytes ${start}-${end - 1}/${size}` } : {}),
      },
    });
  });
}

const ownWindowOnly = {
  'access-control-allow-origin': appOrigin,
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
};

async function servePreview(host: HostLink, messageId: number): Promise<Response> {
  const { ok, ...answer } = await host.ask({ t: 'media-preview', messageId }).reply;
  const bytes = ok && 'value' in answer && answer.value instanceof Uint8Array ? answer.value : null;
  const type = bytes && pictureType(bytes);
  if (bytes === null || type === null) return new Response(null, { status: 404 });
  return new Response(new Uint8Array(bytes), { headers: { 'content-type': type, ...ownWindowOnly } });
}

/** The two kinds of picture that phones put into messages, by their first bytes. */
function pictureType(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return 'image/jpeg';
  return bytes[0] === 0x89 && bytes[1] === 0x50 ? 'image/png' : null;
}

/** Reads one `Range` header; null for one that can't be satisfied. `end` is exclusive. */
function readRange(
  header: string | null,
  size: number,
): { start: number; end: number; partial: boolean } | null {
  if (header === null) return { start: 0, end: size, partial: false };
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header) ?? [];
  if (first === '' && last === '') return null;
  const start = first === '' ? Math.max(size - Number(last), 0) : Number(first);
  const end = first === '' || last === '' ? size : Math.min(Number(last) + 1, size);
  return start < end ? { start, end, partial: true } : null;
}

function mediaStream(host: HostLink, name: string, start: number, end: number): ReadableStream<Uint8Array> {
  let at = start;
  return new ReadableStream({
    async pull(controller) {
      if (at >= end) {
        controller.close();
        return;
      }
      const next = Math.min(at + largestRead, end);
      const { ok, ...answer } = await host.ask({ t: 'media-read', sha256: name, start: at, end: next }).reply;
      if (!ok || !('value' in answer) || !(answer.value instanceof Uint8Array)) {
        controller.error(new Error('the file can no longer be read'));
        return;
      }
      at = next;
      controller.enqueue(answer.value);
    },
  });
}
