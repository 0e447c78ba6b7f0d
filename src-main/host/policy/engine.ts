import { AtalayaError } from '#shared/errors.ts';
import { fold, originalSpan, type Folded } from '#shared/model/fold.ts';
import type { Span } from '#shared/model/message.ts';
import type {
  EvaluatedMessage,
  PolicyInForce,
  PolicyRule,
  PolicyScope,
  Verdict,
} from '#shared/model/policy.ts';
import { Automaton, Found } from './automaton.ts';
import { mayBeDisguised, readingsOf } from './disguise.ts';
import { compileCombined } from './combined.ts';
import { openHours } from './hours.ts';
import { compileIdentifier } from './identifiers/identifiers.ts';
import { compilePattern } from './pattern.ts';
import { compilePhrase } from './phrase.ts';
import type { CompiledRule } from './rule.ts';

/** Hits that one policy can have on one message: the first ones. */
export const maxHits = 100;

/** Says what policies hit a message. Pure: the same message and versions always give the same verdicts. */
export interface PolicyEngine {
  /**
   * The verdicts of the policies that hit, by policy and version; hits in reading order, each once, the first
   * {@link maxHits}. What WhatsApp itself wrote (system messages) is not looked at. Takes time linear in the text.
   */
  evaluate(message: EvaluatedMessage): readonly Verdict[];
}

interface IndexedRule {
  readonly policy: PolicyInForce;
  readonly id: string;
  readonly compiled: CompiledRule;
}

type Hit = Verdict['hits'][number];
type Hits = Map<PolicyInForce, Hit[]>;

const none: readonly Verdict[] = [];

const wholeMessage: Span = [0, 0];

function compileWhole(voiceSeconds: number | null): CompiledRule {
  return {
    readsDisguises: false,
    literals: null,
    find: () => [],
    isMet: ({ kind, seconds, isEdit }) =>
      isEdit !== true && (voiceSeconds === null || (kind === 'voice' && (seconds ?? 0) > voiceSeconds)),
  };
}

function compileRule(rule: PolicyRule): CompiledRule {
  switch (rule.type) {
    case 'phrase':
      return compilePhrase(rule.phrase);
    case 'pattern':
      return compilePattern(rule.pattern);
    case 'identifier':
      return compileIdentifier(rule.identifier, rule.except);
    case 'combined':
      return compileCombined(rule);
    case 'message':
      return compileWhole(rule.voiceSeconds);
  }
}

function indexRule(policy: PolicyInForce, rule: PolicyRule): IndexedRule {
  try {
    return { policy, id: rule.id, compiled: compileRule(rule) };
  } catch (error) {
    throw new AtalayaError('policy-invalid', { policy: policy.policyId, rule: rule.id }, { cause: error });
  }
}

function inScope(
  { direction, conversation, lines, outside }: PolicyScope,
  message: EvaluatedMessage,
  isOutside: ReturnType<typeof openHours>,
): boolean {
  return (
    (outside === undefined || message.sentAt === undefined || isOutside(outside, message.sentAt)) &&
    (direction === null || direction === message.direction) &&
    (conversation === null || conversation === message.conversation) &&
    (lines === null || lines.includes(message.lineId))
  );
}

function compareHits(a: Hit, b: Hit): number {
  return a.span[0] - b.span[0] || a.span[1] - b.span[1] || (a.rule < b.rule ? -1 : Number(a.rule > b.rule));
}

/** What a reading shows was seen already, by the same rule in the same place. */
function isSame(known: Hit, hit: Hit): boolean {
  return known.rule === hit.rule && known.span[0] < hit.span[1] && hit.span[0] < known.span[1];
}

/** Characters that fold to several units can be hit several times. */
function isNew(hit: Hit, index: number, hits: readonly Hit[]): boolean {
  const before = hits[index - 1];
  return before === undefined || compareHits(before, hit) !== 0;
}

function compareVersions(a: PolicyInForce, b: PolicyInForce): number {
  return a.policyId - b.policyId || a.version - b.version;
}

/**
 * Compiles the versions in force. Throws `policy-invalid` with the policy and the rule when one of them would not
 * pass validation. `zone` is where business hours are meant.
 */
export function compilePolicies(inForce: readonly PolicyInForce[], zone = 'UTC'): PolicyEngine {
  const isOutside = openHours(zone);
  const rules = [...inForce]
    .sort(compareVersions)
    .flatMap((policy) => policy.definition.rules.map((rule) => indexRule(policy, rule)));
  const automaton = new Automaton(
    rules.flatMap(({ compiled }, id) => (compiled.literals ?? []).map((literal) => ({ literal, id }))),
  );
  const always = rules.flatMap(({ compiled }, id) => (compiled.literals === null ? [id] : []));
  const found = new Found(rules.length);
  const hasWhole = rules.some(({ compiled }) => compiled.isMet !== undefined);

  function candidates(text: string): readonly number[] {
    found.clear();
    for (const id of always) found.add(id);
    if (!automaton.scan(text, found)) automaton.scan(fold(text).text, found);
    return found.ids.sort((a, b) => a - b);
  }

  /** Adds the hits of some rules in one reading of a message. */
  function look(
    ids: readonly number[],
    read: Folded,
    isPlain: boolean,
    message: EvaluatedMessage,
    hits: Hits,
  ): void {
    const written = ([start, end]: Span) => message.text.slice(...originalSpan(read, start, end));
    for (const id of ids) {
      const rule = rules[id];
      if (rule === undefined || !inScope(rule.policy.definition.scope, message, isOutside)) continue;
      if (!isPlain && !rule.compiled.readsDisguises) continue;
      const spans =
        rule.compiled.isMet?.(message) === true
          ? [wholeMessage]
          : rule.compiled
              .find(read.text, maxHits, written)
              .map(([start, end]) => originalSpan(read, start, end));
      for (const span of spans) {
        const hit = { rule: rule.id, span };
        const others = hits.get(rule.policy);
        if (others === undefined) hits.set(rule.policy, [hit]);
        else if (isPlain || !others.some((known) => isSame(known, hit))) others.push(hit);
      }
    }
  }

  return {
    evaluate(message) {
      if (message.kind === 'system' || (message.text === '' && !hasWhole)) return none;
      const ids = candidates(message.text);
      const isDisguised = rules.length > 0 && mayBeDisguised(message.text);
      if (ids.length === 0 && !isDisguised) return none;
      const folded = fold(message.text);
      const hits: Hits = new Map();
      look(ids, folded, true, message, hits);
      if (isDisguised) {
        for (const reading of readingsOf(folded))
          look(candidates(reading.text), reading, false, message, hits);
      }
      return Array.from(hits, ([{ policyId, version, definition }, all]) => ({
        policyId,
        version,
        severity: definition.severity,
        hits: all.sort(compareHits).filter(isNew).slice(0, maxHits),
      })).sort((a, b) => a.policyId - b.policyId || a.version - b.version);
    },
  };
}
