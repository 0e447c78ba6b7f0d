import { proto, WA_CERT_DETAILS } from '@whiskeysockets/baileys';
import { AtalayaError } from '#shared/errors.ts';
import { isSignedBy } from './signature.ts';

/** Who has to have signed for a server. */
export interface TrustedRoot {
  readonly key: Uint8Array;
  readonly serial: number;
}

/** WhatsApp's own root, as Baileys carries it; copied, since what Baileys exports can be changed. */
export const whatsappRoot: TrustedRoot = {
  key: Uint8Array.from(WA_CERT_DETAILS.PUBLIC_KEY),
  serial: WA_CERT_DETAILS.SERIAL,
};

/**
 * How wrong this PC's clock may be (milliseconds): two days, as after a dead battery that was half put right or a date
 * typed a day off. Certificates live for months, so that little is given away.
 */
const clockTolerance = 2 * 86_400_000;

const { Details } = proto.CertChain.NoiseCertificate;

/**
 * Requires that the root has signed the intermediate certificate, the intermediate the leaf, that the leaf is the
 * server's whose static key `serverKey` is, and that both are valid at `now` (UTC milliseconds). Baileys checks that
 * signatures are there. Throws `server-untrusted`, or `server-clock` when only the dates are wrong.
 */
export function requireGenuineServer(
  chain: Uint8Array,
  serverKey: Uint8Array,
  root: TrustedRoot,
  now: number,
): void {
  const { leaf, intermediate } = decodeChain(chain);
  const issuer = signedDetails(intermediate, root.key);
  if (issuer.issuerSerial !== root.serial || issuer.key?.length !== 32) throw untrusted();
  const server = signedDetails(leaf, issuer.key);
  if (server.issuerSerial !== issuer.serial) throw untrusted();
  if (!server.key || Buffer.compare(server.key, serverKey) !== 0) throw untrusted();
  for (const each of [issuer, server]) {
    const [from, until] = [Number(each.notBefore) * 1000, Number(each.notAfter) * 1000];
    if (now < from - clockTolerance || now > until + clockTolerance) throw new AtalayaError('server-clock');
  }
}

function decodeChain(chain: Uint8Array): proto.CertChain {
  try {
    return proto.CertChain.decode(chain);
  } catch (error) {
    throw untrusted(error);
  }
}

/** What a certificate says, once it is sure that the owner of `key` has signed it. */
function signedDetails(
  certificate: proto.CertChain.INoiseCertificate | null | undefined,
  key: Uint8Array,
): proto.CertChain.NoiseCertificate.Details {
  if (!certificate?.details || !certificate.signature) throw untrusted();
  if (!isSignedBy(key, certificate.details, certificate.signature)) throw untrusted();
  return Details.decode(certificate.details);
}

const untrusted = (cause?: unknown) => new AtalayaError('server-untrusted', {}, { cause });
