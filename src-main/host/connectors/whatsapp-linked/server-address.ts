import { AtalayaError } from '#shared/errors.ts';
import { type TrustedRoot, whatsappRoot } from './certificates.ts';
import type { MediaHosts } from './media-file.ts';

/** Which server a line is a device of, and what it has to show. */
export interface LineServer {
  /** Where media and history may be fetched. */
  readonly hosts: MediaHosts;
  /** Undefined for WhatsApp's own. */
  readonly url: string | undefined;
  /** Null for a loopback server that has no certificate of its own. */
  readonly root: TrustedRoot | null;
}

/**
 * WhatsApp's own server, or another on this machine: only an address on the loopback interface brings its own root,
 * as `#root=BASE64URL`, or the exemption `#unverified`. Throws `invalid-request` for any other.
 */
export function serverAt(address: string | undefined): LineServer {
  if (address === undefined) return { hosts: 'whatsapp', url: undefined, root: whatsappRoot };
  const url = URL.parse(address);
  if (url === null || !isLoopback(url)) throw new AtalayaError('invalid-request', { field: 'url' });
  const root = rootIn(url.hash);
  url.hash = '';
  return { hosts: { loopback: url.host }, url: url.href, root };
}

function rootIn(fragment: string): TrustedRoot | null {
  if (fragment === '#unverified') return null;
  const key = Buffer.from(/^#root=([\w-]{43})$/.exec(fragment)?.[1] ?? '', 'base64url');
  if (key.length !== 32) throw new AtalayaError('invalid-request', { field: 'url' });
  return { key, serial: whatsappRoot.serial };
}

const isLoopback = (url: URL): boolean =>
  /^wss?:$/.test(url.protocol) && /^(?:127(?:\.\d+){3}|localhost|\[::1\])$/.test(url.hostname);
