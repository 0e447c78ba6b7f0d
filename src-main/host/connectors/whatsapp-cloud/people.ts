import type { CapturedPerson, CapturedPlace } from '#shared/model/capture.ts';
import { samePhone, type PersonIdentity } from '#shared/model/contact.ts';
import type { ConnectorState, ConnectorStateChange } from '../connector.ts';
import { digitsOf } from './reading.ts';

/** The names by which the platform may know one person. */
export interface PersonNames {
  /** Phone number or `wa_id`, in digits. */
  readonly phone: string | null;
  /** Business-scoped user id. */
  readonly bsuid: string | null;
  readonly parentBsuid: string | null;
  readonly username: string | null;
}

export const nobody: PersonNames = { phone: null, bsuid: null, parentBsuid: null, username: null };

/** A person as records name them. */
export interface KnownPerson {
  readonly key: string;
  /** Their account, where the key is not a JID. */
  readonly person?: PersonIdentity;
  /** The keys that they may have been captured under before it was known who is who. */
  readonly otherKeys: readonly string[];
  readonly identities: readonly PersonIdentity[];
}

/** Gives one person one key within a line, whether an update names the phone, the BSUID or both. */
export interface People {
  /** null when the update names nobody. */
  find(names: PersonNames): KnownPerson | null;
  /** The identities that were said to be one person's, for each that had several. */
  met(): readonly (readonly PersonIdentity[])[];
  /** What has to be stored so that the keys stay the same. */
  changes(): ConnectorStateChange[];
}

const category = 'person';
const phoneForm = /^\+?[\d\s()-]{3,32}$/;

/** What a field that may hold a phone number or a BSUID holds. */
export function namesIn(value: string | null | undefined): PersonNames {
  if (value == null) return nobody;
  const isPhone = phoneForm.test(value) && digitsOf(value).length >= 3;
  return { ...nobody, phone: isPhone ? digitsOf(value) : null, bsuid: isPhone ? null : value };
}

const bsuidPrefix = 'bsuid:';

interface Alias {
  /** The same for both ways to write one number. */
  readonly id: string;
  readonly key: string;
  readonly identity: PersonIdentity;
}

const byId = (value: string): Alias => ({
  id: bsuidPrefix + value,
  key: bsuidPrefix + value,
  identity: { kind: 'bsuid', value },
});

function aliasesOf({ phone, bsuid, parentBsuid }: PersonNames): Alias[] {
  return [
    ...(phone === null
      ? []
      : [
          {
            id: samePhone(phone),
            key: `${phone}@s.whatsapp.net`,
            identity: { kind: 'phone', value: phone } as const,
          },
        ]),
    ...(bsuid === null ? [] : [byId(bsuid)]),
    ...(parentBsuid === null || parentBsuid === bsuid ? [] : [byId(parentBsuid)]),
  ];
}

/**
 * For the updates of one transaction. Whoever is named by phone has the key of that phone, so that what is known of a
 * number (that it is private, for one) holds; a BSUID alone has the key of the phone that it came with, once it did.
 */
export function openPeople(state: ConnectorState): People {
  const learned = new Map<string, string>();
  const met: (readonly PersonIdentity[])[] = [];
  return {
    find(names) {
      const all = aliasesOf(names);
      const [first] = all;
      if (first === undefined) return null;
      const stored = state.read(
        category,
        all.map(({ id }) => id),
      );
      const known = ({ id }: Alias): string | undefined => {
        const bytes = stored.get(id);
        return learned.get(id) ?? (bytes && Buffer.from(bytes).toString());
      };
      const keys = all.map(known).filter((each) => each !== undefined);
      const isPhone = first.identity.kind === 'phone';
      const key = (isPhone ? known(first) : keys[0]) ?? first.key;
      for (const alias of all) {
        const before = known(alias);
        if (before === undefined || (isPhone && before.startsWith(bsuidPrefix))) learned.set(alias.id, key);
      }
      const otherKeys = new Set([...keys, ...all.map((alias) => alias.key)]);
      otherKeys.delete(key);
      const { username } = names;
      const identities: readonly PersonIdentity[] = [
        ...all.map(({ identity }) => identity),
        ...(username === null ? [] : [{ kind: 'username', value: username } as const]),
      ];
      if (identities.length > 1) met.push(identities);
      return {
        key,
        ...(key.startsWith(bsuidPrefix) && {
          person: { kind: 'bsuid', value: key.slice(bsuidPrefix.length) },
        }),
        otherKeys: [...otherKeys],
        identities,
      };
    },
    met: () => met,
    changes: () => [...learned].map(([id, key]) => ({ category, id, value: Buffer.from(key) })),
  };
}

/** Where else a message with a person may be. */
export function otherPlaces({ otherKeys }: KnownPerson, message: string): CapturedPlace[] {
  return otherKeys.map((conversation) => ({ conversation, message }));
}

/** What a webhook says of a person beside a message: that their identities are one person's, and a name. */
export function introduction(
  { identities }: KnownPerson,
  name: CapturedPerson['names'][number] | null,
  reference: string | null,
  at: number,
): CapturedPerson | null {
  if (identities.length < 2 && name === null) return null;
  return {
    type: 'person',
    identities,
    names: name === null ? [] : [name],
    basis: 'webhook',
    reference,
    at,
    raw: null,
  };
}
