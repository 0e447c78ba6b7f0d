import { randomBytes } from 'node:crypto';
import {
  aesEncryptCTR,
  type AuthenticationCreds,
  type BinaryNode,
  bytesToCrockford,
  derivePairingCodeKey,
  S_WHATSAPP_NET,
} from '@whiskeysockets/baileys';

/** The part of a Baileys socket that asking takes. */
interface Asking {
  query(node: BinaryNode, timeoutMs?: number): Promise<unknown>;
}

const answerTimeout = 20_000;
/** WhatsApp takes only names of well-known browsers and systems here; the phone's list says Atalaya later. */
const shownAs = {
  id: '1',
  name: `Chrome (${{ win32: 'Windows', darwin: 'Mac OS' }[process.platform as string] ?? 'Linux'})`,
};

/**
 * Asks WhatsApp to link by a code; returns the code, eight characters, to be typed on the phone of that number. What
 * the phone answers Baileys handles, with what is left in `credentials` here. Baileys' own `requestPairingCode` does
 * not wait for WhatsApp's answer, gives the account a name that it then announces as presence, and shows the device
 * under a name that WhatsApp refuses. Rejects when the server says no.
 */
export async function askForPairingCode(
  socket: Asking,
  credentials: AuthenticationCreds,
  phone: string,
): Promise<string> {
  const code = bytesToCrockford(randomBytes(5));
  const jid = `${phone}@s.whatsapp.net`;
  credentials.pairingCode = code;
  credentials.me = { id: jid };
  const salt = randomBytes(32);
  const iv = randomBytes(16);
  const key = await derivePairingCodeKey(code, salt);
  const ephemeral = aesEncryptCTR(credentials.pairingEphemeralKeyPair.public, key, iv);
  const hello = {
    tag: 'link_code_companion_reg',
    attrs: { jid, stage: 'companion_hello', should_show_push_notification: 'true' },
    content: [
      node('link_code_pairing_wrapped_companion_ephemeral_pub', Buffer.concat([salt, iv, ephemeral])),
      node('companion_server_auth_key_pub', credentials.noiseKey.public),
      node('companion_platform_id', shownAs.id),
      node('companion_platform_display', shownAs.name),
      node('link_code_pairing_nonce', '0'),
    ],
  };
  await socket.query(
    { tag: 'iq', attrs: { to: S_WHATSAPP_NET, type: 'set', xmlns: 'md' }, content: [hello] },
    answerTimeout,
  );
  return code;
}

const node = (tag: string, content: string | Uint8Array): BinaryNode => ({ tag, attrs: {}, content });
