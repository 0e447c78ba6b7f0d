import type { ContactView, FoundContact, IdentityView, MergeView } from '#shared/contract/contacts.ts';
import type { ConversationRef } from '#shared/contract/fields.ts';
import type { EvidenceBasis } from '#shared/model/contact.ts';
import type { ConversationKind } from '#shared/model/message.ts';
import type { Reader } from '../database.ts';
import { identitiesOf, readIdentity, type Identity } from './identities.ts';
import { nameOfIdentity, namesOf } from './names.ts';

function lineName(reader: Reader, lineId: number | null): string | null {
  return reader.sql<{ name: string }>('select name from lines where id = ?').get(lineId)?.name ?? null;
}

/** An identity as the interface shows it. */
export function toIdentityView(reader: Reader, identity: Identity): IdentityView {
  const shown =
    identity.kind === 'lid' || identity.kind === 'bsuid' ? identity.value : nameOfIdentity(identity);
  return {
    id: identity.id,
    kind: identity.kind,
    shown,
    firstLine: lineName(reader, identity.first_line_id) ?? '',
    firstAt: identity.first_at,
  };
}

/** The contact of a direct conversation; null for a group. */
export function contactOfConversation(reader: Reader, conversationId: number): number | null {
  const row = reader
    .sql<{ contact_id: number }>(
      'select i.contact_id from conversations c join identities i on i.id = c.identity_id where c.id = ?',
    )
    .get(conversationId);
  return row?.contact_id ?? null;
}

const mostConversations = 50;

/** All that is known of a contact but the open questions. */
export function readContact(reader: Reader, contactId: number): Omit<ContactView, 'questions'> {
  const identities = identitiesOf(reader, contactId);
  const conversations = conversationsOf(reader, contactId);
  const lines = new Map(conversations.map(({ line }) => [line.id, line]));
  const names = namesOf(reader, identities).map(({ kind, name, line_id }) => ({
    kind,
    name: name.toWellFormed(),
    line: lineName(reader, line_id),
  }));
  const named = reader.sql<{ name: string }>('select name from contacts where id = ?').get(contactId);
  return {
    id: contactId,
    name: named?.name ?? '',
    names,
    identities: identities.map((identity) => toIdentityView(reader, identity)),
    lines: [...lines.values()],
    conversations,
    merges: mergesOf(reader, identities),
  };
}

function conversationsOf(reader: Reader, contactId: number): ConversationRef[] {
  return reader
    .sql<{ id: number; title: string; kind: ConversationKind; line_id: number; line: string }>(
      `select t.id, c.title, c.kind, t.line_id, l.name as line
      from threads t join conversations c on c.id = t.id join lines l on l.id = t.line_id
      where t.id in (
        select c.thread_id from conversations c join identities i on i.id = c.identity_id where i.contact_id = ?
        union
        select c.thread_id from identities i join senders s on s.identity_id = i.id
        join participants p on p.sender_id = s.id join conversations c on c.id = p.conversation_id
        where i.contact_id = ? and p.messages > 0)
      order by t.last_id desc limit ${mostConversations}`,
    )
    .all(contactId, contactId)
    .map(({ id, title, kind, line_id, line }) => ({ id, title, kind, line: { id: line_id, name: line } }));
}

interface MergeRow {
  readonly id: number;
  readonly a_id: number;
  readonly b_id: number;
  readonly at: number;
  readonly undone_at: number | null;
  readonly undone_reason: string | null;
}

/** The merges that touch some identities, those in force first. */
function mergesOf(reader: Reader, identities: readonly Identity[]): MergeView[] {
  const ids = JSON.stringify(identities.map(({ id }) => id));
  const rows = reader
    .sql<MergeRow>(
      `select m.id, m.a_id, m.b_id, m.at, s.at as undone_at, s.reason as undone_reason
      from contact_merges m left join contact_splits s on s.merge_id = m.id
      where m.a_id in (select value from json_each(?)) or m.b_id in (select value from json_each(?))
      order by s.at is not null, m.id desc`,
    )
    .all(ids, ids);
  return rows.flatMap(({ id, a_id, b_id, at, undone_at, undone_reason }) => {
    const [a, b] = [readIdentity(reader, a_id), readIdentity(reader, b_id)];
    if (a === undefined || b === undefined) return [];
    const view: MergeView = {
      id,
      a: toIdentityView(reader, a),
      b: toIdentityView(reader, b),
      evidence: evidenceOf(reader, a_id, b_id),
      at,
      undone: undone_at === null ? null : { at: undone_at, reason: undone_reason ?? '' },
    };
    return [view];
  });
}

function evidenceOf(reader: Reader, a: number, b: number): MergeView['evidence'] {
  return reader
    .sql<{ basis: EvidenceBasis; line: string | null; at: number; note: string }>(
      `select e.basis, l.name as line, e.at, e.note from identity_evidence e left join lines l on l.id = e.line_id
      where e.a_id = ? and e.b_id = ? order by e.id`,
    )
    .all(a, b);
}

const mostFound = 20;

/** Contacts whose name, or one of whose numbers, contains a text; those with most messages first. */
export function findContactsByText(reader: Reader, text: string, except: number): FoundContact[] {
  const digits = text.replaceAll(/[\s()+.-]/g, '');
  const rows = reader
    .sql<{ id: number; name: string; messages: number | null }>(
      `select c.id, c.name, (select sum(v.messages) from conversations v join identities i on i.id = v.identity_id
          where i.contact_id = c.id) as messages
      from contacts c
      where c.id <> ? and exists (select 1 from identities i where i.contact_id = c.id)
        and (c.name like ? escape '\\' or exists (
          select 1 from identities i where i.contact_id = c.id and ? <> '' and i.value || ' ' || i.written like ?))
      order by messages desc nulls last, c.id desc limit ${mostFound}`,
    )
    .all(
      except,
      `%${text.trim().replace(/[\\%_]/g, String.raw`\$&`)}%`,
      /^\d{3,}$/.test(digits) ? digits : '',
      `%${digits}%`,
    );
  return rows.flatMap(({ id, name, messages }) => {
    const identities = identitiesOf(reader, id);
    const identity = identities.find(({ kind }) => kind === 'phone') ?? identities[0];
    if (identity === undefined) return [];
    const lines = new Map(conversationsOf(reader, id).map(({ line }) => [line.id, line]));
    return [
      {
        id,
        name,
        identity: toIdentityView(reader, identity),
        lines: [...lines.values()],
        messages: messages ?? 0,
      },
    ];
  });
}
