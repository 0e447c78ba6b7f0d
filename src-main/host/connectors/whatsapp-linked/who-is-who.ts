import { type BinaryNode, getBinaryNodeChild, proto } from '@whiskeysockets/baileys';
import type { CapturedPerson } from '#shared/model/capture.ts';
import { personOfJid } from '#shared/model/contact.ts';
import type { ConnectorStateChange } from '../connector.ts';
import type { Identities } from './identities.ts';
import { pairCategory } from './identities.ts';
import { accountJid, isLidJid, isPhoneJid } from './jid.ts';
import { lidMappings } from './key-store.ts';

/** Where something about a person was said. */
export type Told = Pick<CapturedPerson, 'basis' | 'reference' | 'at'>;

function person(jids: readonly string[], told: Told, names: CapturedPerson['names'] = []): CapturedPerson[] {
  const identities = jids.flatMap((jid) => personOfJid(jid) ?? []);
  return identities.length === 0 ? [] : [{ type: 'person', identities, names, ...told, raw: null }];
}

/** The pairs of a LID and a number that a line's state learns with these changes, as records of who is who. */
export function pairsIn(changes: readonly ConnectorStateChange[], told: Told): CapturedPerson[] {
  return changes.flatMap(({ category, id, value }) => {
    if (category !== pairCategory || !value) return [];
    const [lid = '', contrary] = id.split(' ');
    if (!isLidJid(lid)) return [];
    return person([lid, contrary ?? Buffer.from(value).toString()], told);
  });
}

/** What Baileys learned from the server's directory about people whom the line knows, in this line's own terms. */
export function directoryChanges(
  changes: readonly ConnectorStateChange[],
  identities: Identities,
): ConnectorStateChange[] {
  return lidMappings(changes).flatMap(({ phone, lid }) =>
    [phone, lid].some(identities.isKnown) ? identities.resolve(phone, lid).changes : [],
  );
}

/** The name that WhatsApp has verified for a business, from a message of theirs. */
export function verifiedName(node: BinaryNode, jid: string, told: Told): CapturedPerson[] {
  const certificate = getBinaryNodeChild(node, 'verified_name')?.content;
  if (!(certificate instanceof Uint8Array)) return [];
  try {
    const { details } = proto.VerifiedNameCertificate.decode(certificate);
    const name = details && proto.VerifiedNameCertificate.Details.decode(details).verifiedName;
    return name ? person([jid], told, [{ kind: 'business', name }]) : [];
  } catch {
    return [];
  }
}

/** What the line's own phone calls somebody in its address book. */
export function phoneBookName(jid: string, name: string, told: Told): CapturedPerson[] {
  return person([jid], told, [{ kind: 'phone-book', name }]);
}

/** What somebody calls themselves. */
export function chosenName(jid: string, name: string, told: Told): CapturedPerson[] {
  return person([jid], told, [{ kind: 'pushed', name }]);
}

/** That somebody has changed their number, from the old and the new JIDs of one person. */
export function changedNumber(
  jids: readonly (string | null | undefined)[],
  told: Omit<Told, 'basis'>,
): CapturedPerson[] {
  const phones = [...new Set(jids.map(accountJid).filter(isPhoneJid))];
  return phones.length === 2 ? person(phones, { ...told, basis: 'number-change' }) : [];
}
