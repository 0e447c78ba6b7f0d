import { policyDefinition } from '#shared/contract/policy.ts';
import { AtalayaError } from '#shared/errors.ts';
import type { PolicyDefinition, PolicyInForce } from '#shared/model/policy.ts';
import type { Language } from '#shared/model/workspace.ts';
import type { Reader, Writer } from './database.ts';
import { appendToLedger } from './ledger.ts';

/** A policy with its newest version. */
export interface StoredPolicy extends PolicyInForce {
  readonly enabled: boolean;
  /** UTC milliseconds. */
  readonly changedAt: number;
  /** Language and slug of the ready-made policy that it began as, `es/insults`; null for none. */
  readonly starter: string | null;
  readonly flags: number;
  readonly openFlags: number;
}

/** A version as it was saved. */
export interface PolicyVersion {
  readonly version: number;
  readonly createdAt: number;
  readonly definition: PolicyDefinition;
}

interface PolicyRow {
  readonly id: number;
  readonly version: number;
  readonly enabled: number;
  readonly created_at: number;
  readonly starter: string | null;
  readonly definition: string;
  readonly flags: number;
  readonly open_flags: number;
}

/** All policies in the order in which they were made. */
export function listPolicies(reader: Reader): StoredPolicy[] {
  return reader
    .sql<PolicyRow>(
      `select p.id, p.version, p.enabled, v.created_at, p.starter, v.definition,
        (select count(*) from flags where policy_id = p.id) as flags,
        (select count(*) from flags f join flagged_messages q on q.message_id = f.message_id
          where f.policy_id = p.id and q.decision_id is null) as open_flags
      from policies p join policy_versions v on v.policy_id = p.id and v.version = p.version
      order by p.id`,
    )
    .all()
    .map((row) => ({
      policyId: row.id,
      version: row.version,
      enabled: row.enabled === 1,
      changedAt: row.created_at,
      starter: row.starter,
      definition: policyDefinition.parse(JSON.parse(row.definition)),
      flags: row.flags,
      openFlags: row.open_flags,
    }));
}

/** The versions in force: the newest of each policy that is switched on. */
export function policiesInForce(reader: Reader): PolicyInForce[] {
  return reader
    .sql<{ id: number; version: number; definition: string }>(
      `select p.id, p.version, v.definition
      from policies p join policy_versions v on v.policy_id = p.id and v.version = p.version
      where p.enabled = 1 order by p.id`,
    )
    .all()
    .map(({ id, version, definition }) => ({
      policyId: id,
      version,
      definition: policyDefinition.parse(JSON.parse(definition)),
    }));
}

/** All versions of a policy, newest first. */
export function policyVersions(reader: Reader, id: number): PolicyVersion[] {
  return reader
    .sql<{ version: number; created_at: number; definition: string }>(
      'select version, created_at, definition from policy_versions where policy_id = ? order by version desc',
    )
    .all(id)
    .map(({ version, created_at, definition }) => ({
      version,
      createdAt: created_at,
      definition: policyDefinition.parse(JSON.parse(definition)),
    }));
}

/** What a person saves: the content and whether it is switched on; `starter` names a ready-made one. */
export interface PolicyDraft {
  readonly definition: PolicyDefinition;
  readonly enabled: boolean;
  readonly starter?: string;
}

/** Makes a policy, with its first version. */
export function addPolicy(writer: Writer, draft: PolicyDraft, now: number): { id: number; version: number } {
  return writer.transaction(() => {
    const { lastInsertRowid } = writer
      .sql('insert into policies (starter, enabled, version) values (?, ?, 1)')
      .run(draft.starter ?? null, Number(draft.enabled));
    const id = Number(lastInsertRowid);
    addVersion(writer, id, 1, draft, now);
    appendToLedger(writer, [{ at: now, kind: 'policy', subject: id, details: { version: 1 } }]);
    return { id, version: 1 };
  });
}

/** Saves a new version of a policy; the same content again makes none. Error: `not-found`. */
export function savePolicy(
  writer: Writer,
  id: number,
  draft: PolicyDraft,
  now: number,
): { id: number; version: number } {
  return writer.transaction(() => {
    const before = writer
      .sql<{ version: number; definition: string }>(
        `select p.version, v.definition from policies p
        join policy_versions v on v.policy_id = p.id and v.version = p.version where p.id = ?`,
      )
      .get(id);
    if (before === undefined) throw new AtalayaError('not-found');
    const changed = before.definition !== JSON.stringify(draft.definition);
    const version = changed ? before.version + 1 : before.version;
    if (changed) addVersion(writer, id, version, draft, now);
    writer
      .sql('update policies set enabled = ?, version = ? where id = ?')
      .run(Number(draft.enabled), version, id);
    appendToLedger(writer, [{ at: now, kind: 'policy', subject: id, details: { version } }]);
    return { id, version };
  });
}

/** Switches a policy on or off. Error: `not-found`. */
export function setPolicyEnabled(writer: Writer, id: number, enabled: boolean, now: number): void {
  writer.transaction(() => {
    const { changes } = writer.sql('update policies set enabled = ? where id = ?').run(Number(enabled), id);
    if (changes === 0) throw new AtalayaError('not-found');
    appendToLedger(writer, [{ at: now, kind: 'policy', subject: id, details: { enabled } }]);
  });
}

/** A ready-made policy of a language; `slug` is the same in all languages. */
export interface Starter {
  readonly slug: string;
  readonly definition: PolicyDefinition;
}

/**
 * Adds, switched on, the ready-made policies of a language that are not here yet. Identifiers are the same in every
 * language: those that the policy of another language looks for already are left out. Returns how many came.
 */
export function addStarters(
  writer: Writer,
  language: Language,
  starters: readonly Starter[],
  now: number,
): number {
  const known = writer.sql('select 1 from policies where starter = ?');
  const inAnotherLanguage = writer.sql(`select 1 from policies where starter like '%/' || ?`);
  let added = 0;
  for (const { slug, definition } of starters) {
    const starter = `${language}/${slug}`;
    if (known.get(starter) !== undefined) continue;
    const isTranslation = inAnotherLanguage.get(slug) !== undefined;
    const rules = definition.rules.filter((rule) => !isTranslation || rule.type !== 'identifier');
    if (rules.length === 0) continue;
    addPolicy(writer, { definition: { ...definition, rules }, enabled: true, starter }, now);
    added += 1;
  }
  return added;
}

function addVersion(writer: Writer, id: number, version: number, draft: PolicyDraft, now: number): void {
  const definition = JSON.stringify(draft.definition);
  writer.sql('insert into policy_versions values (?, ?, ?, ?)').run(id, version, now, definition);
}
