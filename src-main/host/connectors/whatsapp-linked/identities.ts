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
}

const category = 'person';

/**
 * A key, once given, stays: the first JID seen, or the phone JID when both came at once. The other JID is stored
 * beside it as soon as it is known.
 */
export function createIdentities(state: ConnectorState): Identities {
  const keys = createKeyStore(state, () => undefined);
  const jidsOf = (jid: string, alternative: string | null): string[] => {
    const other = alternative ?? counterpart(keys, jid);
    return other ? [jid, other] : [jid];
  };
  return {
    jids: jidsOf,
    resolve(jid, alternative) {
      const jids = jidsOf(jid, alternative);
      const known = state.read(category, jids);
      const given = jids.map((each) => known.get(each)).find((bytes) => bytes !== undefined);
      const key = given ? Buffer.from(given).toString() : (jids.find(isPhoneJid) ?? jid);
      const changes = jids
        .filter((each) => !known.has(each))
        .map((id) => ({ category, id, value: Buffer.from(key) }));
      return { key, changes };
    },
  };
}

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
