import { useEffect, useState } from 'react';
import type { PolicyProblemView } from '#shared/contract/policy.ts';
import { AtalayaError } from '#shared/errors.ts';
import type { PolicyDefinition } from '#shared/model/policy.ts';
import { client } from '../../api/client.ts';
import { hitsStillThere, type TryHit } from './try-hits.ts';

/** What a draft flags in a text, and what is wrong with it. */
export interface TryOut {
  readonly hits: readonly TryHit[];
  readonly problems: readonly PolicyProblemView[];
  readonly error: AtalayaError | null;
}

const nothing: TryOut & { readonly text: string } = { text: '', hits: [], problems: [], error: null };

/** Milliseconds without a change before a draft is tried: hundreds of rules are not sent for every key. */
const pauseMs = 120;

/** Tries a draft on a text whenever one of them changes; what is superseded is cancelled. */
export function useTryOut(definition: PolicyDefinition, text: string): TryOut {
  const [answer, setAnswer] = useState(nothing);
  useEffect(() => {
    const controller = new AbortController();
    const ask = () =>
      client.request('policy.try', { definition: sendable(definition), text }, controller.signal).then(
        ({ hits, problems }) => {
          if (!controller.signal.aborted) setAnswer({ text, hits, problems, error: null });
        },
        (error: unknown) => {
          if (controller.signal.aborted) return;
          setAnswer((before) => ({
            ...before,
            error: error instanceof AtalayaError ? error : new AtalayaError('internal'),
          }));
        },
      );
    const timer = setTimeout(() => void ask(), pauseMs);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [definition, text]);
  return { ...answer, hits: hitsStillThere(answer.hits, answer.text, text) };
}

/** A definition as a request takes it: a policy that has no name yet can be tried as well. */
export function sendable(definition: PolicyDefinition) {
  const { scope, rules } = definition;
  return {
    ...definition,
    name: definition.name.trim() || '–',
    scope: { ...scope, lines: scope.lines === null ? null : [...scope.lines] },
    rules: [...rules],
  };
}
