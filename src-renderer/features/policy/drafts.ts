import {
  identifierGroups,
  identifierTypes,
  type IdentifierType,
  type PolicyDefinition,
  type PolicyRule,
} from '#shared/model/policy.ts';
import { countsAsUnsaved } from '../../ui/frame/unsaved.ts';
import { createSessionStore } from '../../ui/sessionStore.ts';
import { phraseRules, phraseText } from './phrases.ts';

/** Whose draft it is: a policy's id, or a policy that does not exist yet. */
export type DraftKey = number | 'new';

/** A policy while it is being written. */
export interface PolicyDraft {
  readonly definition: PolicyDefinition;
  /** The phrases as they are typed, with empty lines and all; `definition` has the rules they stand for. */
  readonly phrases: string;
  /** The allowed numbers and addresses as they are typed. */
  readonly except: string;
}

/** Drafts outlive the screen: leaving it loses nothing, and the list shows what is not saved. */
export const useDrafts = createSessionStore<{ readonly drafts: ReadonlyMap<DraftKey, PolicyDraft> }>({
  drafts: new Map(),
});

countsAsUnsaved(() => useDrafts.getState().drafts.size);

/** Keeps a draft. */
export function keepDraft(key: DraftKey, draft: PolicyDraft): void {
  useDrafts.setState(({ drafts }) => ({ drafts: new Map(drafts).set(key, draft) }));
}

/** Forgets a draft: it was saved or discarded. */
export function dropDraft(key: DraftKey): void {
  useDrafts.setState(({ drafts }) => {
    const rest = new Map(drafts);
    rest.delete(key);
    return { drafts: rest };
  });
}

/** A policy that looks for nothing yet. */
export const emptyPolicy: PolicyDefinition = {
  name: '',
  description: '',
  severity: 'medium',
  scope: { direction: null, conversation: null, lines: null },
  rules: [],
};

/** The draft that says what a version says. */
export function draftOf(definition: PolicyDefinition): PolicyDraft {
  const identifiers = definition.rules.filter((rule) => rule.type === 'identifier');
  const except = new Set(identifiers.flatMap((rule) => rule.except));
  return { definition, phrases: phraseText(definition.rules), except: [...except].join('\n') };
}

/** A draft with other phrases; `saved` are the rules in force, whose ids stay with their phrases. */
export function withPhrases(
  draft: PolicyDraft,
  phrases: string,
  saved: readonly PolicyRule[],
  newId: () => string,
): PolicyDraft {
  const { rules } = draft.definition;
  const others = rules.filter((rule) => rule.type !== 'phrase');
  return {
    ...draft,
    phrases,
    definition: {
      ...draft.definition,
      rules: [...phraseRules(phrases, [...rules, ...saved], newId), ...others],
    },
  };
}

/** A draft in which the rules of one type are others. */
export function withRules(
  draft: PolicyDraft,
  type: 'pattern' | 'identifier' | 'combined' | 'message',
  rules: readonly PolicyRule[],
): PolicyDraft {
  const others = draft.definition.rules.filter((rule) => rule.type !== type);
  return { ...draft, definition: { ...draft.definition, rules: [...others, ...rules] } };
}

/** The kinds of identifiers that a draft looks for. */
export function identifiersOf({ definition }: PolicyDraft): ReadonlySet<IdentifierType> {
  return new Set(definition.rules.flatMap((rule) => (rule.type === 'identifier' ? [rule.identifier] : [])));
}

/**
 * A draft that looks for these identifiers, but for what is allowed, one per line. Rules keep the ids that they have,
 * here or in the version in force.
 */
export function withIdentifiers(
  draft: PolicyDraft,
  chosen: ReadonlySet<IdentifierType>,
  except: string,
  saved: readonly PolicyRule[],
  newId: () => string,
): PolicyDraft {
  const known = [...draft.definition.rules, ...saved].filter((rule) => rule.type === 'identifier');
  const allowed = except
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const rules = identifierTypes
    .filter((type) => chosen.has(type))
    .map((identifier): PolicyRule => ({
      id: known.find((rule) => rule.identifier === identifier)?.id ?? newId(),
      type: 'identifier',
      identifier,
      except: contactTypes.has(identifier) ? allowed : [],
    }));
  return { ...withRules(draft, 'identifier', rules), except };
}

/** The company has addresses of its own, and no card numbers that its people may send. */
const contactTypes: ReadonlySet<IdentifierType> = new Set(identifierGroups.contact);
