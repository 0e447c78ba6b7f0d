import type { Reader } from '../database.ts';
import { identitiesOf, type Identity } from './identities.ts';

/** A merge that nobody has taken back. */
interface StandingMerge {
  readonly id: number;
  readonly a_id: number;
  readonly b_id: number;
}

/** The merges in force among the identities of a contact. */
function standingMerges(reader: Reader, contactId: number): StandingMerge[] {
  return reader
    .sql<StandingMerge>(
      `select m.id, m.a_id, m.b_id from contact_merges m join identities i on i.id = m.a_id
      where i.contact_id = ? and not exists (select 1 from contact_splits s where s.merge_id = m.id)`,
    )
    .all(contactId);
}

/**
 * What the identities of some contacts make up when only the merges in force hold them together, with one of them left
 * out, or a further pair put in: a list of groups of identities, the oldest first.
 */
export function components(
  reader: Reader,
  contactIds: readonly number[],
  {
    without = null,
    and = [],
  }: { without?: number | null; and?: readonly (readonly [number, number])[] } = {},
): Identity[][] {
  const identities = contactIds.flatMap((id) => identitiesOf(reader, id));
  const parent = new Map(identities.map(({ id }) => [id, id]));
  const find = (id: number): number => {
    let root = id;
    for (let up = parent.get(root); up !== undefined && up !== root; up = parent.get(root)) root = up;
    parent.set(id, root);
    return root;
  };
  const join = (a: number, b: number) => {
    const [left, right] = [find(a), find(b)];
    parent.set(Math.max(left, right), Math.min(left, right));
  };
  for (const contactId of contactIds)
    for (const merge of standingMerges(reader, contactId))
      if (merge.id !== without) join(merge.a_id, merge.b_id);
  for (const [a, b] of and) join(a, b);
  const groups = Map.groupBy(
    identities.toSorted((a, b) => a.id - b.id),
    ({ id }) => find(id),
  );
  return [...groups.values()];
}
