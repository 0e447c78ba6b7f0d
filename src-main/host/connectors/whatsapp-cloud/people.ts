import type { ConnectorState, ConnectorStateChange } from '../connector.ts';
import { digitsOf } from './reading.ts';

/** The names by which the platform may know one person. */
export interface PersonNames {
  /** Phone number or `wa_id`. */
  readonly phone: string | null;
  /** Business-scoped user id. */
  readonly bsuid: string | null;
  readonly parentBsuid: string | null;
}

/** Gives one person one key within a line, whether an update names the phone, the BSUID or both. */
export interface People {
  /** null when the update names nobody. */
  keyOf(names: PersonNames): string | null;
  /** What has to be stored so that the keys stay the same. */
  changes(): ConnectorStateChange[];
}

const category = 'person';
const bsuidForm = /^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/;
const phoneForm = /^\+?[\d\s()-]{3,32}$/;

/** What a field that may hold a phone number or a BSUID holds. */
export function namesIn(value: string | null | undefined): PersonNames {
  if (value == null) return { phone: null, bsuid: null, parentBsuid: null };
  const isPhone = phoneForm.test(value) && digitsOf(value).length >= 3;
  return {
    phone: isPhone ? digitsOf(value) : null,
    bsuid: isPhone ? null : value,
    parentBsuid: null,
  };
}

/** The key of a person of whom only these names are known: by phone number where there is one. */
function aliases({ phone, bsuid, parentBsuid }: PersonNames): string[] {
  return [
    ...(phone === null ? [] : [`${digitsOf(phone)}@s.whatsapp.net`]),
    ...(bsuid === null ? [] : [`bsuid:${bsuid}`]),
    ...(parentBsuid === null || !bsuidForm.test(parentBsuid) ? [] : [`bsuid:${parentBsuid}`]),
  ];
}

/** For the updates of one transaction. A key, once given, stays: the first that was seen, by phone when both came. */
export function openPeople(state: ConnectorState): People {
  const learned = new Map<string, string>();
  return {
    keyOf(names) {
      const all = aliases(names);
      const [first] = all;
      if (first === undefined) return null;
      const stored = state.read(category, all);
      const known = (alias: string): string | undefined => {
        const bytes = stored.get(alias);
        return learned.get(alias) ?? (bytes && Buffer.from(bytes).toString());
      };
      const key = all.map(known).find((each) => each !== undefined) ?? first;
      for (const alias of all) if (known(alias) === undefined) learned.set(alias, key);
      return key;
    },
    changes: () => [...learned].map(([id, key]) => ({ category, id, value: Buffer.from(key) })),
  };
}
