import type { Reader } from '../database.ts';
import { components } from './components.ts';
import { currentContact, identitiesOf, type Identity } from './identities.ts';
import { readMerge } from './merges.ts';
import { nameOf } from './names.ts';

/** Some identities as one contact: its name, and how many conversations with how many messages that makes. */
export interface Part {
  /** Of the contact. */
  readonly id: number;
  readonly name: string;
  readonly conversations: number;
  readonly messages: number;
}

function partOf(reader: Reader, identities: readonly Identity[]): Part {
  const row = reader
    .sql<{ conversations: number; messages: number | null }>(
      `select count(distinct c.line_id) as conversations, sum(c.messages) as messages from conversations c
      where c.kind = 'direct' and c.identity_id in (select value from json_each(?))`,
    )
    .get(JSON.stringify(identities.map(({ id }) => id)));
  return {
    id: identities[0]?.id ?? 0,
    name: nameOf(reader, identities),
    conversations: row?.conversations ?? 0,
    messages: row?.messages ?? 0,
  };
}

/** What two contacts are, and what they would be as one. Error: `not-found`. */
export function mergeEffect(
  reader: Reader,
  contactId: number,
  otherId: number,
): { before: Part[]; after: Part } {
  const sides = [contactId, otherId].map((id) => identitiesOf(reader, currentContact(reader, id)));
  return { before: sides.map((side) => partOf(reader, side)), after: partOf(reader, sides.flat()) };
}

/** What a contact is, and what it would be without one of its merges. Errors: `not-found`, `conflict`. */
export function undoEffect(reader: Reader, mergeId: number): { before: Part; after: Part[] } {
  const { contactId } = readMerge(reader, mergeId);
  return {
    before: partOf(reader, identitiesOf(reader, contactId)),
    after: components(reader, [contactId], { without: mergeId }).map((part) => partOf(reader, part)),
  };
}
