import { AtalayaError } from '#shared/errors.ts';
import { samePhone, type IdentityKind, type PersonIdentity } from '#shared/model/contact.ts';
import type { Reader, Writer } from '../database.ts';
import { appendToLedger } from '../ledger.ts';

/** An identity of a person, as the archive keeps it. */
export interface Identity {
  readonly id: number;
  /** Whose it is at the moment. */
  readonly contact_id: number;
  readonly kind: IdentityKind;
  /** What tells it apart from others of its kind. */
  readonly value: string;
  /** As its source first wrote it. */
  readonly written: string;
  readonly first_line_id: number;
  /** UTC milliseconds. */
  readonly first_at: number;
}

/** The columns of an `Identity`, of a table that is called `i`. */
const identityColumns = 'i.id, i.contact_id, i.kind, i.value, i.written, i.first_line_id, i.first_at';

const everywhere = 0;
const longestValue = 256;

function compared({ kind, value }: PersonIdentity, lineId: number): [IdentityKind, string, number] {
  const short = value.slice(0, longestValue);
  switch (kind) {
    case 'phone':
      return [kind, samePhone(short.replaceAll(/\D/g, '')), everywhere];
    case 'username':
      return [kind, short.replace(/^@/, '').toLowerCase(), everywhere];
    case 'lid':
    case 'bsuid':
      return [kind, short, everywhere];
    case 'name':
      return [kind, value, lineId];
  }
}

/** The identity as the archive knows it, if it does. */
export function findIdentity(reader: Reader, identity: PersonIdentity, lineId: number): Identity | undefined {
  return reader
    .sql<Identity>(
      `select ${identityColumns} from identities i where i.kind = ? and i.value = ? and i.line_id = ?`,
    )
    .get(...compared(identity, lineId));
}

/** One identity by its id. */
export function readIdentity(reader: Reader, id: number): Identity | undefined {
  return reader.sql<Identity>(`select ${identityColumns} from identities i where i.id = ?`).get(id);
}

/** The contact that an id stands for now: after a merge, that of the older one. Error: `not-found`. */
export function currentContact(reader: Reader, contactId: number): number {
  const identity = readIdentity(reader, contactId);
  if (identity === undefined) throw new AtalayaError('not-found');
  return identity.contact_id;
}

/** All identities of a contact, oldest first. */
export function identitiesOf(reader: Reader, contactId: number): Identity[] {
  return reader
    .sql<Identity>(`select ${identityColumns} from identities i where i.contact_id = ? order by i.id`)
    .all(contactId);
}

/** Puts an identity that is not known yet into the archive, as a contact of its own that has no name yet. */
export function addIdentity(writer: Writer, identity: PersonIdentity, lineId: number, at: number): Identity {
  const [kind, value, scope] = compared(identity, lineId);
  const { lastInsertRowid } = writer.sql(`insert into contacts (name, folded) values ('', '')`).run();
  const id = Number(lastInsertRowid);
  const written = kind === 'phone' ? identity.value.replaceAll(/\D/g, '') : identity.value;
  writer
    .sql(
      `insert into identities (id, contact_id, kind, value, line_id, written, first_line_id, first_at)
      values (?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(id, id, kind, value, scope, written, lineId, at);
  appendToLedger(writer, [
    { at, kind: 'contact', subject: id },
    { at, kind: 'identity', subject: id },
  ]);
  return { id, contact_id: id, kind, value, written, first_line_id: lineId, first_at: at };
}
