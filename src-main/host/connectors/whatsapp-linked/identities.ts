import { samePhone } from '#shared/model/contact.ts';
import type { ConnectorState, ConnectorStateChange } from '../connector.ts';
import { isLidJid, isPhoneJid } from './jid.ts';
import { createKeyStore, type KeyStore } from './key-store.ts';

/** The key that a person has in this line, and what has to be stored so that it stays the same. */
export interface Identity {
  readonly key: string;
  readonly changes: readonly ConnectorStateChange[];
}

/** Gives one person one key, whether a stanza names the phone JID, the LID or both. */
export interface Identities {
  /** `alternative` is the person's other JID when the stanza gives it. Both are account JIDs. */
  resolve(jid: string, alternative: string | null): Identity;
  /** Every JID that the person is known by. */
  jids(jid: string, alternative: string | null): readonly string[];
  /** Whether the line has had to do with somebody. */
  isKnown(jid: string): boolean;
  /** The keys that the person of a key was given before it was known that their two JIDs are one person's. */
  otherKeys(key: string): readonly string[];
}

const keyCategory = 'person';
/** The other JID of a person, by each of the two; and, by both, that the server said so although it contradicts that. */
export const pairCategory = 'pair';

/**
 * A key, once given, stays: the first JID seen, or the phone JID when both came at once. The other JID is stored
 * beside it as soon as it is known. A number that comes with another LID than before has been passed on: an account
 * is its LID, so whoever has that LID gets a key of their own. `isOwn` tells the line's own JIDs.
 */
export function createIdentities(state: ConnectorState, isOwn: (jid: string) => boolean): Identities {
  const keys = createKeyStore(state, () => undefined);

  const stored = (category: string, id: string): string | null => {
    const bytes = state.read(category, [id]).get(id);
    return bytes ? Buffer.from(bytes).toString() : null;
  };
  const keyOf = (jid: string): string | null => {
    const id = idOf(jid);
    return stored(keyCategory, id) ?? (id === jid ? null : stored(keyCategory, jid));
  };
  const otherOf = (jid: string, alternative: string | null): string | null => {
    const other = alternative ?? counterpart(keys, jid) ?? stored(pairCategory, idOf(jid));
    // A server that does not tell the line's own LID lets Baileys pair somebody else's with the line's number.
    return other && isOwn(other) === isOwn(jid) ? other : null;
  };
  /** The server contradicts what it said before. */
  const contrary = (jid: string, other: string): Identity => {
    const [lid, phone] = isLidJid(jid) ? [jid, other] : [other, jid];
    const known = keyOf(lid);
    const doubt = `${lid} ${idOf(phone)}`;
    return {
      key: known ?? lid,
      changes: [
        ...(known === null ? [keyChange(lid, lid)] : []),
        ...(stored(pairCategory, doubt) === null ? [pairChange(doubt, '')] : []),
      ],
    };
  };

  return {
    jids(jid, alternative) {
      const other = otherOf(jid, alternative);
      return other ? [jid, other] : [jid];
    },
    resolve(jid, alternative) {
      const other = otherOf(jid, alternative);
      const known = keyOf(jid);
      if (other === null)
        return { key: known ?? jid, changes: known === null ? [keyChange(jid, known ?? jid)] : [] };
      const pair = stored(pairCategory, idOf(jid));
      const pairOfOther = stored(pairCategory, idOf(other));
      const isNew = pair === null && pairOfOther === null;
      if (!isNew && (pair !== idOf(other) || pairOfOther !== idOf(jid))) return contrary(jid, other);
      const knownOther = keyOf(other);
      const key = known ?? knownOther ?? (isPhoneJid(other) ? other : jid);
      return {
        key,
        changes: [
          ...(known === null ? [keyChange(jid, key)] : []),
          ...(knownOther === null ? [keyChange(other, key)] : []),
          ...(isNew && isPair(jid, other) && !isOwn(jid)
            ? [pairChange(idOf(jid), idOf(other)), pairChange(idOf(other), idOf(jid))]
            : []),
        ],
      };
    },
    isKnown: (jid) => keyOf(jid) !== null,
    otherKeys(key) {
      const other = stored(pairCategory, idOf(key));
      const given = other === null ? null : keyOf(other);
      return given === null || given === key ? [] : [given];
    },
  };
}

/** What stands for an account in the state: a number in whichever form it is written. */
function idOf(jid: string): string {
  if (!isPhoneJid(jid)) return jid;
  const [user = '', server] = jid.split('@');
  return `${samePhone(user)}@${server}`;
}

const isPair = (jid: string, other: string): boolean =>
  (isLidJid(jid) && isPhoneJid(other)) || (isPhoneJid(jid) && isLidJid(other));

const keyChange = (jid: string, key: string): ConnectorStateChange => ({
  category: keyCategory,
  id: idOf(jid),
  value: Buffer.from(key),
});

const pairChange = (id: string, other: string): ConnectorStateChange => ({
  category: pairCategory,
  id,
  value: Buffer.from(other),
});

/** The same person's other JID, from the pairs that Baileys keeps. */
function counterpart(keys: KeyStore, jid: string): string | null {
  const user = jid.slice(0, jid.indexOf('@'));
  if (isLidJid(jid)) {
    const phone = keys.get('lid-mapping', [`${user}_reverse`])[`${user}_reverse`];
    return phone ? `${phone}@s.whatsapp.net` : null;
  }
  const lid = isPhoneJid(jid) ? keys.get('lid-mapping', [user])[user] : undefined;
  return lid ? `${lid}@lid` : null;
}
