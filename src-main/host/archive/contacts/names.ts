import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { fold } from '#shared/model/fold.ts';
import {
  isNameOfItsOwn,
  namelessTitle,
  nameKinds,
  personOfJid,
  samePhone,
  shownName,
  type NameKind,
} from '#shared/model/contact.ts';
import type { Reader, Writer } from '../database.ts';
import { appendToLedger } from '../ledger.ts';
import { identitiesOf, type Identity } from './identities.ts';

/** A name that an identity has, and from whom. */
export interface IdentityName {
  readonly identity_id: number;
  readonly kind: NameKind;
  readonly name: string;
  readonly line_id: number | null;
}

/** The names that an identity had at a time, of each kind the latest. */
function namesOfIdentity(
  reader: Reader,
  identityId: number,
  at: number,
): (IdentityName & { readonly id: number })[] {
  return reader
    .sql<IdentityName & { id: number; name: string | null }>(
      `select n.id, n.identity_id, n.kind, n.name, n.line_id from contact_names n where n.identity_id = ? and n.id = (
        select max(id) from contact_names where identity_id = n.identity_id and kind = n.kind and at <= ?)`,
    )
    .all(identityId, at)
    .filter((row) => row.name !== null);
}

/**
 * The names that some identities have, or had at a time in UTC milliseconds: of each kind the latest, the latest of all
 * first.
 */
export function namesOf(
  reader: Reader,
  identities: readonly Identity[],
  at: number = Number.MAX_SAFE_INTEGER,
): IdentityName[] {
  return identities.flatMap(({ id }) => namesOfIdentity(reader, id, at)).toSorted((a, b) => b.id - a.id);
}

/** The name of that kind that an identity has now; null without one. */
export function latestName(reader: Reader, identityId: number, kind: NameKind): string | null {
  const row = reader
    .sql<{ name: string | null }>(
      'select name from contact_names where identity_id = ? and kind = ? order by id desc limit 1',
    )
    .get(identityId, kind);
  return row?.name ?? null;
}

/** What somebody called an identity, and who. */
export interface GivenName {
  readonly identityId: number;
  readonly kind: NameKind;
  /** Null takes the name back. */
  readonly name: string | null;
  readonly lineId: number | null;
}

/** Keeps a name beside those before it. What is shown follows with `refreshName`. */
export function addName(writer: Writer, { identityId, kind, name, lineId }: GivenName, at: number): void {
  const { lastInsertRowid } = writer
    .sql('insert into contact_names (identity_id, kind, name, line_id, at) values (?, ?, ?, ?, ?)')
    .run(identityId, kind, name, lineId, at);
  const id = Number(lastInsertRowid);
  appendToLedger(writer, [{ at, kind: 'contact-name', subject: id }]);
}

/** A phone number as people of its country write it: nobody in Mexico dials the old "1" any more. */
function shownNumber(digits: string): string {
  const number = digits.startsWith('52') ? samePhone(digits) : digits;
  return parsePhoneNumberFromString(`+${number}`)?.formatInternational() ?? `+${number}`;
}

/** What an identity is called when nobody has named its person. */
export function nameOfIdentity(identity: Identity): string {
  if (identity.kind === 'phone') return shownNumber(identity.written);
  if (identity.kind === 'username') return `@${identity.value}`;
  if (identity.kind === 'name') return shownName(identity.value) || '…';
  return namelessTitle(identity);
}

/** What to call somebody of whom only the key that a source gave them is known. */
export function nameOfKey(key: string): string {
  const person = personOfJid(key);
  if (person === null) return key;
  return person.kind === 'phone' ? shownNumber(person.value) : namelessTitle(person);
}

const byUsefulness = ['phone', 'username', 'name', 'lid', 'bsuid'] as const;

/** The name by which a contact is shown, before anybody else's is looked at. */
function ownNameOf(
  identities: readonly Identity[],
  names: readonly IdentityName[],
): { name: string; isSelfGiven: boolean } {
  const shown = names
    .map(({ kind, name }) => ({ kind, name: shownName(name) }))
    .filter(({ kind, name }) => name !== '' && (kind === 'own' || isNameOfItsOwn(name)));
  for (const kind of nameKinds) {
    const given = shown.find((each) => each.kind === kind);
    if (given !== undefined)
      return { name: given.name, isSelfGiven: kind === 'pushed' || kind === 'business' };
    const exported = kind === 'phone-book' && identities.find((identity) => identity.kind === 'name');
    if (exported) return { name: nameOfIdentity(exported), isSelfGiven: false };
  }
  const best = byUsefulness
    .map((kind) => identities.find((identity) => identity.kind === kind))
    .find((identity) => identity !== undefined);
  return { name: best === undefined ? '' : nameOfIdentity(best), isSelfGiven: false };
}

/** What some identities would be called as one contact. */
export function nameOf(reader: Reader, identities: readonly Identity[]): string {
  return ownNameOf(identities, namesOf(reader, identities)).name;
}

/** What a contact is called now. */
export function nameOfContact(reader: Reader, contactId: number): string {
  const row = reader.sql<{ name: string }>('select name from contacts where id = ?').get(contactId);
  return row?.name ?? '';
}

/** What some identities were called as one contact at a time. */
export function nameAt(reader: Reader, identities: readonly Identity[], at: number): string {
  return ownNameOf(identities, namesOf(reader, identities, at)).name;
}

/** A name as it compares with what looks like it. */
export function foldedName(name: string): string {
  return fold(name).text.replaceAll(/\s+/g, ' ').trim();
}

/**
 * Works out what a contact is called and writes it wherever it is shown. A name that people give themselves can't be
 * that of another contact: the number, or the end of what else is known, stands before it, where no row cuts it off.
 */
export function refreshName(writer: Writer, contactId: number, now: number): void {
  const identities = identitiesOf(writer, contactId);
  const { name: ownName, isSelfGiven } = ownNameOf(identities, namesOf(writer, identities));
  const folded = foldedName(ownName);
  const isTaken =
    isSelfGiven &&
    writer
      .sql(
        `select 1 from contacts c where c.folded = ? and c.id <> ?
        and exists (select 1 from identities i where i.contact_id = c.id)`,
      )
      .get(folded, contactId) !== undefined;
  const name = isTaken ? `${distinction(identities)} · ${ownName}` : ownName;
  const theirs = 'identity_id in (select id from identities where contact_id = ?)';
  const changed = [
    ['contact', 'update contacts set name = ?, folded = ? where id = ? and (name, folded) <> (?, ?)'],
    ['conversation', `update conversations set title = ? where kind = 'direct' and ${theirs} and title <> ?`],
    ['sender', `update senders set name = ? where ${theirs} and name <> ?`],
  ] as const;
  for (const [kind, update] of changed) {
    const names = kind === 'contact' ? [name, folded] : [name];
    const rows = writer.sql<{ id: number }>(`${update} returning id`).all(...names, contactId, ...names);
    appendToLedger(
      writer,
      rows.map(({ id }) => ({ at: now, kind, subject: id })),
    );
  }
}

/** What tells a contact apart from another of the same name. */
function distinction(identities: readonly Identity[]): string {
  const phone = identities.find((identity) => identity.kind === 'phone');
  if (phone !== undefined) return shownNumber(phone.written);
  const [first] = identities;
  return first === undefined ? '' : `…${first.value.slice(-4)}`;
}
