import type { policyContract } from '#shared/contract/policy.ts';
import type { PolicyDefinition, PolicyProblem } from '#shared/model/policy.ts';
import type { Handlers } from '#shared/rpc/server.ts';
import {
  addPolicy,
  addStarters,
  listPolicies,
  policyVersions,
  savePolicy,
  setPolicyEnabled,
} from '#host/archive/policies.ts';
import { compilePolicies } from '#host/policy/engine.ts';
import { loadStarterPolicies } from '#host/policy/starter.ts';
import { validatePolicy } from '#host/policy/validate.ts';
import type { HostContext } from './context.ts';

export function policyHandlers({
  session,
  events,
  now,
  starterFolder,
}: HostContext): Handlers<typeof policyContract> {
  function changed(): void {
    session().policies.reload();
    events.emit({ type: 'policy.changed' });
  }

  return {
    'policy.list': () => ({
      policies: listPolicies(session().archive.reader).map(({ policyId, ...policy }) => ({
        id: policyId,
        ...policy,
      })),
    }),
    'policy.save': ({ id, enabled, definition }) => {
      const problems = validatePolicy(definition);
      if (problems.length > 0) return { saved: false, problems: [...problems] };
      const { writer } = session().archive;
      const draft = { definition, enabled };
      const saved = id === null ? addPolicy(writer, draft, now()) : savePolicy(writer, id, draft, now());
      changed();
      return { saved: true, ...saved };
    },
    'policy.setEnabled': ({ id, enabled }) => {
      setPolicyEnabled(session().archive.writer, id, enabled, now());
      changed();
      return {};
    },
    'policy.versions': ({ id }) => ({ versions: policyVersions(session().archive.reader, id) }),
    'policy.try': ({ definition, text }) => tryPolicy(definition, text),
    'policy.backtest': ({ ...request }, signal) => session().backtests.run(request, signal),
    'policy.backtesting': () => ({ progress: session().backtests.progress() }),
    'policy.addStarters': async ({ language }) => {
      const starters = await loadStarterPolicies(starterFolder, language);
      const added = addStarters(session().archive.writer, language, starters, now());
      changed();
      return { added };
    },
  };
}

/** What a draft would flag in a text, wherever it is said. */
function tryPolicy(
  definition: PolicyDefinition,
  text: string,
): { problems: PolicyProblem[]; hits: { rule: string; span: [number, number] }[] } {
  const problems = validatePolicy(definition);
  const broken = new Set(problems.map(({ rule }) => rule));
  const usable = { ...definition, rules: definition.rules.filter(({ id }) => !broken.has(id)) };
  const everywhere = { ...usable, scope: { direction: null, conversation: null, lines: null } };
  const engine = compilePolicies([{ policyId: 1, version: 1, definition: everywhere }]);
  const verdicts = engine.evaluate({
    text,
    kind: 'text',
    direction: null,
    conversation: 'direct',
    lineId: 0,
  });
  return {
    problems: [...problems],
    hits: verdicts.flatMap(({ hits }) =>
      hits.map(({ rule, span: [start, end] }) => ({ rule, span: [start, end] })),
    ),
  };
}
