import type { CapturedPerson } from '#shared/model/capture.ts';
import {
  isNameOfItsOwn,
  personOfJid,
  personOfNumber,
  type NameKind,
  type PersonIdentity,
} from '#shared/model/contact.ts';
import type { Writer } from '../database.ts';
import { addIdentity, findIdentity, readIdentity, type Identity } from './identities.ts';
import { takeWord } from './merges.ts';
import { addName, latestName, refreshName } from './names.ts';

/** Somebody as a record names them. */
export interface Named {
  readonly key: string;
  readonly person?: PersonIdentity | undefined;
  readonly name: string | null;
}

/** Who people are, for the length of one transaction. */
export interface People {
  /** The identity of somebody who writes or is written to; a name that is new is kept. Returns its id. */
  meet(named: Named): number;
  /** The account that a key stands for; undefined where it is a name only. */
  accountOf(named: Omit<Named, 'name'>): PersonIdentity | undefined;
  /** What the contact that has this identity is called now. */
  nameOf(identityId: number): string;
  contactOf(identityId: number): number;
  /** Keeps what a source says about a person, with what follows. */
  record(person: CapturedPerson): void;
  /** Whether anything about contacts has changed, and the threads that changed with it. */
  readonly changed: { readonly contacts: boolean; readonly threads: ReadonlySet<number> };
}

/** UTF-16 code units of a name that are kept. */
const longestName = 1024;

interface Met {
  readonly id: number;
  readonly names: Map<NameKind, string | null>;
}

/**
 * Opens the register of people within a transaction. `now` is UTC milliseconds. The keys of a live source are JIDs
 * unless it says otherwise; in a chat export a key is a name or a number, whatever else it looks like.
 */
export function openPeople(
  writer: Writer,
  { lineId, live }: { readonly lineId: number; readonly live: boolean },
  now: number,
): People {
  const met = new Map<string, Met>();
  const changed = { contacts: false, threads: new Set<number>() };

  function find(identity: PersonIdentity): { met: Met; isNew: boolean } {
    const cacheKey = `${identity.kind} ${identity.value}`;
    const cached = met.get(cacheKey);
    if (cached !== undefined) return { met: cached, isNew: false };
    const stored = findIdentity(writer, identity, lineId);
    const { id } = stored ?? addIdentity(writer, identity, lineId, now);
    const found: Met = { id, names: new Map() };
    met.set(cacheKey, found);
    if (stored === undefined) refreshName(writer, id, now);
    return { met: found, isNew: stored === undefined };
  }

  /** Keeps a name unless it is the one that is known. */
  function call({ id, names }: Met, kind: NameKind, given: string): void {
    const name = given.slice(0, longestName);
    let before = names.get(kind);
    if (before === undefined) before = latestName(writer, id, kind);
    names.set(kind, name);
    if (before === name) return;
    addName(writer, { identityId: id, kind, name, lineId }, now);
    refreshName(writer, contactOf(id), now);
    changed.contacts = true;
  }

  const accountOf = ({ key, person }: Omit<Named, 'name'>): PersonIdentity | undefined =>
    person ?? (live ? personOfJid(key) : personOfNumber(key)) ?? undefined;
  const identity = (id: number): Identity | undefined => readIdentity(writer, id);
  const contactOf = (id: number): number => identity(id)?.contact_id ?? id;

  return {
    changed,
    contactOf,
    nameOf(id) {
      const row = writer
        .sql<{ name: string }>(
          'select c.name from contacts c join identities i on i.contact_id = c.id where i.id = ?',
        )
        .get(id);
      return row?.name ?? '';
    },
    accountOf,
    meet({ key, name, ...named }) {
      const person = accountOf({ key, ...named });
      const { met: found } = find(person ?? { kind: 'name', value: key });
      const kind = person === undefined ? 'phone-book' : 'pushed';
      const isTelling = person === undefined ? name !== key : name !== null && isNameOfItsOwn(name);
      if (name !== null && name !== '' && isTelling) call(found, kind, name);
      return found.id;
    },
    record({ identities, names, basis, reference, at, raw }) {
      const [first, ...others] = identities.map(find);
      if (first === undefined) return;
      for (const { kind, name } of names) call(first.met, kind, name);
      for (const other of others) {
        if (other.met.id === first.met.id) continue;
        const evidence = {
          a: first.met.id,
          b: other.met.id,
          basis,
          lineId,
          reference,
          note: '',
          raw,
          at,
        };
        const { became, threads } = takeWord(writer, evidence, other.isNew, now);
        for (const thread of threads) changed.threads.add(thread);
        if (became !== 'nothing-new') changed.contacts = true;
      }
    },
  };
}
