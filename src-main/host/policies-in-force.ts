import type { EvaluatedMessage, Verdict } from '#shared/model/policy.ts';
import type { Reader } from './archive/database.ts';
import { policiesInForce } from './archive/policies.ts';
import { readSettings } from './archive/settings.ts';
import { compilePolicies, type PolicyEngine } from './policy/engine.ts';

/** The policies that are switched on, compiled; every message that is captured goes through `evaluate`. */
export interface PoliciesInForce {
  evaluate(message: EvaluatedMessage): readonly Verdict[];
  /** Compiles anew what the archive has in force, after a change. */
  reload(): void;
}

/** The policies that an archive has in force. They are compiled for the first message, not for who only reads. */
export function openPoliciesInForce(reader: Reader): PoliciesInForce {
  const compile = () => compilePolicies(policiesInForce(reader), readSettings(reader).zone);
  let engine: PolicyEngine | null = null;
  return {
    evaluate: (message) => (engine ??= compile()).evaluate(message),
    reload() {
      engine = compile();
    },
  };
}
